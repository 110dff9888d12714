"""Words and form fields -> a baby's age."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Baby

NOTHING_TOLD = Baby()
AGE_WORDS = [
    *("he", "is", "my", "baby", "niece", "3", "5", "34", "1/2", "+", "-", "half", "a", "and", "weeks", "month", "days"),
    *("old", "early", "born", "at", "due", "corrected", "sorry", "not", "nearly", "newborn", "ago", ",", ".", "when"),
    *("(", "yo", "2"),
]


@pytest.mark.parametrize(
    ("message", "weeks", "early"),
    [
        ("4 mo, born at 33w", 17.4, 7),
        ("my 14 week old wont lift", 14, None),
        ("hes 9wks", 9, None),
        ("born 8 weeks early now 5 months", 21.7, 8),
        ("3 and a half months and wobbly", 15.2, None),
        ("half a year old", 26.1, None),
        ("twins 35 weekers, 3mo", 13.0, 5),
        ("she is four months old", 17.4, None),
        ("newborn head", 2, None),
        ("i read at 6 months they sit. mine is 10 weeks", 10, None),
        ("he has cried for 2 days", None, None),
        ("wait until 6 months?", None, None),
        ("i am 35 weeks pregnant", None, None),
        ("2 minutes on the floor", None, None),
        ("born 39+6, is that early", None, 0),
    ],
)
def test_ages_are_read_as_parents_type_them(message: str, weeks: float | None, early: float | None) -> None:
    age = read_baby_age((message,), NOTHING_TOLD)
    assert (None if age.weeks is None else round(age.weeks, 1), age.early_weeks) == (weeks, early)


def test_the_newest_message_that_tells_an_age_wins_and_the_form_wins_over_words() -> None:
    messages = ("hes 9 weeks", "sorry, she is 10 weeks old", "how many times?")
    assert read_baby_age(messages, NOTHING_TOLD).weeks == 10
    assert read_baby_age(messages, Baby(age_weeks=12)).weeks == 12


def test_the_arithmetic_of_the_corrected_age_is_shown() -> None:
    age = BabyAge(weeks=14, early_weeks=6)
    assert age.arithmetic == "Corrected age: 14 weeks old − 6 weeks early = 8 weeks, counted from the due date."
    assert BabyAge(weeks=14, early_weeks=None).arithmetic is None
    assert BabyAge(weeks=14, early_weeks=0).arithmetic is None
    assert BabyAge(weeks=None, early_weeks=6).arithmetic is None


def test_the_corrected_age_is_told_in_months_as_well_from_9_weeks_on() -> None:
    age = BabyAge(weeks=20, early_weeks=10)
    assert age.arithmetic == (
        "Corrected age: 20 weeks old − 10 weeks early = 10 weeks (about 2 months), counted from the due date."
    )
    assert "(about 2 months)" in (BabyAge(weeks=13, early_weeks=4).arithmetic or "")
    assert "months" not in (BabyAge(weeks=13, early_weeks=5).arithmetic or "")


@given(weeks=st.floats(0, 156), early=st.floats(0, 17))
def test_the_sum_of_the_corrected_age_adds_up(weeks: float, early: float) -> None:
    said = BabyAge(weeks=weeks, early_weeks=early).arithmetic
    if said is not None:
        old, less, corrected = (int(number) for number in re.findall(r"(\d+) week", said))
        assert corrected == max(0, old - less)


def test_a_form_age_is_exact_and_words_that_agree_with_it_add_no_doubt() -> None:
    form = Baby(age_weeks=14.5)
    assert read_baby_age((), form) == BabyAge(weeks=14.5, early_weeks=None, youngest_weeks=14.5, oldest_weeks=14.5)
    assert read_baby_age(("hes 3 months",), form).oldest_weeks == 14.5
    assert read_baby_age(("hes 12 weeks",), form).youngest_weeks == 12


def test_an_adjusted_age_beside_the_actual_one_tells_the_weeks_early() -> None:
    age = read_baby_age(("8 weeks adjusted",), Baby(age_weeks=14))
    assert (age.weeks, age.early_weeks, age.corrected_weeks) == (14, 6, 8)
    age = read_baby_age(("8 weeks adjusted",), Baby(born_weeks_early=6))
    assert (age.weeks, age.early_weeks, age.corrected_weeks) == (14, 6, 8)


@given(weeks=st.floats(0, 520), early=st.floats(0, 20))
def test_the_corrected_age_is_never_below_zero_nor_above_the_age(weeks: float, early: float) -> None:
    corrected = BabyAge(weeks=weeks, early_weeks=early).corrected_weeks
    assert corrected is not None
    assert 0 <= corrected <= weeks
    assert corrected == max(0.0, weeks - early)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    age = read_baby_age((text,), NOTHING_TOLD)
    assert age.weeks is None or 0 <= age.weeks <= 3 * 53


@given(st.lists(st.sampled_from(AGE_WORDS), max_size=14))
def test_any_words_of_ages_give_ages_in_order(words: list[str]) -> None:
    age = read_baby_age((" ".join(words),), NOTHING_TOLD)
    assert age.early_weeks is None or 0 <= age.early_weeks <= 20
    if age.weeks is not None:
        assert age.youngest_weeks is not None
        assert age.oldest_weeks is not None
        assert 0 <= age.youngest_weeks <= age.weeks <= age.oldest_weeks
