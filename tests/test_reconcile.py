"""Disagreements: shown where the question is on their point; told from the evidence where nothing was learned."""

from dataclasses import replace

import pytest

from assistant.engine import Engine
from assistant.reconcile import Disagreement, find_disagreements, list_disagreements
from assistant.retrieve import find_passages


def found(engine: Engine, question: str, *evidence: int, learned: bool = True) -> tuple[str, ...]:
    passages = find_passages(question, engine.index, engine.limits.passages)
    seen = passages if learned else replace(passages, subjects={})
    disagreements = find_disagreements(seen, evidence, engine.index, engine.limits.conflicts)
    return tuple(one.conflict.id for one in disagreements)


def named(engine: Engine, name: str) -> Disagreement:
    return next(one for one in list_disagreements(engine.index) if one.conflict.id == name)


@pytest.mark.parametrize(
    ("question", "conflict"),
    [
        ("my book says one month and my aunt says four, when does the head stay up", "head-up-age"),
        ("is he to lie on a mat or is a table or bed fine for his front time", "tummy-time-surface"),
        ("should the osteo or the clinic nurse rub her neck or may i do it alone", "massage-by-whom"),
    ],
)
def test_a_question_on_a_point_shows_it(engine: Engine, question: str, conflict: str) -> None:
    assert conflict in found(engine, question)


@pytest.mark.parametrize(
    "question", ["which toys make him look up", "when does teething start", "does he see in colour"]
)
def test_a_question_elsewhere_shows_none(engine: Engine, question: str) -> None:
    assert found(engine, question) == ()


def test_every_conflict_holds_two_versions_or_more(engine: Engine) -> None:
    listed = list_disagreements(engine.index)
    assert len(listed) == len(engine.index.corpus.conflicts)
    assert all(len(one.positions) >= 2 for one in listed)


def test_without_questions_a_version_that_leads_the_evidence_shows_its_conflict(engine: Engine) -> None:
    first, second = named(engine, "size").positions[:2]
    other = next(place for place in range(len(engine.index.sentences)) if place not in named(engine, "size").positions)
    assert "size" in found(engine, "does size matter", first, learned=False)
    assert "size" in found(engine, "does size matter", other, first, second, learned=False)
    assert "size" not in found(engine, "does size matter", other, first, learned=False)
