"""Reviewed answers: the nearest that suits the baby's age is given, and none to a baby whom it does not suit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.baby import BabyAge
from assistant.limits import AnswerLimits
from assistant.retrieve import Passages
from assistant.reviewed import find_reviewed_answer, suits_age
from ingest.bank import Bank
from ingest.corpus import Corpus, load_corpus
from ingest.editorial import Ages, Answer
from ingest.index import Index
from ingest.settings import find_corpus

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

LIMITS = AnswerLimits(near=0.4)
MONTH = 52.1775 / 12


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(find_corpus())


@pytest.fixture(scope="module")
def answer(built_once: Place) -> Answer:
    return built_once.open().corpus.answers[0]


def aged(answer: Answer, name: str, ages: tuple[float | None, float | None], series: str | None = None) -> Answer:
    return replace(answer, id=name, ages=Ages(from_weeks=ages[0], to_weeks=ages[1]), series=series)


def weeks_old(weeks: float | None, early: float | None = None) -> BabyAge:
    return BabyAge(weeks=weeks, early_weeks=early)


def unit(index: Index, cosine: float) -> np.ndarray:
    """A unit vector of that cosine to the first axis."""
    vector = np.zeros(index.banks["answered"].vectors.shape[1], dtype=np.float32)
    vector[:2] = cosine, (1 - cosine**2) ** 0.5
    return vector


def find(index: Index, nearness: dict[Answer, float], age: BabyAge | None) -> str | None:
    """The id of the answer found where each one's only phrasing has that cosine to the question."""
    answers = tuple(nearness)
    banks = {
        **index.banks,
        "answers": Bank(
            texts=tuple(one.id for one in answers),
            labels=tuple(one.id for one in answers),
            vectors=np.array([unit(index, cosine) for cosine in nearness.values()]),
        ),
        "not_covered": Bank(texts=(), labels=(), vectors=np.zeros((0, 0), dtype=np.float32)),
    }
    asked = replace(index, corpus=replace(index.corpus, answers=answers), banks=banks)
    none = np.zeros(len(index.sentences), dtype=np.float32)
    passages = Passages(
        question="q", vector=unit(index, 1.0), subjects={}, dense=none, bank=none, late=none, score=none,
        order=tuple(range(len(index.sentences))), unasked=None,
    )  # fmt: skip
    found = find_reviewed_answer(passages, age, asked, LIMITS)
    return found and found.id


@pytest.mark.parametrize(
    ("ages", "weeks", "suits"),
    [
        ((None, 8), 7.9, True),
        ((None, 8), 8, False),
        ((8, 12), 8, True),
        ((8, 12), 12, False),
        ((8, 12), 7, False),
        ((39, None), 60, True),
        ((39, None), 30, False),
        ((None, None), 30, True),
        ((8, 12), None, True),
    ],
)
def test_an_answer_suits_from_an_age_up_to_the_other(
    answer: Answer, ages: tuple[float | None, float | None], weeks: float | None, suits: bool
) -> None:
    assert suits_age(aged(answer, "a", ages), weeks_old(weeks)) is suits


def test_the_age_is_counted_from_the_due_date(answer: Answer) -> None:
    at_ten_weeks = aged(answer, "a", (8, 12))
    assert suits_age(at_ten_weeks, weeks_old(20, early=10))
    assert not suits_age(at_ten_weeks, weeks_old(20))


@pytest.mark.parametrize(("early", "suits"), [(0.0, False), (None, True), (5.0, True)])
def test_an_answer_on_early_birth_is_not_for_a_baby_born_at_term(
    answer: Answer, early: float | None, suits: bool
) -> None:
    assert suits_age(replace(answer, born_early=True), weeks_old(9, early=early)) is suits


def test_of_a_series_the_member_that_suits_is_given_though_another_is_nearer(built_once: Place, answer: Answer) -> None:
    near = {
        aged(answer, "late", (16, None), "head"): 0.9,
        aged(answer, "young", (None, 16), "head"): 0.2,
        replace(answer, id="other"): 0.8,
    }
    index = built_once.open()
    assert find(index, near, weeks_old(5)) == "young"
    assert find(index, near, weeks_old(20)) == "late"
    assert find(index, near, None) == find(index, near, weeks_old(None)) == "late"


def test_without_a_series_a_barred_answer_leaves_the_next_or_none(built_once: Place, answer: Answer) -> None:
    late = aged(answer, "late", (16, None))
    index = built_once.open()
    assert find(index, {late: 0.9, replace(answer, id="other"): 0.8}, weeks_old(5)) == "other"
    assert find(index, {late: 0.9}, weeks_old(5)) is None


def test_every_age_has_an_answer_of_every_series(corpus: Corpus) -> None:
    for series in {answer.series for answer in corpus.answers if answer.series}:
        members = [answer for answer in corpus.answers if answer.series == series]
        for weeks in np.arange(0, 100, 0.5):
            assert any(suits_age(answer, weeks_old(weeks)) for answer in members), (series, weeks)


@pytest.mark.parametrize("weeks", [4 * MONTH, 5 * MONTH, 9 * MONTH, 12 * MONTH, 20 * MONTH])
def test_from_four_months_on_each_of_a_series_opens_with_the_call(corpus: Corpus, weeks: float) -> None:
    given = [answer for answer in corpus.answers if answer.series and suits_age(answer, weeks_old(weeks))]
    firsts = [answer.body[0].sentence for answer in given]
    assert firsts
    assert all("call" in first.lower() and "today" in first for first in firsts), firsts


@pytest.mark.parametrize("weeks", [1, 5, 7.9])
def test_before_two_months_no_answer_of_a_series_opens_with_a_call(corpus: Corpus, weeks: float) -> None:
    given = [answer for answer in corpus.answers if answer.series and suits_age(answer, weeks_old(weeks))]
    assert given
    assert not [answer.id for answer in given if "call" in answer.body[0].sentence.lower()]


def test_each_of_a_series_says_when_to_see_a_doctor(corpus: Corpus) -> None:
    for answer in corpus.answers:
        if answer.series:
            assert any("doctor" in one.sentence or "emergency" in one.sentence for one in answer.body), answer.id
