"""Scores -> how short and how easy to read our own wording is; quotes are not ours."""

from __future__ import annotations

from collections.abc import Sequence

from evals.estimate import Estimate, estimate_mean, estimate_median
from evals.score import CaseScore

MOST_WORDS = 90


def within_90_words(scores: Sequence[CaseScore]) -> Estimate:
    """Replies with at most 90 words of ours / replies; not ours are quotes, folded notes, references, suggestions."""
    return estimate_mean(score.manner.own_words <= MOST_WORDS for score in scores if score.outcome)


def own_words_median(scores: Sequence[CaseScore]) -> Estimate:
    """The median of the words of ours in a reply; lower is better."""
    return estimate_median(score.manner.own_words for score in scores if score.outcome)


def reading_grade_median(scores: Sequence[CaseScore]) -> Estimate:
    """The median Flesch-Kincaid grade of our own wording; lower is better.

    Source: Kincaid et al. 1975, Research Branch Report 8-75; see `wording.reading_grade`.
    """
    return estimate_median(score.manner.grade for score in scores if score.manner.grade is not None)
