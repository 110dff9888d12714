"""A SQuAD 2.0 set -> its sentences as one index, and a question's signs in it, with and without its paragraph.

The documents have no questions of their own, so that only the general ranking is seen. It fits and measures nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.general import Asked, Signs, read_asked, read_signs
from assistant.shared_words import Rows
from evals.bare_index import Passage, embed_passages, index_passages
from evals.datasets import Squad, SquadQuestion
from evals.errors import DatasetError
from ingest.document import Document, FrontMatter
from ingest.index import Index
from ingest.lexical import split_words
from ingest.sentence import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All sentences of the set: their index, and each one's paragraph and span in it."""

    squad: Squad
    passages: tuple[Passage, ...]
    index: Index
    paragraphs: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A question's signs, and which of the candidates hold its answer, and stand in its paragraph; each of shape (c,).

    removed: its signs among the same sentences without its paragraph; None where it has no answer, or nothing is left.
    """

    article: str
    answerable: bool
    signs: Signs
    gold: NDArray[np.bool_]
    own: NDArray[np.bool_]
    removed: Signs | None


def build_library(squad: Squad, index: Index, threads: int, on_step: Callable[[], None] = lambda: None) -> Library:
    """Embed and index the sentences by the encoder of `index`. Raises DatasetError where there is none."""
    passages: list[Passage] = []
    paragraphs: list[int] = []
    spans: list[tuple[int, int]] = []
    for number, paragraph in enumerate(squad.paragraphs):
        for start, end in _split(paragraph.text):
            passages.append(Passage(id=f"{number}-{start}", section=f"p{number}", text=paragraph.text[start:end]))
            paragraphs.append(number)
            spans.append((start, end))
    if not passages:
        raise DatasetError("The paragraphs hold no sentence, only headings; there is nothing to rank.")
    vectors, tokens = embed_passages(passages, index.encoder, threads, on_step)
    return Library(
        squad=squad,
        passages=tuple(passages),
        index=index_passages(passages, vectors, tokens, index),
        paragraphs=np.array(paragraphs),
        spans=tuple(spans),
    )


def count_sentences(squad: Squad) -> int:
    """How many sentences with a word in them the set has."""
    return sum(len(_split(paragraph.text)) for paragraph in squad.paragraphs)


def find_gold(question: SquadQuestion, library: Library) -> Rows:
    """The places of the sentences that hold an answer."""
    own = np.flatnonzero(library.paragraphs == question.paragraph)
    return np.array([place for place in own if _holds_answer(library.spans[place], question)], dtype=np.int64)


def see_question(question: SquadQuestion, library: Library, rows: Rows | None = None) -> Seen:
    """Read a question's signs among all sentences, or among those of these places."""
    rows = np.arange(len(library.passages)) if rows is None else rows
    asked = read_asked(question.text, library.index.encoder)
    signs = read_signs(asked, library.index, rows)
    left = rows[library.paragraphs[rows] != question.paragraph]
    return Seen(
        article=library.squad.paragraphs[question.paragraph].article,
        answerable=bool(question.answer_starts),
        signs=signs,
        gold=np.isin(signs.rows, find_gold(question, library)),
        own=library.paragraphs[signs.rows] == question.paragraph,
        removed=_see_removed(asked, library, left) if question.answer_starts else None,
    )


def _see_removed(asked: Asked, library: Library, left: Rows) -> Signs | None:
    return read_signs(asked, library.index, left) if len(left) else None


def _split(text: str) -> list[tuple[int, int]]:
    """The spans of a paragraph's sentences that have a word, as the product splits documents."""
    document = Document(
        id="paragraph", text=text, body_start=0, media="txt", path="", sha256="", front_matter=FrontMatter(title="")
    )
    return [(one.start, one.end) for one in split_sentences(document) if split_words(one.text)]


def _holds_answer(span: tuple[int, int], question: SquadQuestion) -> bool:
    return any(span[0] <= answer < span[1] for answer in question.answer_starts)
