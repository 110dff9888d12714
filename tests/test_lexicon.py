"""Word patterns of a red flag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexicon import match_signs

LIMP = ("gone limp | went limp -with | floppy & wont wake* | cant wake*",)
FEVER = ("FEVER & temp* | weeks old",)


@pytest.mark.parametrize(
    ("message", "patterns"),
    [
        ("hes gone limp and wont wake up", LIMP),
        ("She's gone limp!! I can’t wake her", LIMP),
        ("temp is 38.2", FEVER),
        ("101.4 and 5 weeks old", FEVER),
        ("lips look kinda blue", ("lips .. blue",)),
    ],
)
def test_a_sign_is_found(message: str, patterns: tuple[str, ...]) -> None:
    assert match_signs(message, patterns) is not None


@pytest.mark.parametrize(
    ("message", "patterns"),
    [
        ("he has not gone limp, and I can wake him; he wont wake", LIMP),
        ("went limp with relief, wont wake anyone", LIMP),
        ("the doll has gone limp and wont wake", LIMP),
        ("what are the signs if he has gone limp and wont wake", LIMP),
        ("last year he had gone limp and wont wake", LIMP),
        ("temp is 36.9", FEVER),
        ("bath water temp 38", FEVER),
        ("38 weeks old, temp fine", ("FEVER & temp*",)),
        ("lips are pink, his pram is navy and blue", ("lips .. blue",)),
    ],
)
def test_negation_other_subjects_general_questions_and_the_past_do_not_count(
    message: str, patterns: tuple[str, ...]
) -> None:
    assert match_signs(message, patterns) is None


def test_a_match_names_its_pattern_and_its_words() -> None:
    match = match_signs("he went limp and cant wake him", LIMP)
    assert match is not None
    assert match.pattern == LIMP[0]
    assert match.words == ("went limp", "cant wake")


@given(st.text(max_size=300))
def test_no_text_breaks_the_matching(text: str) -> None:
    match_signs(text, LIMP + FEVER)


@pytest.mark.parametrize(("weeks", "found"), [(None, False), (16.9, False), (17.0, True), (60.0, True)])
def test_a_sign_from_an_age_on_needs_a_baby_known_to_be_that_old(weeks: float | None, found: bool) -> None:
    match = match_signs("he cant hold his head", ("from 17 weeks: cant hold .. head",), weeks)
    assert (match is not None) is found
