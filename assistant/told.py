"""The parts of an answer -> those that are told: beneath an alert little may stand; it words nothing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engine import Engine
from assistant.part import PartAnswer
from assistant.question import Question
from assistant.triage import Triage, tells_red_flag


def choose_told(
    question: Question, triage: Triage, parts: Sequence[PartAnswer], engine: Engine
) -> tuple[PartAnswer, ...]:
    """The parts that the reply tells, in their order: none beneath an emergency or of small talk.

    Beneath an urgent alert no refusal stands in the way, and where the guidance is silent on the situation, its nearest
    words are not shown: they would soothe. Other questions of the message are answered.
    """
    if question.small_talk or (triage.finding and triage.finding.level == "emergency"):
        return ()
    if triage.finding is None:
        return tuple(part for part in parts if not (triage.carried and part.reason == "no_content"))
    harmless = parts if triage.finding.situation.quotable else _leave_out_alarming(question, parts, engine)
    return tuple(part for part in harmless if not part.reason)


def _leave_out_alarming(question: Question, parts: Sequence[PartAnswer], engine: Engine) -> Sequence[PartAnswer]:
    """The parts that raise no alert by themselves; none where no other does: the sign may lie in all of them."""
    limits = engine.limits.triage
    harmless = [part for part in parts if not tells_red_flag(part.question, question.age, engine.index, limits)]
    return harmless if len(harmless) < len(parts) else ()
