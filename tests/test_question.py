"""A conversation -> the question that stands alone, and its parts."""

import pytest

from assistant.conversation import read_request
from assistant.question import brings_subject, measure_lean, read_needs, read_question, split_parts
from assistant.words import is_small_talk, is_thanks, says_nothing

TUMMY = "how long should tummy time be"


@pytest.mark.parametrize(
    "last", ["how many times?", "what for?", "and lying face up?", "why", "is that safe?", "and if she came early?"]
)
def test_a_follow_up_is_understood_after_the_question_before_it(last: str) -> None:
    (need,) = read_needs((TUMMY, last))
    assert need.own == last
    assert need.understood == need.whole == f"{TUMMY} {last}"


@pytest.mark.parametrize(
    "last", ["when do babies start teething at night", "can he sleep on his tummy in a cot at my mums"]
)
def test_a_question_of_its_own_is_understood_alone(last: str) -> None:
    (need,) = read_needs((TUMMY, last))
    assert need.understood == last
    assert need.lean < 0.5


def test_a_message_leans_the_less_the_more_it_names() -> None:
    asked = ["and why", "why the ring", "why the ring at bath", "why the ring at bath makes drowning likelier"]
    leans = [measure_lean(message) for message in asked]
    assert leans == sorted(leans, reverse=True)
    assert leans[0] == 1.0
    assert leans[-1] == 0.0


def test_a_message_that_goes_on_leans_however_much_it_names() -> None:
    assert measure_lean("and for a baby who was born six weeks before the due date at home?") == 0.5


@pytest.mark.parametrize(
    ("last", "lean", "subject"),
    [
        ("and lying face up?", 0.6, True),
        ("what about on my chest", 0.6, True),
        ("which doctor", 0.6, True),
        ("how many times a day?", 0.62, False),
        ("not even a small one?", 0.8, False),
        ("should i use a pillow", 0.3, True),
        ("does that change if she came early?", 0.5, True),
        ("until when?", 0.8, False),
    ],
)
def test_what_a_follow_up_names_itself_is_not_drowned(last: str, lean: float, subject: bool) -> None:
    (need,) = read_needs((TUMMY, last))
    assert (round(need.lean, 2), need.subject) == (lean, subject)
    assert need.before == TUMMY


def test_a_subject_that_was_spoken_of_is_no_new_one() -> None:
    assert brings_subject("on a bed?", TUMMY)
    assert not brings_subject("and more tummy?", TUMMY)


def test_a_message_about_the_assistant_alone_is_small_talk() -> None:
    asked = [{"role": "user", "content": one} for one in (TUMMY, "hi, are you a doctor?")]
    assert read_question(read_request({"messages": asked})).small_talk
    assert not read_question(read_request({"question": "are you a doctor? and how long is tummy time"})).small_talk


def test_the_first_message_leans_on_nothing() -> None:
    (need,) = read_needs(("and why",))
    assert (need.whole, need.lean) == ("and why", 0.0)


def test_thanks_between_two_messages_are_passed_over() -> None:
    assert read_needs((TUMMY, "thanks!", "and why?"))[0].whole == f"{TUMMY} and why?"


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "When do babies start teething? And how often tummy time?",
            ("When do babies start teething", "how often tummy time?"),
        ),
        ("how often tummy time and is a ring ok", ("how often tummy time", "is a ring ok")),
        ("he's 3 months, is it late, also who do we see", ("he's 3 months, is it late", "who do we see")),
        ("is it normal that he lifts and drops his head?", ("is it normal that he lifts and drops his head?",)),
        ("what does a nanny take who also does the exercises", ("what does a nanny take who also does the exercises",)),
        ("tummy time how long & is massage good", ("tummy time how long", "is massage good")),
        ("head up what age and can i use a ring", ("head up what age", "can i use a ring")),
        ("i know how he lies and is calm", ("i know how he lies and is calm",)),
        ("arms and legs are strong but the neck isnt, why", ("arms and legs are strong but the neck isnt, why",)),
    ],
)
def test_a_message_is_cut_where_a_new_question_begins(message: str, parts: tuple[str, ...]) -> None:
    assert tuple(part.rstrip("?") for part in split_parts(message)) == tuple(part.rstrip("?") for part in parts)


def test_a_later_question_leans_on_the_one_before_it_in_the_message() -> None:
    first, second = read_needs(("How long should tummy time last, and is that the limit?",))
    assert first.lean == 0.0
    assert second.whole == "How long should tummy time last is that the limit?"


def test_more_questions_than_four_stay_with_the_fourth() -> None:
    parts = split_parts("is a safe? is b good? is c bad? is d new? is e old?")
    assert len(parts) == 4
    assert parts[3].endswith("is e old?")


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


def test_the_age_is_read_over_all_messages() -> None:
    turns = [{"role": "user", "content": "he is 14 weeks old, born 6 weeks early"}, {"role": "user", "content": TUMMY}]
    question = read_question(read_request({"messages": turns}))
    assert question.age.corrected_weeks == 8


@pytest.mark.parametrize("message", ["baby", "why", "he's 6 months old", "3 months", "help me"])
def test_a_short_message_may_name_no_matter_at_all(message: str) -> None:
    assert says_nothing(message)


@pytest.mark.parametrize("message", ["limp", "neck ring", "is 5 weeks normal?", "when can he sit up"])
def test_one_word_can_be_matter_enough(message: str) -> None:
    assert not says_nothing(message)
