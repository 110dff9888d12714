"""Conversations and messages of several questions -> how many of their needs are cited; it judges nothing else.

    python -m evals.measure_needs [--home DIR]

Written by other hands than the banks and the cases: conversations whose last message leans on earlier ones or changes
to what is not covered, and messages that ask two or three things, or only look so. `STANDS_ALONE` and the cuts of
`assistant/question.py` were chosen on these lines, so that they show what a change breaks, and no figure to expect.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.engine import Engine, open_engine
from assistant.part import PartAnswer, answer_part
from assistant.question import read_needs
from evals.errors import CaseError
from ingest.index import Index
from ingest.settings import read_settings
from ingest.span import fold_text

FOLDER = Path(__file__).parent / "held_out"
CONVERSATIONS, SEVERAL = FOLDER / "conversations.jsonl", FOLDER / "several_needs.jsonl"


class _Conversation(BaseModel):
    """A user's messages, the need of the last one in one question, and the sentences that answer it, if any do."""

    model_config = ConfigDict(extra="forbid")
    messages: tuple[str, ...]
    alone: str
    quotes: tuple[str, ...]


class _Several(BaseModel):
    """A message and, for each of its needs, the sentences of which any answers it, if any do."""

    model_config = ConfigDict(extra="forbid")
    message: str
    needs: tuple[tuple[str, ...], ...]


Line = TypeVar("Line", bound=BaseModel)


def main() -> None:
    """Measure both files and print a line each."""
    parser = argparse.ArgumentParser(description="How many needs of held-out conversations and messages are cited.")
    parser.add_argument("--home", type=Path, default=None, help="folder of the index (default: HEADSUP_HOME)")
    engine = open_engine(parser.parse_args().home or read_settings().home)
    for name, figures in (measure_conversations(engine), measure_several(engine)):
        print(name, json.dumps(figures))


def measure_conversations(engine: Engine, path: Path = CONVERSATIONS) -> tuple[str, dict[str, float]]:
    """Shares: of last messages that have an answer, those cited and refused; of those without, those refused."""
    cited, refused, refused_rightly = [], [], []
    for line in _read(path, _Conversation):
        parts = [answer_part(need, engine) for need in read_needs(line.messages)]
        silent = all(part.reason is not None for part in parts)
        if line.quotes:
            cited.append(not _find(line.quotes, engine.index).isdisjoint(_list_cited(parts)))
            refused.append(silent)
        else:
            refused_rightly.append(silent)
    return path.name, {
        "cited": _share(cited),
        "refused": _share(refused),
        "not covered, refused": _share(refused_rightly),
    }


def measure_several(engine: Engine, path: Path = SEVERAL) -> tuple[str, dict[str, float]]:
    """Shares: of the needs of messages with several, those cited; of messages with one, those cited and those cut."""
    several, one, cut = [], [], []
    for line in _read(path, _Several):
        needs = read_needs((line.message,))
        found = _list_cited([answer_part(need, engine) for need in needs])
        hits = [not _find(quotes, engine.index).isdisjoint(found) for quotes in line.needs if quotes]
        if len(line.needs) > 1:
            several += hits
        else:
            one += hits
            cut.append(len(needs) > 1)
    return path.name, {"needs cited": _share(several), "single cited": _share(one), "single cut": _share(cut)}


def _read(path: Path, form: type[Line]) -> list[Line]:
    """The lines of a file; raises CaseError, naming it, for one that is malformed."""
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            lines.append(form.model_validate_json(line))
        except ValidationError as error:
            raise CaseError(f"{path.name}:{number}: {error.errors()[0]['msg']}; mend the line.") from None
    return lines


def _find(quotes: Sequence[str], index: Index) -> set[int]:
    """The positions of the sentences that hold, or are held by, any of the quotes; raises CaseError where none does."""
    folded = [fold_text(quote) for quote in quotes]
    texts = [fold_text(sentence.text) for sentence in index.sentences]
    found = {place for place, text in enumerate(texts) for quote in folded if quote in text or text in quote}
    if not found:
        raise CaseError(f"No sentence of the guidance reads {quotes[0]!r}; mend the line that quotes it.")
    return found


def _list_cited(parts: Sequence[PartAnswer]) -> set[int]:
    """The positions of all sentences that are quoted."""
    return {place for part in parts for quote in part.quotes for place in quote.positions}


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0


if __name__ == "__main__":
    main()
