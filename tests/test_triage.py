"""Messages -> the red flag in them."""

import re

import pytest

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Baby
from assistant.engine import Engine
from assistant.lexicon import match_signs
from assistant.triage import Triage, split_passages, triage_messages

UNKNOWN = BabyAge(weeks=None, early_weeks=None)


def triage(engine: Engine, *messages: str, age: BabyAge = UNKNOWN) -> Triage:
    return triage_messages(messages, age, engine.index, engine.limits.triage)


@pytest.mark.parametrize(
    ("message", "level"),
    [
        ("hes gone limp and wont wake up", "emergency"),
        ("she rolled off the bed an hour ago and now shes throwing up", "emergency"),
        ("temp is 38.4 and he is 5 weeks old", "emergency"),
        ("scared i might shake him", "emergency"),
        ("he swallowed a button battery i think", "emergency"),
        ("5 months old and he still cant hold his head up", "urgent"),
        ("she only looks to the right and cries when i turn her head the other way, 6 weeks", "urgent"),
    ],
)
def test_a_red_flag_is_found_with_its_level(engine: Engine, message: str, level: str) -> None:
    finding = triage(engine, message).finding
    assert finding is not None
    assert finding.level == level


@pytest.mark.parametrize(
    "message",
    [
        "how long should tummy time be",
        "when do babies start teething",
        "her toy doll is limp, the stuffing came out",
        "when does a baby lift the head",
    ],
)
def test_a_calm_question_raises_nothing(engine: Engine, message: str) -> None:
    assert triage(engine, message).finding is None


def test_a_sign_inside_a_long_chatty_message_is_found(engine: Engine) -> None:
    story = (
        "Hi all, we love this page and do the mat every day, my sister sent me the link and her boy was late too. "
        "This morning he rolled off the changing table and since then he keeps vomiting and is very sleepy. "
        "Anyway, what I wanted to ask is how many minutes on the tummy are right at nine weeks?"
    )
    finding = triage(engine, story).finding
    assert finding is not None
    assert finding.level == "emergency"


def test_two_messages_are_read_together(engine: Engine) -> None:
    finding = triage(engine, "he fell off the bed", "now he is sleepy and vomiting").finding
    assert finding is not None
    assert finding.level == "emergency"


def test_an_alert_is_carried_for_two_replies_and_no_longer(engine: Engine) -> None:
    flag, calm = "hes gone limp and wont wake up", "how long should tummy time be"
    assert triage(engine, flag, calm).carried is not None
    assert triage(engine, flag, calm, calm).carried is not None
    assert triage(engine, flag, calm, calm, calm).carried is None


def test_a_fever_asks_for_the_age_only_where_it_is_unknown(engine: Engine) -> None:
    assert triage(engine, "he has a fever, thermometer says 38.5").ask is not None
    young = read_baby_age(("he is 5 weeks old",), Baby())
    assert triage(engine, "he has a fever, thermometer says 38.5", age=young).ask is None


def test_prematurity_softens_the_milestone_situation_and_no_other(engine: Engine) -> None:
    age = BabyAge(weeks=17, early_weeks=8)
    late = triage(engine, "4 months old and cant hold his head up", age=age).finding
    limp = triage(engine, "hes gone limp and wont wake up", age=age).finding
    assert late is None or late.situation.code != "U3"
    assert limp is not None


def test_a_finding_says_why(engine: Engine) -> None:
    finding = triage(engine, "hes gone limp and wont wake up").finding
    assert finding is not None
    assert "gone limp" in finding.why or "wont wake" in finding.why or "likeness" in finding.why


def test_a_long_message_is_split_into_its_sentences_and_windows() -> None:
    words = [f"word{number}" for number in range(60)]
    passages = split_passages(" ".join(words) + ". Short end here.")
    assert passages[0].endswith("Short end here.")
    assert "Short end here." in passages
    assert all(any(word in passage for passage in passages[1:]) for word in words)


@pytest.mark.parametrize(
    "message",
    [
        "I have a 3 week old who is limp and wont wake up",
        "i have a baby who isnt breathing",
        "calling from my phone baby is unresponsive",
        "do babies turn blue when cold? mine is blue and floppy",
        "grandma dropped the baby on tiles",
        "we've been in a car crash and the baby was in it",
        "he was hanging by the cord of the mobile",
        "allergic reaction, swelling lips",
    ],
)
def test_who_tells_it_and_how_does_not_hide_a_red_flag(engine: Engine, message: str) -> None:
    assert triage(engine, message).finding is not None


def test_every_sign_can_be_matched(engine: Engine) -> None:
    for situation in engine.index.corpus.situations:
        for pattern in situation.signs:
            groups = [group.split("|")[0] for group in re.sub(r"^from \d+ weeks:", "", pattern).split("&")]
            words = [word for group in groups for word in [*group.split(), "."] if not word.startswith("-")]
            text = " ".join(words).replace("..", "").replace("*", "").replace("FEVER", "38.5")
            assert match_signs(text, (pattern,), weeks=200), (situation.code, pattern)


@pytest.mark.parametrize(
    ("message", "level"),
    [
        ("fever 39 and 14 weeks old, wont feed", "emergency"),
        ("temp 39.5 6 months old and floppy", "emergency"),
        ("14 weeks old 38.7 fever and rash", "urgent"),
        ("38.9 at 5 months", "urgent"),
        ("15 month old rolled off the bed seems fine", "urgent"),
    ],
)
def test_a_sign_of_younger_babies_is_not_dropped_in_an_older_one(engine: Engine, message: str, level: str) -> None:
    finding = triage(engine, message, age=read_baby_age((message,), Baby())).finding
    assert finding is not None
    assert finding.level == level
    assert finding.situation.max_age_weeks is None


@pytest.mark.parametrize("months", [4, 5, 7, 9, 11, 12, 14])
@pytest.mark.parametrize("words", ["cant hold his head up", "her head still flops", "no head control"])
def test_no_head_control_counts_from_four_months_on_at_every_age(engine: Engine, months: int, words: str) -> None:
    weeks = months * 52.1775 / 12
    for message, baby in ((f"{months} months, {words}", Baby()), (words, Baby(age_weeks=weeks))):
        finding = triage(engine, message, age=read_baby_age((message,), baby)).finding
        assert finding is not None, message
        assert finding.situation.code == "U3", message


@pytest.mark.parametrize(
    "message", ["9 weeks and no head control", "5 weeks, head still flops", "2 months, head wobbly"]
)
def test_a_wobbly_head_is_no_alarm_in_a_young_baby(engine: Engine, message: str) -> None:
    assert triage(engine, message, age=read_baby_age((message,), Baby())).finding is None


def test_what_leans_on_an_emergency_is_told_the_emergency_again(engine: Engine) -> None:
    flag = "shes so floppy when i pick her up and wont wake"
    again = triage(engine, flag, "shes 2 weeks")
    assert again.finding is not None
    assert again.finding.level == "emergency"
    assert triage(engine, flag, "how many minutes of tummy time should a baby have each day?").carried is not None
