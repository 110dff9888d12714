"""Beneath an alert: nothing in an emergency, nothing that soothes in an urgent one; other questions are answered."""

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply


def ask(engine: Engine, question: str) -> Reply:
    return answer_conversation(read_request({"question": question}), engine)


def alert_of(reply: Reply) -> tuple[str, str]:
    return (reply.alert.level, reply.alert.situation) if reply.alert else ("none", "none")


@pytest.mark.parametrize(
    ("question", "situation"),
    [
        ("his legs are stiff and cross like scissors at every change, 4 months", "floppy-stiff-or-one-sided"),
        ("one arm just hangs since i pulled him up by it", "arm-not-moving"),
    ],
)
def test_where_the_guidance_is_silent_its_nearest_words_do_not_follow_an_urgent_alert(
    engine: Engine, question: str, situation: str
) -> None:
    reply = ask(engine, question)
    assert alert_of(reply) == ("urgent", situation)
    assert (reply.citations, reply.notes) == ((), ())


def test_what_the_guidance_says_of_the_situation_follows_its_urgent_alert(engine: Engine) -> None:
    reply = ask(engine, "he is five months old and still cannot hold his head up at all")
    assert alert_of(reply) == ("urgent", "no-head-control")
    assert reply.citations


def test_another_question_of_the_message_is_answered_beneath_the_alert(engine: Engine) -> None:
    reply = ask(engine, "He rolled off the sofa this morning and seems fine. How many minutes of tummy time a day?")
    assert alert_of(reply)[0] == "urgent"
    assert any("3-5 minutes" in one.quote for one in reply.citations)


def test_an_emergency_stands_alone(engine: Engine) -> None:
    reply = ask(engine, "He has gone blue and limp. How many minutes of tummy time a day?")
    assert alert_of(reply)[0] == "emergency"
    assert (reply.citations, reply.notes, reply.suggestions) == ((), (), ())
