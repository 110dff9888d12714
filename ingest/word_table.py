"""Sentences -> which stems stand in which of them, and how many names and numbers each has; it ranks nothing.

Made when an index is opened: half a second for 4,000 sentences. Words that say nothing of a subject are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.lexical import split_words
from ingest.sentence import Sentence
from ingest.stem import stem_word

Floats = NDArray[np.float32]
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_SAYS_NOTHING = frozenset(
    """a about after all also am an and any are as at be because been before being between both but by can could did do
    does doing don down during each few for from further had has have having he her here hers him his how i if in into
    is it its itself just ll me more most my no nor not of off on once only or other our out over own re s same she
    should so some such t than that the their them then there these they this those through to too under until up ve
    very was we were what when where which while who whom whose why will with would you your""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word's stem and its place in the text; name: written with a capital that begins no text; whether a number."""

    stem: str
    name: bool
    number: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """A stem's sentences: their rows, how often it stands in each, and whether as a name; arrays of one length."""

    rows: NDArray[np.int64]
    counts: Floats
    names: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """The words of all sentences; row i is sentence i.

    headings: for each stem the sections whose heading, or whose document's title, has it. lengths, names and numbers:
    how many stems, names and numbers a sentence has. sections: each row's section, counted from 0 in their order.
    """

    postings: Mapping[str, Postings]
    headings: Mapping[str, NDArray[np.int64]]
    lengths: Floats
    names: Floats
    numbers: Floats
    sections: NDArray[np.int64]


def read_terms(text: str) -> Iterator[Term]:
    """The words of a text, in its order, but those that say nothing."""
    for place, match in enumerate(_WORD.finditer(text)):
        word = "".join(split_words(match[0]))
        if word and word not in _SAYS_NOTHING:
            yield Term(
                stem=stem_word(word),
                name=place > 0 and match[0][0].isupper(),
                number=word[0].isdigit(),
                start=match.start(),
                end=match.end(),
            )


def build_word_table(sentences: Sequence[Sentence], titles: Mapping[str, str]) -> WordTable:
    """Count the words of sentences; titles: of their documents, by id; one may be missing."""
    found: dict[str, dict[int, list[int]]] = {}
    totals = np.zeros((3, len(sentences)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        for term in read_terms(sentence.text):
            seen = found.setdefault(term.stem, {}).setdefault(row, [0, 0])
            seen[0] += 1
            seen[1] |= term.name
            totals[:, row] += (1, term.name, term.number)
    sections = _number_sections(sentences)
    return WordTable(
        postings={stem: _as_postings(rows) for stem, rows in found.items()},
        headings=_find_headings(sentences, sections, titles),
        lengths=totals[0],
        names=totals[1],
        numbers=totals[2],
        sections=sections,
    )


def _as_postings(rows: dict[int, list[int]]) -> Postings:
    pairs = np.array(list(rows.values()), dtype=np.float32)
    return Postings(rows=np.fromiter(rows, dtype=np.int64, count=len(rows)), counts=pairs[:, 0], names=pairs[:, 1])


def _number_sections(sentences: Sequence[Sentence]) -> NDArray[np.int64]:
    begins = [(one.document_id, one.section) != (two.document_id, two.section) for one, two in pairwise(sentences)]
    return np.cumsum([False, *begins][: len(sentences)], dtype=np.int64)


def _find_headings(
    sentences: Sequence[Sentence], sections: NDArray[np.int64], titles: Mapping[str, str]
) -> dict[str, NDArray[np.int64]]:
    found: dict[str, dict[int, None]] = {}
    for section, row in zip(*np.unique(sections, return_index=True), strict=True):
        sentence = sentences[row]
        for term in read_terms(f"{titles.get(sentence.document_id, '')}. {sentence.section}"):
            found.setdefault(term.stem, {})[int(section)] = None
    return {stem: np.fromiter(rows, dtype=np.int64, count=len(rows)) for stem, rows in found.items()}
