"""What a message is by its words alone: talk, nothing yet, a cry for help, or news of the baby."""

import pytest

from assistant.words import cries_for_help, is_greeting, is_small_talk, is_thanks, says_nothing, tells_of_baby


@pytest.mark.parametrize(
    "message",
    [
        "thanks so much, that really helped me out tonight",
        "Thank you so much, I feel a lot better now and can go to bed.",
        "cheers, you are a lifesaver honestly",
        "many thanks for the quick answer, such a relief",
        "ok great thanks, i will try that again tomorrow",
        "ta, you have put my mind at rest",
    ],
)
def test_thanks_in_longer_words_are_heard(message: str) -> None:
    assert is_small_talk(message)
    assert is_thanks(message)


@pytest.mark.parametrize(
    "message",
    [
        "thanks, but how long for",
        "thanks, should i go now",
        "thank you, he is worse",
        "thanks, is that safe?",
        "thanks for the info on the neck ring",
        "thanks to the fall we are up all night",
        "great, she stopped breathing",
        "cheers my baby is blue",
    ],
)
def test_what_tells_or_asks_more_than_thanks_is_no_small_talk(message: str) -> None:
    assert not is_small_talk(message)


def test_a_nod_is_neither_greeting_nor_thanks() -> None:
    assert is_small_talk("ok")
    assert not is_greeting("ok")
    assert not is_thanks("ok")
    assert is_greeting("hiya anyone there")


@pytest.mark.parametrize(
    "message", ["why", "is it dangerous", "is it normal?", "ok cool but how long for", "is that safe", "what is wrong"]
)
def test_a_question_of_nothing_named_is_asked_back(message: str) -> None:
    assert says_nothing(message)


@pytest.mark.parametrize(
    "message",
    [
        "is 5 weeks normal",
        "is that normal at 6 weeks",
        "is a ring dangerous",
        "floppy",
        "is tummy time safe",
        "pillow?",
    ],
)
def test_a_subject_or_an_age_to_judge_is_matter_enough(message: str) -> None:
    assert not says_nothing(message)


@pytest.mark.parametrize("message", ["help", "HELP", "help me please", "emergency", "i need help now", "sos"])
def test_a_bare_cry_for_help_is_heard(message: str) -> None:
    assert cries_for_help(message)


@pytest.mark.parametrize("message", ["help with tummy time", "does massage help", "why", "can you help his neck"])
def test_a_question_with_the_word_help_is_no_cry(message: str) -> None:
    assert not cries_for_help(message)


@pytest.mark.parametrize(
    "message",
    [
        "2 mo corrected, still face plants",
        "my toddler squashed him",
        "baby slid off my lap",
        "he choked on milk",
        "held too rough yesterday",
        "her chin trembles",
        "lil one is shaky",
    ],
)
def test_news_of_the_body_or_of_a_mishap_is_told_from_chat(message: str) -> None:
    assert tells_of_baby(message)


@pytest.mark.parametrize(
    "message",
    [
        "she is killing me with tummy time lol",
        "my mum is visiting",
        "we had a long night",
        "my back hurts",
        "i fell asleep on the sofa",
        "he is so sweet",
    ],
)
def test_chat_and_what_a_parent_tells_of_the_parent_is_no_news_of_the_baby(message: str) -> None:
    assert not tells_of_baby(message)
