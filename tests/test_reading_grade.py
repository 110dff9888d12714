"""How much schooling a text takes: the formula, and that the judge's own count agrees."""

import pytest

from evals.wording import reading_grade
from ingest.corpus import load_corpus
from ingest.reading_grade import count_words, measure_reading_grade
from ingest.settings import find_corpus


def test_a_grade_is_worked_out_by_hand() -> None:
    assert measure_reading_grade("Call the doctor now.") == pytest.approx(0.39 * 4 + 11.8 * 5 / 4 - 15.59)


def test_a_colon_ends_a_sentence_and_a_point_in_a_number_does_not() -> None:
    assert measure_reading_grade("No: keep warm.") == pytest.approx(0.39 * 3 / 2 + 11.8 - 15.59)
    assert measure_reading_grade("At 38.0 go.") == pytest.approx(0.39 * 4 + 11.8 - 15.59)


def test_no_words_have_no_grade() -> None:
    assert measure_reading_grade(" … ") == 0.0


def test_a_word_with_an_apostrophe_is_one() -> None:
    assert count_words("baby's doctor, 38.0 C") == 5


def test_the_judge_and_the_check_agree_on_every_answer() -> None:
    for answer in load_corpus(find_corpus()).answers:
        text = " ".join(one.sentence for one in answer.body)
        assert measure_reading_grade(text) == pytest.approx(reading_grade(text))
