"""How like a question is to the questions of a bank: nearest neighbours and margins; no thresholds here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.bank import Bank


def mean_of_nearest(vector: NDArray[np.float32], banks: Sequence[Bank], nearest: int) -> float:
    """Mean cosine of a unit vector (dim,) to its nearest questions over all banks; -1.0 where there are none."""
    cosines = [bank.vectors @ vector for bank in banks if len(bank.texts)]
    if not cosines:
        return -1.0
    together = np.concatenate(cosines)
    kept = min(nearest, len(together))
    return float(np.sort(np.partition(together, -kept)[-kept:])[::-1].mean())


def weigh_labels(vector: NDArray[np.float32], bank: Bank, *, nearest: int = 8, width: float = 0.06) -> dict[str, float]:
    """The labels of the nearest questions, heaviest first, weights summing to 1.

    A neighbour weighs exp((cosine - best cosine) / width): the nearest question counts most, a crowd can outvote it.
    """
    if not len(bank.texts):
        return {}
    cosines = bank.vectors @ vector
    order = np.argsort(-cosines, kind="stable")[:nearest]
    weights = np.exp((cosines[order] - cosines[order[0]]) / width)
    totals: dict[str, float] = {}
    for position, weight in zip(order, weights / weights.sum(), strict=True):
        totals[bank.labels[position]] = totals.get(bank.labels[position], 0.0) + float(weight)
    return dict(sorted(totals.items(), key=lambda pair: -pair[1]))


def best_by_label(vector: NDArray[np.float32], bank: Bank) -> dict[str, float]:
    """For each label the cosine of its nearest question to a unit vector of shape (dim,)."""
    best: dict[str, float] = {}
    for label, cosine in zip(bank.labels, bank.vectors @ vector if len(bank.texts) else [], strict=True):
        if cosine > best.get(label, -1.0):
            best[label] = float(cosine)
    return best
