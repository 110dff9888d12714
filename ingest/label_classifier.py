"""Embeddings with a label each -> how likely each label is for a new one.

Multinomial logistic regression, fitted at ingest with scikit-learn and kept as plain arrays. Where the nearest
question decides alone, one odd question misleads; this weighs all questions of all labels against each other.
Knows no threshold. Source: few-shot classification on sentence embeddings, Tunstall et al. 2022, arXiv:2209.11055.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from ingest.arrays import as_array, as_texts

INVERSE_PENALTY = 30.0
MOST_ITERATIONS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelClassifier:
    """A fitted regression: coefficients, float32 of shape (labels, dim); intercepts, float32 of shape (labels,)."""

    labels: tuple[str, ...]
    coefficients: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def decide(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Judge an embedding of shape (dim,); returns log-probabilities, float32 of shape (labels,)."""
        odds = self.coefficients @ vector + self.intercepts
        highest = odds.max()
        shares: NDArray[np.float32] = odds - highest - np.log(np.exp(odds - highest).sum())
        return shares


def fit_label_classifier(vectors: NDArray[np.float32], labels: Sequence[str]) -> LabelClassifier:
    """Fit on embeddings of shape (n, dim); raises ValueError where there are fewer than three labels."""
    if len(set(labels)) < 3:
        raise ValueError(f"This classifier needs three labels or more: {len(set(labels))} given.")
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import, only a build needs it)

    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=MOST_ITERATIONS).fit(vectors, list(labels))
    return LabelClassifier(
        labels=tuple(str(name) for name in model.classes_),
        coefficients=model.coef_.astype(np.float32),
        intercepts=model.intercept_.astype(np.float32),
    )


def save_label_classifier(classifier: LabelClassifier, file: Path | IO[bytes]) -> None:
    """Write a classifier as an npz file without pickled objects."""
    np.savez(
        file,
        labels=as_array(classifier.labels),
        coefficients=classifier.coefficients,
        intercepts=classifier.intercepts,
    )


def load_label_classifier(path: Path) -> LabelClassifier:
    """Read a classifier that save_label_classifier wrote."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return LabelClassifier(
            labels=as_texts(arrays["labels"]), coefficients=arrays["coefficients"], intercepts=arrays["intercepts"]
        )
