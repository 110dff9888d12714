"""Scores -> whether our own wording is an editor's, how short and easy to read it is, and how much is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from evals.estimate import Estimate, estimate_mean, estimate_median, estimate_tally
from evals.score import CaseScore
from evals.tally import add_up

MOST_WORDS = 90


def own_words_known(scores: Sequence[CaseScore]) -> Estimate:
    """Lines of ours that stand in a file / lines of ours: of the text, of alerts and of all cards; n counts them.

    For an assistant that only puts together what editors wrote: a model that words its replies is judged otherwise.
    Source: attribution to identified sources, Rashkin et al. 2023, arXiv:2112.12870; exact; see
    `own_words.check_own_words` for what is a line and what is not judged.
    """
    return estimate_tally(add_up(score.grounds.own_words for score in scores))


def quotes_shown_median(scores: Sequence[CaseScore]) -> Estimate:
    """The median of the quotes in a reply that quotes: what a parent must read to find the answer; lower is better."""
    return estimate_median(score.manner.quotes for score in scores if score.manner.quotes)


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
