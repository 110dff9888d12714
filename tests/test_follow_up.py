"""Replies to follow-ups: what they bring up themselves leads, and no reply is told twice."""

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply

HOW_LONG = "how long should tummy time be"


def tell(engine: Engine, *messages: str) -> Reply:
    turns = [{"role": "user", "content": message} for message in messages]
    return answer_conversation(read_request({"messages": turns}), engine)


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ((HOW_LONG, "does that change if she came early?"), "ask the doctor when to begin"),
        (("he tilts his head", "which doctor"), "Start with your baby"),
        (("can i use a pillow", "not even a small one?"), "Please don't use a pillow"),
        (("tummy time on a bed", "for how long", "what about on my chest"), "on your chest counts"),
        (("my baby is 3 months and wobbly", "what do you mean by adjusted"), "Count from the due date"),
        (("she doesnt move her left arm much", "should i do tummy time"), "tummy time"),
    ],
)
def test_the_subject_of_a_follow_up_leads_its_answer(engine: Engine, messages: tuple[str, ...], words: str) -> None:
    reply = tell(engine, *messages)
    assert reply.outcome == "answered"
    assert words in reply.text[:700]


@pytest.mark.parametrize("last", ["and lying face up?", "what about on my chest", "and if she was early?"])
def test_a_follow_up_does_not_get_the_quotes_of_the_reply_before(engine: Engine, last: str) -> None:
    first, second = tell(engine, HOW_LONG), tell(engine, HOW_LONG, last)
    assert [one.quote for one in second.citations] != [one.quote for one in first.citations]
    assert second.text != first.text


@pytest.mark.parametrize("last", ["and teething?", "which car seat", "and for my cat?"])
def test_a_follow_up_on_what_is_not_covered_is_still_refused(engine: Engine, last: str) -> None:
    assert tell(engine, HOW_LONG, last).outcome == "not_covered"
