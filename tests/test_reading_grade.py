"""How much schooling a text takes: the formula, by hand."""

import pytest

from ingest.reading_grade import count_words, measure_reading_grade


def test_a_grade_is_worked_out_by_hand() -> None:
    assert measure_reading_grade("Call the doctor now.") == pytest.approx(0.39 * 4 + 11.8 * 5 / 4 - 15.59)


def test_a_colon_ends_a_sentence_and_a_point_in_a_number_does_not() -> None:
    assert measure_reading_grade("No: keep warm.") == pytest.approx(0.39 * 3 / 2 + 11.8 - 15.59)
    assert measure_reading_grade("At 38.0 go.") == pytest.approx(0.39 * 4 + 11.8 - 15.59)


def test_no_words_have_no_grade() -> None:
    assert measure_reading_grade(" … ") is None


def test_a_word_with_an_apostrophe_is_one() -> None:
    assert count_words("baby's doctor, 38.0 C") == 5
