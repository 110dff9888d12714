"""A question's words and a word table -> in which sentences and sections they stand, and how much each tells.

Everything is counted within the sentences that are asked of. It knows no vectors, and weighs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.word_table import Term, WordTable, read_terms

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
SATURATION, LENGTH_SHARE = 1.5, 0.75
"""BM25's k1 and b as Robertson and Zaragoza 2009 give them, doi:10.1561/1500000019."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """For n sentences in s sections and the q words of a question, each stem once.

    held and in_section: whether a word stands in the sentence, of shape (n, q), and in its section or that section's
    heading, (s, q). share: how much each word tells among these sentences, summing to 1; known: whether any has it.
    bm25 and bm25_section: as shares of the most that the question could reach, in [0, 1]; of shape (n,).
    sections: each sentence's section, (n,), and starts: each section's first sentence, (s,).
    new_names and new_numbers: how many a sentence has besides the question's.
    """

    words: tuple[Term, ...]
    held: Flags
    in_section: Flags
    share: Floats
    known: Flags
    bm25: Floats
    bm25_section: Floats
    sections: Rows
    starts: Rows
    new_names: Floats
    new_numbers: Floats


def find_shared_words(question: str, table: WordTable, rows: Rows) -> SharedWords:
    """Look up a question's words among the sentences of these rows, of which there is at least one."""
    words = tuple({term.stem: term for term in read_terms(question)}.values())
    counts, names = _count(words, table, rows)
    sections, starts = _number(table.sections[rows])
    section_counts = np.add.reduceat(counts, starts, axis=0)
    lengths = table.lengths[rows]
    telling = _weigh((counts > 0).sum(axis=0), len(rows))
    telling_section = _weigh((section_counts > 0).sum(axis=0), len(starts))
    held = counts > 0
    in_section = (section_counts > 0) | _find_in_headings(words, table)[table.sections[rows][starts]]
    return SharedWords(
        words=words,
        held=held,
        in_section=in_section,
        share=telling / max(float(telling.sum()), 1e-6),
        known=np.asarray(held.any(axis=0)),
        bm25=_score(counts, lengths, telling),
        bm25_section=_score(section_counts, np.add.reduceat(lengths, starts), telling_section)[sections],
        sections=sections,
        starts=starts,
        new_names=np.maximum(table.names[rows] - names.sum(axis=1), 0),
        new_numbers=np.maximum(
            table.numbers[rows] - held[:, [place for place, word in enumerate(words) if word.number]].sum(axis=1), 0
        ),
    )


def _count(words: Sequence[Term], table: WordTable, rows: Rows) -> tuple[Floats, Floats]:
    """How often each word stands in each sentence, and whether as a name; both of shape (n, q)."""
    found = np.zeros((2, len(table.sections), len(words)), dtype=np.float32)
    for place, word in enumerate(words):
        if word.stem in table.postings:
            posted = table.postings[word.stem]
            found[0, posted.rows, place] = posted.counts
            found[1, posted.rows, place] = posted.names
    return found[0, rows], found[1, rows]


def _number(sections: Rows) -> tuple[Rows, Rows]:
    """The sections counted anew from 0, and the first row of each; a section's rows follow each other."""
    starts = np.flatnonzero(np.concatenate([[True], sections[1:] != sections[:-1]]))
    return np.repeat(np.arange(len(starts)), np.diff([*starts, len(sections)])), starts


def _find_in_headings(words: Sequence[Term], table: WordTable) -> Flags:
    found = np.zeros((int(table.sections[-1]) + 1, len(words)), dtype=np.bool_)
    for place, word in enumerate(words):
        if word.stem in table.headings:
            found[table.headings[word.stem], place] = True
    return found


def _weigh(holders: NDArray[np.int64], total: int) -> Floats:
    """The inverse document frequency of Robertson and Zaragoza, above 0."""
    weights: Floats = np.log(1 + (total - holders + 0.5) / (holders + 0.5)).astype(np.float32)
    return weights


def _score(counts: Floats, lengths: Floats, telling: Floats) -> Floats:
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(float(lengths.mean()), 1e-6))
    scores = (counts * (SATURATION + 1) / (counts + norm[:, None])) @ telling
    return (scores / max(float(telling.sum()) * (SATURATION + 1), 1e-6)).astype(np.float32)
