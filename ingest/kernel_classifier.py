"""Embeddings of two kinds of questions -> a decision function that tells them apart.

A support-vector machine with a radial kernel, fitted at ingest with scikit-learn and kept as plain arrays, so that
answering loads no learning library. Knows no threshold: where to cut is the caller's measured choice.
Source: Cortes and Vapnik 1995, Support-vector networks, doi:10.1007/BF00994018.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelClassifier:
    """A fitted decision function.

    support: float32 of shape (s, dim); lengths: float64 of shape (s,), the squared length of each of its rows;
    coefficients: float32 of shape (s,), positive for the first kind.
    """

    support: Floats
    lengths: NDArray[np.float64]
    coefficients: Floats
    intercept: float
    gamma: float

    def decide(self, vectors: Floats) -> Floats:
        """Judge embeddings of shape (k, dim); returns float32 of shape (k,), above 0 where the first kind is likelier.

        sum_i coefficient_i * exp(-gamma * |v - support_i|^2) + intercept, in double precision, so that the batch in
        which a question comes does not show in the seventh digit.
        """
        return np.array([self._decide_one(vector) for vector in np.atleast_2d(vectors)], dtype=np.float32)

    def _decide_one(self, vector: Floats) -> float:
        """|v - s|^2 as |s|^2 + |v|^2 - 2 s.v: one product over the support, 20 times as fast as the difference."""
        squares = self.lengths + float(vector @ vector) - 2.0 * (self.support @ vector)
        return float(np.exp(-self.gamma * squares) @ self.coefficients + self.intercept)


def fit_kernel_classifier(positive: Floats, negative: Floats, *, c: float, gamma: float) -> KernelClassifier:
    """Fit on embeddings of the first kind (n, dim) and the second (m, dim), each kind weighing the same in all.

    c: the cost of a training question on the wrong side; gamma: the kernel's width, larger is narrower.
    Raises ValueError where one of the kinds is empty.
    """
    if not len(positive) or not len(negative):
        raise ValueError(f"A classifier needs both kinds: {len(positive)} positive and {len(negative)} negative.")
    from sklearn.svm import SVC  # noqa: PLC0415  (a second to import, and only a build needs it)

    machine = SVC(C=c, gamma=gamma, kernel="rbf", class_weight="balanced", cache_size=500)
    machine.fit(np.concatenate([positive, negative]), np.repeat([1, 0], [len(positive), len(negative)]))
    support = machine.support_vectors_.astype(np.float32)
    return KernelClassifier(
        support=support,
        lengths=_square_lengths(support),
        coefficients=machine.dual_coef_[0].astype(np.float32),
        intercept=float(machine.intercept_[0]),
        gamma=gamma,
    )


def save_kernel_classifier(classifier: KernelClassifier, file: Path | IO[bytes]) -> None:
    """Write a classifier as an npz file without pickled objects."""
    scalars = np.array([classifier.intercept, classifier.gamma], dtype=np.float64)
    np.savez(file, support=classifier.support, coefficients=classifier.coefficients, scalars=scalars)


def load_kernel_classifier(path: Path) -> KernelClassifier:
    """Read a classifier that save_kernel_classifier wrote."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        intercept, gamma = (float(value) for value in arrays["scalars"])
        support = arrays["support"]
        return KernelClassifier(
            support=support,
            lengths=_square_lengths(support),
            coefficients=arrays["coefficients"],
            intercept=intercept,
            gamma=gamma,
        )


def _square_lengths(support: Floats) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.square(support.astype(np.float64)).sum(axis=1)
    return lengths
