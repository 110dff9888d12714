"""The published generation as the pages use it: opened once, and again when a new one is published.

A question under way keeps the edition that it began with. Knows nothing of HTTP.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine, open_engine
from ingest.errors import IngestError
from ingest.index import current_generation

EXAMPLES = 4
EXAMPLES_TRIED = 16
_LOG = logging.getLogger("headsup.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An engine, and what the page shows before the first question: questions known to be answered, documents by id."""

    engine: Engine
    examples: tuple[str, ...]
    titles: dict[str, str]


class Shelf:
    """Holds the current edition of a home; safe to read from several threads."""

    def __init__(self, home: Path) -> None:
        """Open the published generation. Raises the ingest room's index errors."""
        self._home = home
        self._noticed = current_generation(home)
        self._edition = open_edition(home)
        self._opening = threading.Lock()

    def edition(self) -> Edition:
        """The edition to answer with: one small read, and an opening only where a new generation was published.

        While one thread opens it, the others go on with the edition before. One that cannot be opened is logged once.
        """
        published = current_generation(self._home)
        if published != self._noticed and self._opening.acquire(blocking=False):
            try:
                self._reopen(published)
            finally:
                self._opening.release()
        return self._edition

    def _reopen(self, published: str | None) -> None:
        try:
            self._edition = open_edition(self._home)
        except IngestError as error:
            _LOG.error("Generation %s cannot be opened, the one before goes on serving: %s", published, error)
        self._noticed = published


def open_edition(home: Path) -> Edition:
    """Open the published generation of a home and choose its examples. Raises the ingest room's index errors."""
    engine = open_engine(home)
    for warning in engine.index.warnings:
        _LOG.warning("%s", warning)
    titles = {document.id: document.front_matter.title for document in engine.index.documents.values()}
    return Edition(engine=engine, examples=choose_examples(engine), titles=titles)


def choose_examples(engine: Engine) -> tuple[str, ...]:
    """Up to four questions on different passages that the engine answers, tried one by one, the reviewed ones first."""
    reviewed = [_write_tidily(answer.phrasings[0]) for answer in engine.index.corpus.answers]
    asked = engine.suggestible.questions
    others = list(asked[:: max(1, len(asked) // EXAMPLES_TRIED)])
    found: list[str] = []
    for question in [*reviewed[:: max(1, len(reviewed) // EXAMPLES)], *others][:EXAMPLES_TRIED]:
        if _is_answered(question, engine):
            found.append(question)
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def _write_tidily(question: str) -> str:
    """A phrasing as it may be shown: with a capital letter and a question mark."""
    return f"{question[:1].upper()}{question[1:].rstrip(' ?')}?"


def _is_answered(question: str, engine: Engine) -> bool:
    return answer_conversation(read_request({"question": question}), engine).outcome == "answered"
