"""A red flag and the needs of its message -> what is still answered, and told, beneath the alert; it words nothing.

Where the guidance is silent on the situation its nearest words would soothe, so that they are not shown; what else the
message asks is answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.engine import Engine
from assistant.part import PartAnswer
from assistant.question import Need, Question, asks
from assistant.triage import Triage, tells_red_flag

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


def leave_out_alarms(question: Question, triage: Triage, engine: Engine) -> tuple[Need, ...]:
    """The needs, without the sentences that raise an alert on which the guidance is silent."""
    if not _is_silent(triage):
        return question.needs
    return tuple(_trim(need, question, engine) for need in question.needs)


def choose_told(
    question: Question, triage: Triage, parts: Sequence[PartAnswer], engine: Engine
) -> tuple[PartAnswer, ...]:
    """The parts that the reply tells, in their order: none beneath an emergency or of small talk.

    Beneath an urgent alert no refusal stands in the way, nor a part that tells the sign itself.
    """
    if question.small_talk or (triage.finding and triage.finding.level == "emergency"):
        return ()
    if triage.finding is None:
        return tuple(part for part in parts if not (triage.carried and part.reason == "no_content"))
    harmless = _leave_out_alarming(question, parts, engine) if _is_silent(triage) else parts
    return tuple(part for part in harmless if not part.reason)


def _is_silent(triage: Triage) -> bool:
    """Whether an urgent alert is due of which the guidance does not speak."""
    finding = triage.finding
    return finding is not None and finding.level == "urgent" and not finding.situation.quotable


def _trim(need: Need, question: Question, engine: Engine) -> Need:
    """A need's last sentences that raise no alert, or else its first; itself where all do, none does, or none asks."""
    sentences = _SENTENCE_END.split(need.own)
    harmless = {one for one in sentences if not _alarms(one, question, engine)}
    last = list(takewhile(harmless.__contains__, reversed(sentences)))[::-1]
    kept = last or list(takewhile(harmless.__contains__, sentences))
    if not any(map(asks, kept)) or len(harmless) == len(sentences):
        return need
    own = " ".join(kept)
    return Need(own=own, whole=own, lean=0.0)


def _leave_out_alarming(question: Question, parts: Sequence[PartAnswer], engine: Engine) -> Sequence[PartAnswer]:
    """The parts that raise no alert by themselves; none where the sign may lie in all of them."""
    harmless = [part for part in parts if not _alarms(part.question, question, engine)]
    trimmed = {part.question for part in parts} != {need.own for need in question.needs}
    return harmless if trimmed or len(harmless) < len(parts) else ()


def _alarms(text: str, question: Question, engine: Engine) -> bool:
    return tells_red_flag(text, question.age, engine.index, engine.limits.triage)
