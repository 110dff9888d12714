"""What a refusal names and suggests."""

from dataclasses import replace

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply
from assistant.suggest import NEAR, collect_suggestible, find_answer_on, find_nearby, suggest_questions

SILENT, NEAREST = "It says nothing about", "The nearest that it covers"


def ask(engine: Engine, question: str) -> Reply:
    return answer_conversation(read_request({"question": question}), engine)


@pytest.mark.parametrize(
    "question",
    [
        "can i use a sling from birth",
        "what is torticollis",
        "what does a flat head helmet cost",
        "he fell asleep on his tummy",
        "how warm should the room be for tummy time",
        "when do babies start teething",
        "is my baby autistic",
        "where can i buy a neck ring",
    ],
)
def test_a_refusal_names_a_topic_or_the_nearest_thing_but_not_both(engine: Engine, question: str) -> None:
    text = ask(engine, question).text
    assert (SILENT in text) + (NEAREST in text) == 1


@pytest.mark.parametrize(
    "question", ["how do i colour in the milestone chart", "who won the football last night", "what colour mat to get"]
)
def test_a_refusal_names_nothing_that_is_not_near(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    assert reply.outcome == "not_covered"
    assert SILENT not in reply.text
    assert NEAREST not in reply.text


def test_slings_are_not_said_to_be_left_out_where_an_answer_is_on_slings(engine: Engine) -> None:
    vector = engine.index.encoder.embed(["can i use a sling from birth"]).vectors[0]
    topic = next(one for one in engine.index.corpus.topics if one.topic == "slings and carriers")
    found = find_nearby(vector, topic, engine.index)
    assert (found.silent_on, found.covered) == (None, "A sling or carrier before the head is steady")


def test_the_often_questions_are_of_three_matters_and_come_where_nothing_was_asked(engine: Engine) -> None:
    often = engine.suggestible.most_asked()
    assert len(set(often)) == 3
    assert ask(engine, "???").suggestions == often


def test_what_has_nothing_to_do_with_the_question_is_not_suggested(engine: Engine) -> None:
    assert ask(engine, "which car is cheapest to insure").suggestions == engine.suggestible.most_asked()
    assert "sling" in ask(engine, "can i use a sling from birth").suggestions[0]


def test_a_label_that_was_told_is_not_suggested_again(engine: Engine) -> None:
    suggestible = engine.suggestible
    told = frozenset([suggestible.labels[0]])
    suggested = suggest_questions(suggestible.vectors[0], told, suggestible)
    assert len(suggested) == 3
    assert suggestible.questions[0] not in suggested


def test_what_an_editor_says_is_asked_often_is_suggested_first(engine: Engine) -> None:
    often = {answer.id for answer in engine.index.corpus.answers if answer.asked_often}
    suggestible = collect_suggestible(engine.index)
    assert len(often) >= 3
    assert {suggestible.labels[place] for place in suggestible.often} == often


def test_without_an_editors_word_the_first_questions_are_suggested_first(engine: Engine) -> None:
    index = engine.index
    unsaid = tuple(replace(answer, asked_often=False) for answer in index.corpus.answers)
    suggestible = collect_suggestible(replace(index, corpus=replace(index.corpus, answers=unsaid)))
    assert suggestible.most_asked() == suggestible.questions[:3]


def test_a_follow_ups_subject_finds_its_answer_only_where_the_answer_names_it(engine: Engine) -> None:
    vector = engine.index.encoder.embed(["does tummy time on my chest count"]).vectors[0]
    found = find_answer_on("on my chest?", vector, engine.index)
    assert found is not None
    assert found.id == "tummy-time-on-the-chest"
    assert find_answer_on("in a pram?", vector, engine.index) is None
    assert 0 < NEAR < 1
