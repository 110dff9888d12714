"""Topics that a new document may answer, on the shipped topics and in real builds of a small corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.bank import Bank
from ingest.editorial import Topic
from ingest.index import Index
from ingest.sentence import Sentence, name_passage
from ingest.topics import SetAside, leave_out, measure_likeness, read_limit, set_topics_aside

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

TEETHING = (
    "Most babies cut their first tooth between six and nine months.",
    "The lower front teeth usually come first.",
    "Sore gums, dribbling and chewing on fists are common signs.",
    "A cold teething ring can soothe sore gums.",
    "Teething does not cause a high fever; look for another reason.",
    "Brush the first tooth twice a day with a smear of fluoride toothpaste.",
)
CAR_SEATS = (
    "Use a rear-facing car seat until at least fifteen months.",
    "Fit the seat with the car's belt or with ISOFIX.",
    "Never use a rear-facing seat in front of an active airbag.",
    "Take the coat off before you fasten the harness.",
    "The straps should lie flat, with room for one finger.",
)
VIOLIN = (
    "Loosen the bow after each use.",
    "Wipe the rosin off the strings with a dry cloth.",
    "Keep the instrument between forty and sixty per cent humidity.",
    "A luthier should look at a crack at once.",
)
TEETH_PAGE = "# Teeth\n\nThe first teeth come at about six months. The lower front teeth come first.\n"


def topics_set_aside(lines: tuple[str, ...], index: Index) -> list[str]:
    """The shipped topics that a document of these sentences would set aside."""
    found = set_topics_aside(
        index.corpus.topics,
        index.banks["not_covered"],
        [make_sentence(line) for line in lines],
        index.encoder.embed(lines).vectors,
    )
    return [one.topic for one in found]


def make_sentence(text: str, document: str = "new") -> Sentence:
    return Sentence(
        passage_id=name_passage(document, text, 0), document_id=document, section="S", text=text, start=0,
        end=len(text), kind="prose", intro=None, paragraph=0,
    )  # fmt: skip


def make_topic(name: str, *checked: str) -> Topic:
    return Topic(topic=name, reason="outside_topic", checked_against=checked, questions=("q",))


def test_a_document_about_teething_sets_teething_aside_and_no_topic_that_is_far_from_it(index: Index) -> None:
    topics = topics_set_aside(TEETHING, index)

    assert "teething" in topics
    assert {"jaundice", "vaccines", "colic and crying", "car seats", "swaddling"}.isdisjoint(topics)
    assert len(topics) <= 5


def test_a_document_about_car_seats_sets_car_seats_aside_and_not_teething(index: Index) -> None:
    topics = topics_set_aside(CAR_SEATS, index)

    assert ("car seats" in topics, "teething" in topics) == (True, False)


def test_a_document_about_something_else_sets_nothing_aside(index: Index) -> None:
    assert topics_set_aside(VIOLIN, index) == []


def test_the_shipped_corpus_sets_nothing_aside_since_its_topics_were_checked(index: Index) -> None:
    assert index.manifest.set_aside == ()


def test_likeness_is_the_mean_over_questions_of_the_nearest_sentence() -> None:
    bank = Bank(texts=("a", "b"), labels=("t", "t"), vectors=np.array([[1, 0], [0, 1]], dtype=np.float32))

    assert measure_likeness(bank, np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)) == pytest.approx({"t": 0.9})


def test_only_documents_that_a_topic_was_not_checked_against_are_tested() -> None:
    bank = Bank(texts=("q", "q"), labels=("one", "two"), vectors=np.ones((2, 1), dtype=np.float32))
    sentences = [make_sentence("A.", "old"), make_sentence("B.", "new")]

    found = set_topics_aside(
        [make_topic("one", "old"), make_topic("two", "new", "old")], bank, sentences, np.ones((2, 1), dtype=np.float32)
    )

    assert found == (SetAside(topic="one", document="new", likeness=1.0),)


def test_a_bank_leaves_out_whole_topics_and_may_become_empty() -> None:
    bank = Bank(texts=("q", "r"), labels=("one", "two"), vectors=np.eye(2, dtype=np.float32))

    assert leave_out(bank, {"one"}).texts == ("r",)
    assert leave_out(bank, {"one", "two"}).vectors.shape == (0, 2)


def test_a_build_sets_a_topic_aside_for_its_generation_and_says_so(built: Place, tmp_path: Path) -> None:
    page = tmp_path / "teeth.md"
    page.write_text(TEETH_PAGE, encoding="utf-8")
    assert built.open().banks["not_covered"].labels == ("teeth",)

    summary = built.build(page)

    (aside,) = summary.set_aside
    index = built.open()
    assert (aside.topic, aside.document) == ("teeth", "teeth")
    assert aside.likeness >= read_limit()
    assert (summary.counts["questions.not_covered"], index.banks["not_covered"].texts) == (0, ())
    assert index.manifest.set_aside == summary.set_aside
    assert built.build().set_aside == summary.set_aside
    assert built.build(withdraw=["teeth"]).set_aside == ()
    assert built.open().banks["not_covered"].labels == ("teeth",)


def test_a_topic_that_a_person_checked_against_the_document_stays(built: Place, tmp_path: Path) -> None:
    page = tmp_path / "teeth.md"
    page.write_text(TEETH_PAGE, encoding="utf-8")
    topics = built.corpus / "questions" / "not-covered.yaml"
    topics.write_text(topics.read_text().replace("[head]", "[head, teeth]"), encoding="utf-8")

    assert built.build(page).set_aside == ()
