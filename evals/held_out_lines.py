"""Held-out questions and messages -> what thresholds and weights are fitted on, beside the dev cases.

Written like the banks' lines, by other hands, and kept out of the banks, so that they show what the engine makes of
words that it never met. No case is among them, and no figure is reported on them but that of a fit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.errors import CaseError
from ingest.corpus import Corpus
from ingest.span import fold_text

HELD_OUT_PATH = Path(__file__).parent / "held_out" / "lines.jsonl"
HeldOutKind = Literal["answered", "not_covered", "red_flag", "calm", "contradiction", "one_version"]
KINDS: tuple[HeldOutKind, ...] = ("answered", "not_covered", "red_flag", "calm", "contradiction", "one_version")


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
    known = {fold_text(entry.span.quote) for entry in corpus.questions}
    conflicts = {conflict.id for conflict in corpus.conflicts}
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            held = HeldOutLine(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise CaseError(f"{path.name}:{number}: is no held-out line ({error}); mend or remove it.") from None
        if held.kind not in KINDS or not held.text.strip():
            raise CaseError(f"{path.name}:{number}: needs a text and one of the kinds {', '.join(KINDS)}.")
        if held.kind == "answered" and fold_text(held.label) not in known:
            raise CaseError(f"{path.name}:{number}: no sentence with questions reads {held.label!r}; mend the label.")
        if held.kind in ("contradiction", "one_version") and held.label not in conflicts:
            raise CaseError(f"{path.name}:{number}: there is no contradiction {held.label!r}; mend the label.")
        lines.append(held)
    return tuple(lines)
