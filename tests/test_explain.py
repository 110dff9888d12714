"""What `headsup triage --explain` says."""

from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.explain import describe_triage


def describe(engine: Engine, *messages: str) -> list[str]:
    conversation = read_request({"messages": [{"role": "user", "content": message} for message in messages]})
    return describe_triage(conversation, engine, explain=True)


def test_a_red_flag_is_named_with_its_reason_age_and_neighbours(engine: Engine) -> None:
    first, why, where, age, score, flag, calm = describe(engine, "he is 5 weeks old and has gone limp")
    assert first.startswith("emergency: ")
    assert why.startswith("because of ")
    assert "gone limp" in where
    assert age == "age: 5.0 weeks, 5.0 corrected"
    assert "an alert starts at" in score
    assert flag.startswith("nearest red flag: ")
    assert calm.startswith("nearest calm message: ")


def test_where_nothing_is_raised_the_likeness_says_why(engine: Engine) -> None:
    lines = describe(engine, "how long should tummy time be")
    assert lines[0] == "no alert"
    assert lines[1] == "age: not told"
    score, bound = (float(part.split()[-1]) for part in lines[2].split(", "))
    assert score < bound


def test_an_alert_of_an_earlier_message_is_still_standing(engine: Engine) -> None:
    flag, calm = "hes gone limp and wont wake up", "how many minutes of tummy time does a newborn need each day"
    assert describe(engine, flag, calm)[0].startswith("still standing: emergency: ")
