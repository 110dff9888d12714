"""A question -> the reviewed answer that fits it closely, if any; strict, so that a near topic never gets one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.baby import BabyAge
from assistant.likeness import best_by_label, mean_of_nearest
from assistant.limits import AnswerLimits
from assistant.retrieve import Passages
from ingest.editorial import Answer
from ingest.index import Index

SURE = 0.7
"""From this cosine on an answer leads that does not rest on the best passage, or on notes alone. Of 1,155 held-out
questions with an answer 18 get such a one; from 0.4 to 0.7 two in three such answers were on a neighbouring need."""


def find_reviewed_answer(passages: Passages, age: BabyAge | None, index: Index, limits: AnswerLimits) -> Answer | None:
    """The reviewed answer with the nearest phrasing: near enough, nearer than what is not covered, and well founded.

    Only those that suit the baby's age are compared.
    Well founded is one that points to the passage that ranks first: by reading, 12 of 14 such at a cosine of 0.5 to 0.6
    answered the question, and 3 of 10 that pointed to the second.
    """
    best = best_by_label(passages.vector, index.banks["answers"])
    near = _join_series(index.corpus.answers, best)
    suiting = [answer for answer in index.corpus.answers if answer.id in near and suits_age(answer, age)]
    answer = max(suiting, key=lambda one: (near[one.id], best[one.id]), default=None)
    if answer is None or near[answer.id] < limits.near:
        return None
    if near[answer.id] < mean_of_nearest(passages.vector, [index.banks["not_covered"]], 1):
        return None
    return answer if near[answer.id] >= SURE or _rests_on_the_best(answer, passages, index) else None


def _join_series(answers: Sequence[Answer], best: Mapping[str, float]) -> dict[str, float]:
    """How near each answer is by the phrasings of its whole series: cosines do not tell "5 weeks" from "5 months"."""
    together: dict[str, float] = {}
    for answer in answers:
        if answer.series and answer.id in best:
            together[answer.series] = max(together.get(answer.series, -1.0), best[answer.id])
    return {one.id: together[one.series] if one.series else best[one.id] for one in answers if one.id in best}


def suits_age(answer: Answer, age: BabyAge | None) -> bool:
    """Whether an answer may be given to a baby of that age; what is not known of the age bars nothing."""
    if age is None:
        return True
    if answer.born_early and age.early_weeks == 0:
        return False
    weeks, ages = age.corrected_weeks, answer.ages
    if weeks is None or ages is None:
        return True
    return (ages.from_weeks is None or weeks >= ages.from_weeks) and (ages.to_weeks is None or weeks < ages.to_weeks)


def _rests_on_the_best(answer: Answer, passages: Passages, index: Index) -> bool:
    return any(passages.order[0] in index.positions_in(span) for sentence in answer.body for span in sentence.quotes)
