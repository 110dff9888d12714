"""Words and form fields -> a baby's age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Baby

NOTHING_TOLD = Baby()


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
