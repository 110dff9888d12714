"""Sentences -> a BM25 index: candidates by shared words.

Knows nothing of meaning; on texts where parents use other words than the author it finds little.
Source: Robertson and Zaragoza 2009, doi:10.1561/1500000019; Lu 2024, bm25s, arXiv:2407.03618.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexical:
    """A BM25 index over sentences, which it knows by their place."""

    vocabulary: dict[str, int]
    _scorer: Any

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """Find at most k sentences that share a word with the query: (place, score above 0), best first.

        Equal scores come in the order of the text. Scores have no upper bound.
        """
        known = [self.vocabulary[word] for word in split_words(query) if word in self.vocabulary]
        if not known:
            return []
        scores = self._scorer.get_scores_from_ids(known)
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(place), float(scores[place])) for place in best if scores[place] > 0]


def build_lexical(texts: Sequence[str]) -> Lexical:
    """Index sentences by their words; the vocabulary is sorted, so that the same texts give the same files."""
    words = [split_words(text) for text in texts]
    vocabulary = {word: number for number, word in enumerate(sorted({word for row in words for word in row}))}
    scorer = bm25s.BM25()
    scorer.index(([[vocabulary[word] for word in row] for row in words], vocabulary), show_progress=False)
    return Lexical(vocabulary=vocabulary, _scorer=scorer)


def save_lexical(lexical: Lexical, folder: Path) -> None:
    """Write the index as arrays and JSON, nothing pickled."""
    lexical._scorer.save(folder, show_progress=False)


def load_lexical(folder: Path) -> Lexical:
    """Read an index that save_lexical wrote."""
    scorer = bm25s.BM25.load(folder, show_progress=False)
    return Lexical(vocabulary=scorer.vocab_dict, _scorer=scorer)


def split_words(text: str) -> list[str]:
    """Split a text into lower-case words without accents: "Bébé's 2nd" gives bebe, s, 2nd."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
