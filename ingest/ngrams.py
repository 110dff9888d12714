"""A text -> its character and word n-grams, hashed into a fixed number of buckets; it knows no meaning.

Words that an encoder has hardly seen (a misspelling, a dialect word, a brand) still share letters with their like.
Source: feature hashing, Weinberger et al. 2009, arXiv:0902.2206.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

CHARACTERS = (1, 2, 3, 4)
WORDS = (1, 2)
HALF = 2**15
"""Buckets of characters; as many again hold words. On 1,569 held-out questions 65,536 a half found no more."""
BUCKETS = 2 * HALF
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ngrams:
    """The n-grams of one text: buckets, int64 of shape (k,), ascending; counts, float32 of shape (k,), damped."""

    buckets: NDArray[np.int64]
    counts: NDArray[np.float32]


def hash_ngrams(text: str) -> Ngrams:
    """Hash a text's n-grams; a bucket counts 1 + ln(how often), characters in the first half, words in the second."""
    words = _WORD.findall(text.lower().replace("’", "").replace("'", ""))
    counted = Counter(_buckets(_characters(words), 0))
    counted.update(_buckets(_word_runs(words), HALF))
    buckets = np.array(sorted(counted), dtype=np.int64)
    counts = np.array([counted[bucket] for bucket in buckets], dtype=np.float32)
    return Ngrams(buckets=buckets, counts=np.log(counts) + np.float32(1.0))


def weigh_ngrams(ngrams: Ngrams, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """The counts times each bucket's rarity (of shape (BUCKETS,)), either half brought to length 1."""
    weights = ngrams.counts * rarity[ngrams.buckets]
    for half in (ngrams.buckets < HALF, ngrams.buckets >= HALF):
        length = float(np.linalg.norm(weights[half]))
        weights[half] /= length if length > 0 else 1.0
    return weights


def measure_rarity(texts: Iterable[Ngrams]) -> NDArray[np.float32]:
    """The smoothed inverse document frequency of each bucket, ln((1 + n) / (1 + n_bucket)) + 1, shape (BUCKETS,)."""
    held = np.zeros(BUCKETS, dtype=np.int64)
    count = 0
    for ngrams in texts:
        held[ngrams.buckets] += 1
        count += 1
    return (np.log((1 + count) / (1 + held)) + 1).astype(np.float32)


def _characters(words: list[str]) -> Iterator[str]:
    """Runs of characters within each word, the blanks around it counted in."""
    for word in words:
        padded = f" {word} "
        for length in CHARACTERS:
            yield from (padded[start : start + length] for start in range(max(1, len(padded) - length + 1)))


def _word_runs(words: list[str]) -> Iterator[str]:
    for length in WORDS:
        yield from (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))


def _buckets(grams: Iterable[str], offset: int) -> Iterator[int]:
    return (offset + crc32(gram.encode("utf-8", "surrogatepass")) % HALF for gram in grams)
