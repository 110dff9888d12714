"""A ranking and what is relevant -> retrieval measures between 0 and 1; it knows nothing of texts or vectors.

A ranking names each thing at most once, best first. All measures raise ValueError where nothing is relevant, since
such a question measures nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from math import log2
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def precision_at_1(ranking: Sequence[Thing], relevant: Set[Thing]) -> float:
    """P@1: 1.0 if the first of the ranking is relevant, else 0.0. Source: Manning et al. 2008, section 8.4."""
    _require(relevant)
    return float(bool(ranking) and ranking[0] in relevant)


def reciprocal_rank(ranking: Sequence[Thing], relevant: Set[Thing]) -> float:
    """RR: 1 / rank of the first relevant one, 0.0 if none is ranked. Source: Voorhees 1999, TREC-8 report."""
    _require(relevant)
    return next((1 / rank for rank, thing in enumerate(ranking, start=1) if thing in relevant), 0.0)


def average_precision(ranking: Sequence[Thing], relevant: Set[Thing]) -> float:
    """AP: the mean over the relevant ones of the precision at their rank, 0 for those not ranked.

    Source: Buckley and Voorhees 2000, doi:10.1145/345508.345543.
    """
    _require(relevant)
    ranks = [rank for rank, thing in enumerate(ranking, start=1) if thing in relevant]
    return sum(found / rank for found, rank in enumerate(ranks, start=1)) / len(relevant)


def ndcg_at(k: int, ranking: Sequence[Thing], relevant: Set[Thing]) -> float:
    """nDCG@k with gain 1: the sum of 1 / log2(rank + 1) over the relevant in the first k, over the best possible sum.

    Source: Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418.
    """
    _require(relevant)
    gained = sum(1 / log2(rank + 1) for rank, thing in enumerate(ranking[:k], start=1) if thing in relevant)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gained / ideal


def recall_at(k: int, ranking: Sequence[Thing], needs: Sequence[Set[Thing]]) -> float:
    """Recall@k: the share of the needs of which at least one thing is among the first k.

    With one relevant thing a need this is the share of the relevant that was found.
    Source: Manning et al. 2008, section 8.3.
    """
    _require(needs)
    found = set(ranking[:k])
    return sum(bool(found & need) for need in needs) / len(needs)


def _require(relevant: Sequence[Set[Thing]] | Set[Thing]) -> None:
    if not relevant:
        raise ValueError("Nothing is relevant to this question, so no ranking of it can be measured.")
