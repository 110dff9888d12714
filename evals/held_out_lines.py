"""Held-out questions and messages -> what thresholds and weights are fitted on, beside the dev cases.

Written like the banks' lines, by other hands, and kept out of the banks, so that they show what the engine makes of
words that it never met. No case is among them, and no figure is reported on them but that of a fit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from evals.errors import CaseError
from ingest.corpus import Corpus
from ingest.index import Index
from ingest.span import fold_text

HELD_OUT_PATH = Path(__file__).parent / "held_out" / "lines.jsonl"
HeldOutKind = Literal["answered", "not_covered", "red_flag", "calm", "contradiction", "one_version"]
KINDS: tuple[HeldOutKind, ...] = get_args(HeldOutKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutLine:
    """A parent's words, and what they are labelled with.

    label: the guidance's sentence that answers, a topic, the code of a situation, or the id of a contradiction that is
    asked about (`contradiction`), or of which one version answers without the others (`one_version`).
    """

    kind: HeldOutKind
    label: str
    text: str


def load_held_out(corpus: Corpus, path: Path = HELD_OUT_PATH) -> tuple[HeldOutLine, ...]:
    """Read all lines; raises CaseError, naming the line, for one that is malformed or labelled with unknown words."""
    known = _list_labels(corpus)
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"{path.name}:{number}"
        try:
            held = HeldOutLine(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise CaseError(f"{place}: is no held-out line ({error}); mend or remove it.") from None
        if held.kind not in KINDS or not held.text.strip():
            raise CaseError(f"{place}: needs a text and one of the kinds {', '.join(KINDS)}; mend the line.")
        if fold_text(held.label) not in known[held.kind]:
            raise CaseError(f"{place}: no {held.kind} line can be labelled {held.label!r}; mend the label.")
        lines.append(held)
    return tuple(lines)


def find_gold(lines: Sequence[HeldOutLine], index: Index) -> list[tuple[int, ...]]:
    """The positions of the sentence that answers each line of kind `answered`, in the order given."""
    spans = {fold_text(entry.span.quote): entry.span for entry in index.corpus.questions}
    return [index.positions_in(spans[fold_text(line.label)]) for line in lines]


def _list_labels(corpus: Corpus) -> dict[HeldOutKind, set[str]]:
    """What a line of each kind may be labelled with."""
    situations = {situation.code for situation in corpus.situations}
    conflicts = {conflict.id for conflict in corpus.conflicts}
    return {
        "answered": {fold_text(entry.span.quote) for entry in corpus.questions},
        "not_covered": {fold_text(topic.topic) for topic in corpus.topics},
        "red_flag": situations,
        "calm": situations,
        "contradiction": conflicts,
        "one_version": conflicts,
    }
