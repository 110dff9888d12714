"""The held-out lines: the shipped ones load, and a bad one is refused with its line and what to do."""

import json
from pathlib import Path

import pytest
from example_suite import CORPUS

from evals.errors import CaseError
from evals.held_out_lines import KINDS, load_held_out
from ingest.corpus import load_corpus
from ingest.settings import read_settings


def write(folder: Path, *lines: object) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_the_shipped_lines_are_of_every_kind() -> None:
    lines = load_held_out(load_corpus(read_settings().corpus))
    assert {line.kind for line in lines} == set(KINDS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"kind": "calm", "label": "E1"}, "lines.jsonl:1: is no held-out line"),
        ({"kind": "calm", "label": "E1", "text": " "}, "lines.jsonl:1: needs a text and one of the kinds"),
        ({"kind": "merry", "label": "E1", "text": "she giggles"}, "needs a text and one of the kinds"),
        ({"kind": "answered", "label": "What nobody wrote.", "text": "when"}, "mend the label"),
        ({"kind": "contradiction", "label": "none", "text": "when"}, "no contradiction line can be labelled 'none'"),
        ({"kind": "red_flag", "label": "E99", "text": "he is blue"}, "no red_flag line can be labelled 'E99'"),
        ({"kind": "not_covered", "label": "llamas", "text": "when"}, "no not_covered line can be labelled 'llamas'"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        load_held_out(CORPUS, write(tmp_path, line))
