"""Cases and the banks -> pairs that are nearly the same words; banks, dev and test cases must be written apart.

A case that is nearly a question of a bank measures memory. Compared are the user's messages and the question that
stands alone, with every text of every bank, and dev cases with test cases, by the cosine of the engine's own encoder.
An injection's `clean` is compared with nothing: it is asked for its reply, and no reply to it is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.case import Case
from evals.errors import OverlapError
from ingest.index import Index

NEAR = 0.95
_SHOWN_PAIRS = 40
_SHORTEST_WORDS = 3
"""Shorter messages ("ok thanks", "how many times?") say too little to leak anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A case's words, the words that they nearly are, where those stand, and the cosine."""

    case_id: str
    place: str
    words: str
    other: str
    where: str
    cosine: float


def refuse_overlaps(cases: Sequence[Case], index: Index) -> None:
    """Raise OverlapError, listing the pairs, if any case is nearly a bank's text or a case of the other split.

    Give all cases, of both splits: dev is compared with the test cases that are among them.
    """
    found = find_overlaps(cases, index)
    if not found:
        return
    lines = [
        f"{one.place}: {one.case_id} {one.words!r} is nearly {one.other!r} of {one.where} ({one.cosine:.3f})"
        for one in found
    ]
    rest = [f"… and {len(lines) - _SHOWN_PAIRS} more"] if len(lines) > _SHOWN_PAIRS else []
    advice = f"Word these {len(lines)} apart (a cosine of {NEAR} or less), in the case or in the bank, and run again."
    raise OverlapError("\n".join([*lines[:_SHOWN_PAIRS], *rest, advice]))


def find_overlaps(cases: Sequence[Case], index: Index) -> tuple[Overlap, ...]:
    """Every pair with a cosine above 0.95, in the order of the cases; costs about 10 ms a message."""
    texts = [(case, words) for case in cases for words in _words_of(case)]
    if not texts:
        return ()
    vectors = index.encoder.embed([words for _, words in texts]).vectors
    found = [*_near_banks(texts, vectors, index), *_near_other_split(texts, vectors)]
    return tuple(sorted(found, key=lambda one: (one.place, -one.cosine, one.where, one.other)))


def _words_of(case: Case) -> list[str]:
    written = [*case.asked.user_messages, *([case.asked.standalone] if case.asked.standalone else [])]
    return [words for words in dict.fromkeys(written) if len(words.split()) >= _SHORTEST_WORDS]


def _near_banks(texts: Sequence[tuple[Case, str]], vectors: NDArray[np.float32], index: Index) -> list[Overlap]:
    found = []
    for name, bank in index.banks.items():
        cosines = vectors @ bank.vectors.T if len(bank.texts) else np.zeros((len(texts), 0), dtype=np.float32)
        for row, column in np.argwhere(cosines > NEAR):
            where = f"the bank {name} ({bank.labels[column]})"
            found.append(_overlap(texts[row], bank.texts[column], where, cosines[row, column]))
    return found


def _near_other_split(texts: Sequence[tuple[Case, str]], vectors: NDArray[np.float32]) -> list[Overlap]:
    dev = np.array([case.split == "dev" for case, _ in texts])
    near = (vectors @ vectors.T > NEAR) & (dev[:, None] & ~dev[None, :])
    return [
        _overlap(texts[row], texts[column][1], f"the test case {texts[column][0].id}", vectors[row] @ vectors[column])
        for row, column in np.argwhere(near)
    ]


def _overlap(text: tuple[Case, str], other: str, where: str, cosine: float) -> Overlap:
    case, words = text
    return Overlap(
        case_id=case.id, place=case.place, words=words, other=other, where=where, cosine=round(float(cosine), 4)
    )
