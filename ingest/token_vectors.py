"""Token vectors of every sentence -> late interaction scores (MaxSim) for a question.

Knows nothing of texts: sentences are counted, in the order in which the index holds them.
Source: Khattab and Zaharia 2020, ColBERT, arXiv:2004.12832.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_VALUES = "values.npy"
_OFFSETS = "offsets.npy"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenVectors:
    """All sentences' token vectors, one below the other.

    values: float16 of shape (tokens, dim), memory-mapped where they were read from a generation; rows of length 1.
    offsets: int64 of shape (sentences + 1,); sentence i owns the rows offsets[i] to offsets[i + 1].
    """

    values: NDArray[np.float16]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def max_sim(self, query_tokens: NDArray[np.float32]) -> NDArray[np.float32]:
        """Score every sentence: the mean over the question's tokens of the likeness to the sentence's nearest token.

        query_tokens: float32 of shape (t, dim), rows of length 1. Returns float32 of shape (sentences,), in [-1, 1];
        a question or sentence without tokens scores 0.
        """
        scores = np.zeros(len(self), dtype=np.float32)
        filled = np.flatnonzero(np.diff(self.offsets) > 0)
        if len(query_tokens) and len(filled):
            likeness = np.asarray(self.values, dtype=np.float32) @ query_tokens.T.astype(np.float32)
            nearest = np.maximum.reduceat(likeness, self.offsets[filled], axis=0)
            scores[filled] = nearest.mean(axis=1)
        return scores

    def compare(
        self, query_tokens: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Compare some sentences with a question, token by token.

        rows: the sentences' places. Returns for each the likeness of its nearest token to every token of the question,
        of shape (rows, t), and the mean over its own tokens of the likeness to the question's nearest, (rows,).
        Without a token on either side all is 0.
        """
        nearest = np.zeros((len(rows), len(query_tokens)), dtype=np.float32)
        back = np.zeros(len(rows), dtype=np.float32)
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        filled = np.flatnonzero(lengths > 0)
        if len(query_tokens) and len(filled):
            pieces = [self.values[self.offsets[row] : self.offsets[row + 1]] for row in rows[filled]]
            likeness = np.concatenate(pieces).astype(np.float32) @ query_tokens.T.astype(np.float32)
            starts = np.cumsum(lengths[filled]) - lengths[filled]
            nearest[filled] = np.maximum.reduceat(likeness, starts, axis=0)
            back[filled] = np.add.reduceat(likeness.max(axis=1), starts) / lengths[filled]
        return nearest, back


def stack_token_vectors(tokens: Sequence[NDArray[np.float16]]) -> TokenVectors:
    """Put the token vectors of sentences, each of shape (t_i, dim), one below the other as they are."""
    offsets = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.cumsum([len(rows) for rows in tokens], out=offsets[1:])
    return TokenVectors(values=np.concatenate(tokens), offsets=offsets)


def save_token_vectors(vectors: TokenVectors, folder: Path) -> None:
    """Write the two arrays into a folder, which is made."""
    folder.mkdir()
    np.save(folder / _VALUES, vectors.values, allow_pickle=False)
    np.save(folder / _OFFSETS, vectors.offsets, allow_pickle=False)


def load_token_vectors(folder: Path) -> TokenVectors:
    """Open token vectors; the values stay on disk until they are used."""
    return TokenVectors(
        values=np.load(folder / _VALUES, mmap_mode="r", allow_pickle=False),
        offsets=np.load(folder / _OFFSETS, allow_pickle=False),
    )
