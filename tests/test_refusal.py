"""Replies that answer nothing: what is said, and what is said first."""

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply
from assistant.wording import say


def ask(engine: Engine, question: str) -> Reply:
    return answer_conversation(read_request({"question": question}), engine)


def first_words(place: str, count: int = 6) -> str:
    return " ".join(say(place).split()[:count])


def test_a_cry_for_help_gets_the_emergency_line_first(engine: Engine) -> None:
    reply = ask(engine, "HELP")
    assert (reply.outcome, reply.reason) == ("not_covered", "no_content")
    assert reply.text.startswith(first_words("alert.worse"))
    assert first_words("not_covered.help") in reply.text


def test_news_of_a_mishap_is_never_called_no_question(engine: Engine) -> None:
    text = ask(engine, "he banged into my chin").text
    assert text.startswith(say("not_covered.cannot_tell"))
    assert first_words("alert.worse") in text
    assert text.endswith(say("whom_to_ask.cannot_tell"))


def test_chat_without_the_baby_is_asked_what_it_would_like_to_know(engine: Engine) -> None:
    assert ask(engine, "my mum is visiting").text == say("not_covered.nothing_asked")


@pytest.mark.parametrize("message", ["why", "is it dangerous", "ok cool but how long for"])
def test_a_message_that_names_nothing_is_asked_back_and_trusted_little(engine: Engine, message: str) -> None:
    reply = ask(engine, message)
    assert (reply.text, reply.confidence) == (say("not_covered.ask_back"), 0.0)


@pytest.mark.parametrize("message", ["asdfghjkl", "wann kann mein Kind den Kopf halten"])
def test_what_cannot_be_read_gets_the_emergency_numbers_once(engine: Engine, message: str) -> None:
    reply = ask(engine, message)
    assert reply.text == say("not_covered.not_readable")


@pytest.mark.parametrize("message", ["who won the football last night", "which car is cheapest to insure"])
def test_a_question_outside_the_topic_is_told_whom_to_ask(engine: Engine, message: str) -> None:
    reply = ask(engine, message)
    assert reply.reason == "outside_topic"
    assert reply.text.endswith(say("whom_to_ask.outside_topic"))


@pytest.mark.parametrize(
    ("message", "kind"),
    [("are you a doctor?", "doctor"), ("hi, who wrote this?", "maker"), ("is this private", "private")],
)
def test_a_question_about_the_assistant_is_answered_without_citations(engine: Engine, message: str, kind: str) -> None:
    reply = ask(engine, message)
    assert (reply.outcome, reply.text, reply.citations) == ("small_talk", say(f"about.{kind}"), ())


def test_a_question_about_the_assistant_beside_another_is_answered_too(engine: Engine) -> None:
    reply = ask(engine, "are you a doctor? and how long should tummy time be?")
    assert [part.outcome for part in reply.parts] == ["not_covered", "answered"]
    assert say("about.doctor") in reply.text


def test_an_alert_goes_before_a_question_about_the_assistant(engine: Engine) -> None:
    reply = ask(engine, "are you a doctor? he is blue and not breathing")
    assert reply.outcome == "alert"


def test_a_nod_is_not_greeted_again(engine: Engine) -> None:
    assert ask(engine, "ok").text == say("small_talk.noted")
