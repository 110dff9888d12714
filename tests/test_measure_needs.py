"""Held-out conversations and messages: their quotes are the guidance's, most needs are cited, bad lines are refused."""

import json
from pathlib import Path

import pytest

from assistant.engine import Engine
from evals.errors import CaseError
from evals.measure_needs import measure_conversations, measure_several


def test_follow_ups_find_what_they_lean_on(engine: Engine) -> None:
    _, figures = measure_conversations(engine)
    assert figures["cited"] > 0.7
    assert figures["not covered, refused"] > 0.6


def test_several_needs_are_told_apart_and_one_is_not_cut(engine: Engine) -> None:
    _, figures = measure_several(engine)
    assert figures["needs cited"] > 0.75
    assert figures["single cut"] < 0.05


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"message": "when"}, "bad.jsonl:1: Field required; mend the line"),
        (
            {"message": "when", "needs": [["Nobody wrote this."]]},
            "No sentence of the guidance reads 'Nobody wrote this.'",
        ),
    ],
)
def test_a_bad_line_is_refused(engine: Engine, tmp_path: Path, line: object, said: str) -> None:
    (tmp_path / "bad.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(CaseError, match=said):
        measure_several(engine, tmp_path / "bad.jsonl")
