"""Scores -> how well the engine ranks the sentences of the corpus, refused questions included."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.estimate import Estimate, estimate_mean
from evals.found import Ranks
from evals.score import CaseScore


def sentence_p_at_1(scores: Sequence[CaseScore]) -> Estimate:
    """The mean of P@1 over questions with gold facts; see `ranking.precision_at_1`."""
    return _mean(scores, lambda ranks: ranks.p_at_1)


def sentence_mrr(scores: Sequence[CaseScore]) -> Estimate:
    """The mean reciprocal rank over questions with gold facts; see `ranking.reciprocal_rank`."""
    return _mean(scores, lambda ranks: ranks.reciprocal_rank)


def sentence_map(scores: Sequence[CaseScore]) -> Estimate:
    """The mean average precision over questions with gold facts; see `ranking.average_precision`."""
    return _mean(scores, lambda ranks: ranks.average_precision)


def retrieval_ndcg_at_10(scores: Sequence[CaseScore]) -> Estimate:
    """The mean nDCG@10 over questions with gold facts; see `ranking.ndcg_at`."""
    return _mean(scores, lambda ranks: ranks.ndcg_at_10)


def retrieval_recall_at_5(scores: Sequence[CaseScore]) -> Estimate:
    """The mean share of needed facts found in the first five sentences; see `ranking.recall_at`."""
    return _mean(scores, lambda ranks: ranks.recall_at_5)


def _mean(scores: Sequence[CaseScore], measure: Callable[[Ranks], float]) -> Estimate:
    return estimate_mean(measure(score.ranks) for score in scores if score.ranks is not None)
