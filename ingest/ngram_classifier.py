"""Labelled texts -> linear decision functions over their n-grams, one a label.

A support-vector machine a label against the rest, fitted at ingest with scikit-learn and kept as plain arrays, so that
answering loads no learning library. Knows no threshold.
Source: Joachims 1998, Text categorization with support vector machines, doi:10.1007/BFb0026683.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ingest.arrays import as_array, as_texts
from ingest.ngrams import BUCKETS, Ngrams, hash_ngrams, measure_rarity, weigh_ngrams

COST = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NgramClassifier:
    """Fitted decision functions.

    rarity: float32 of shape (buckets,); coefficients: float16 of shape (buckets, labels), a bucket a row, as a text
    needs some 300 of them; intercepts: float32 of shape (labels,).
    """

    labels: tuple[str, ...]
    rarity: NDArray[np.float32]
    coefficients: NDArray[np.float16]
    intercepts: NDArray[np.float32]

    def decide(self, text: str) -> NDArray[np.float32]:
        """Judge a text; returns float32 of shape (labels,), above 0 where a label is likelier than not."""
        ngrams = hash_ngrams(text)
        weights = weigh_ngrams(ngrams, self.rarity)
        return weights @ self.coefficients[ngrams.buckets].astype(np.float32) + self.intercepts


def fit_ngram_classifier(texts: Sequence[str], labels: Sequence[str]) -> NgramClassifier:
    """Fit on texts with a label each; of two labels, one decision function, for the one that comes later by name.

    Raises ValueError where there are fewer than two labels.
    """
    names = sorted(set(labels))
    if len(names) < 2:
        raise ValueError(f"A classifier needs two labels or more: {', '.join(names) or 'none'} given.")
    from sklearn.svm import LinearSVC  # noqa: PLC0415  (a second to import, and only a build needs it)

    hashed = [hash_ngrams(text) for text in texts]
    rarity = measure_rarity(hashed)
    balance = "balanced" if len(names) == 2 else None
    machine = LinearSVC(C=COST, class_weight=balance, random_state=0).fit(_stack(hashed, rarity), list(labels))
    return NgramClassifier(
        labels=tuple(names) if len(names) > 2 else (names[1],),
        rarity=rarity,
        coefficients=np.ascontiguousarray(machine.coef_.T, dtype=np.float16),
        intercepts=machine.intercept_.astype(np.float32),
    )


def save_ngram_classifier(classifier: NgramClassifier, file: Path | IO[bytes]) -> None:
    """Write a classifier as a compressed npz file without pickled objects."""
    np.savez_compressed(
        file,
        labels=as_array(classifier.labels),
        rarity=classifier.rarity,
        coefficients=classifier.coefficients,
        intercepts=classifier.intercepts,
    )


def load_ngram_classifier(path: Path) -> NgramClassifier:
    """Read a classifier that save_ngram_classifier wrote."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return NgramClassifier(
            labels=as_texts(arrays["labels"]),
            rarity=arrays["rarity"],
            coefficients=arrays["coefficients"],
            intercepts=arrays["intercepts"],
        )


def _stack(hashed: Sequence[Ngrams], rarity: NDArray[np.float32]) -> Any:  # noqa: ANN401 - scipy has no types
    """The texts as rows of a sparse matrix of shape (texts, buckets)."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415  (as scikit-learn)

    starts = np.cumsum([0, *(len(ngrams.buckets) for ngrams in hashed)])
    weights = np.concatenate([weigh_ngrams(ngrams, rarity) for ngrams in hashed])
    buckets = np.concatenate([ngrams.buckets for ngrams in hashed])
    return csr_matrix((weights, buckets, starts), shape=(len(hashed), BUCKETS))
