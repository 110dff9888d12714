"""A question -> the reviewed answer that fits it closely, if any; strict, so that a near topic never gets one."""

from __future__ import annotations

from assistant.likeness import best_by_label, mean_of_nearest
from assistant.limits import AnswerLimits
from assistant.retrieve import Passages
from ingest.editorial import Answer
from ingest.index import Index

SURE = 0.9
"""From this cosine on the phrasing is nearly the question itself."""
HIGHEST = 5


def find_reviewed_answer(passages: Passages, index: Index, limits: AnswerLimits) -> Answer | None:
    """The reviewed answer with the nearest phrasing: near enough, nearer than what is not covered, and well founded."""
    best = best_by_label(passages.vector, index.banks["answers"])
    if not best:
        return None
    name, near = max(best.items(), key=lambda pair: pair[1])
    if near < limits.near or near < mean_of_nearest(passages.vector, [index.banks["not_covered"]], 1):
        return None
    answer = next(answer for answer in index.corpus.answers if answer.id == name)
    return answer if near >= SURE or _rests_on_the_best(answer, passages, index) else None


def _rests_on_the_best(answer: Answer, passages: Passages, index: Index) -> bool:
    """Whether the answer points to one of the passages that rank highest; one that points to notes alone does."""
    cited = {position for sentence in answer.body for span in sentence.quotes for position in index.positions_in(span)}
    return not cited or not cited.isdisjoint(passages.order[:HIGHEST])
