from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from example_files import make_document

from assistant.retrieve import read_question_signals
from ingest.index import Index
from ingest.plain_ranker import make_ranker, standardise, weigh_plainly
from ingest.sentence import split_sentences

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]


@pytest.fixture(scope="module")
def small(built_once: Place) -> Index:
    return built_once.open()


def test_the_sentence_that_answers_comes_first(small: Index) -> None:
    page = "The lower teeth come first. Wash the sheet once a week. Move the cloth slowly."
    ranker = make_ranker(split_sentences(make_document(page)), small.encoder)

    assert [ranker.rank(question)[0] for question in ("which tooth is first", "how often to clean the bedding")] == [
        0,
        1,
    ]


def test_it_ranks_a_whole_index_as_answering_does_where_there_are_no_questions(small: Index) -> None:
    question = "what is hung where she can see it"
    signals = read_question_signals(question, small).standardised

    expected = np.argsort(-weigh_plainly(signals), kind="stable")

    assert make_ranker(small.sentences, small.encoder).rank(question) == tuple(expected.tolist())


def test_values_that_do_not_differ_say_nothing() -> None:
    assert standardise(np.full(3, 0.7, dtype=np.float32)).tolist() == [0, 0, 0]
