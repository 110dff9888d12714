from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from example_files import make_document

from ingest.index import Index
from ingest.plain_ranker import make_ranker, standardise
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


def test_values_that_do_not_differ_say_nothing() -> None:
    assert standardise(np.full(3, 0.7, dtype=np.float32)).tolist() == [0, 0, 0]
