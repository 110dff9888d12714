from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.index import Index
from ingest.question import collect_questions, documents_without_questions

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]


@pytest.fixture(scope="module")
def index(built_once: Place) -> Index:
    return built_once.open()


def test_each_bank_has_its_questions_with_their_labels(index: Index) -> None:
    ring = next(sentence for sentence in index.sentences if sentence.text == "Use a ring.")

    assert collect_questions(index.corpus, index.sentences) == {
        "answered": [("what for the bath", ring.passage_id)],
        "not_covered": [("when do teeth come", "teeth")],
        "red_flags": [("he is blue", "breathing")],
        "calm": [("blue socks", "breathing")],
        "notes": [("is a ring ok", "ring")],
        "conflicts": [("when to start", "start")],
        "answers": [(text, "alone") for text in ("may he be alone", "alone", "is alone ok", "leave him", "leave")],
    }


def test_questions_of_a_sentence_that_is_not_indexed_are_left_out(index: Index) -> None:
    others = [sentence for sentence in index.sentences if sentence.document_id != "head"]

    assert collect_questions(index.corpus, others)["answered"] == []


def test_documents_that_no_bank_asks_about_are_named(index: Index) -> None:
    assert documents_without_questions(index.corpus) == ("play",)
