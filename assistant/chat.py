"""Messages to reply: the whole way in one place. Read this file first."""

from __future__ import annotations

import time
from dataclasses import replace

from assistant.compose import compose_reply
from assistant.conversation import Conversation
from assistant.dialect import read_dialect, spell_reply
from assistant.engine import Engine
from assistant.part import answer_part
from assistant.question import read_question
from assistant.reply import Reply
from assistant.told import leave_out_alarms
from assistant.triage import triage_conversation
from assistant.verify import verify_reply


def answer_conversation(conversation: Conversation, engine: Engine) -> Reply:
    """Answer the last of the user's messages: one line an arrow of the way.

    Deterministic: the same conversation and index give the same reply, `timing_ms` aside.
    """
    started = time.perf_counter()
    question = read_question(conversation)
    triage = triage_conversation(conversation.messages, question.age, engine)
    parts = [answer_part(need, engine, question.age) for need in leave_out_alarms(question, triage, engine)]
    reply = compose_reply(conversation, question, triage, parts, engine)
    spelled = spell_reply(reply, read_dialect(conversation.messages))
    verified = verify_reply(spelled, engine.index)
    return replace(verified, timing_ms={"total": round((time.perf_counter() - started) * 1000, 1)})
