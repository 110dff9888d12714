"""A conversation -> the question that stands alone, and its parts."""

import pytest

from assistant.conversation import read_request
from assistant.question import fold_messages, leans_on_earlier, read_question, split_parts
from assistant.words import is_small_talk, is_thanks, says_nothing

TUMMY = "how long should tummy time be"


@pytest.mark.parametrize(
    "last", ["how many times?", "what for?", "and lying face up?", "why", "is that safe?", "and if she came early?"]
)
def test_a_follow_up_is_folded_into_the_question_before_it(last: str) -> None:
    assert fold_messages((TUMMY, last)) == f"{TUMMY} {last}"


@pytest.mark.parametrize(
    "last", ["when do babies start teething", "can he sleep on his tummy", "is a neck ring in the bath ok"]
)
def test_a_question_of_its_own_stands_alone(last: str) -> None:
    assert fold_messages((TUMMY, last)) == last


def test_thanks_between_two_messages_are_passed_over() -> None:
    assert fold_messages((TUMMY, "thanks!", "and why?")) == f"{TUMMY} and why?"


def test_several_questions_become_parts_and_a_leaning_one_joins_the_one_before() -> None:
    parts = split_parts("When do babies start teething? How long should tummy time be? And how often?")
    assert parts == ("When do babies start teething?", "How long should tummy time be? And how often?")


def test_one_question_in_a_story_is_one_part() -> None:
    story = "My son is five weeks old. He hates the floor. How long should he be on his front?"
    assert split_parts(story) == (story,)


@pytest.mark.parametrize(
    "message", ["hi", "hello?", "hiya anyone there", "Thanks a lot!", "ok ty thats all i needed x", "good morning"]
)
def test_greetings_and_thanks_are_small_talk(message: str) -> None:
    assert is_small_talk(message)


@pytest.mark.parametrize("message", ["", "hi, he is limp", "thanks, and how often?", "good for his neck", "12345"])
def test_what_asks_or_tells_something_is_not_small_talk(message: str) -> None:
    assert not is_small_talk(message)


def test_thanks_are_told_from_greetings() -> None:
    assert is_thanks("thank you")
    assert not is_thanks("hello there")


def test_a_long_message_never_leans() -> None:
    assert not leans_on_earlier("my little girl who is nine weeks old today does not like to be on the floor at all")


def test_the_age_is_read_over_all_messages() -> None:
    turns = [{"role": "user", "content": "he is 14 weeks old, born 6 weeks early"}, {"role": "user", "content": TUMMY}]
    question = read_question(read_request({"messages": turns}))
    assert question.age.corrected_weeks == 8


@pytest.mark.parametrize("message", ["baby", "why", "he's 6 months old", "3 months", "help me"])
def test_a_short_message_may_name_no_matter_at_all(message: str) -> None:
    assert says_nothing(message)


@pytest.mark.parametrize("message", ["limp", "neck ring", "is it normal?", "when can he sit up"])
def test_one_word_can_be_matter_enough(message: str) -> None:
    assert not says_nothing(message)


@pytest.mark.parametrize(
    "message", ["how's it treated?", "never did it before, so?", "that last one, when does it show?"]
)
def test_what_points_back_and_names_no_subject_leans(message: str) -> None:
    assert leans_on_earlier(message)
