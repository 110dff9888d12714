"""A question -> the reviewed answer that fits it closely, if any; strict, so that a near topic never gets one."""

from __future__ import annotations

from assistant.likeness import best_by_label, mean_of_nearest
from assistant.limits import AnswerLimits
from assistant.retrieve import Passages
from ingest.editorial import Answer
from ingest.index import Index


def find_reviewed_answer(passages: Passages, index: Index, limits: AnswerLimits) -> Answer | None:
    """The reviewed answer with the nearest phrasing: near enough, and nearer than any question that is not covered."""
    best = best_by_label(passages.vector, index.banks["answers"])
    if not best:
        return None
    name, near = max(best.items(), key=lambda pair: pair[1])
    if near < limits.near or near < mean_of_nearest(passages.vector, [index.banks["not_covered"]], 1):
        return None
    return next(answer for answer in index.corpus.answers if answer.id == name)
