import pytest

from assistant.asked_for import find_kinds, find_shapes


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Who won?", {"who"}),
        ("In which city was he born?", {"where"}),
        ("What year was it?", {"when"}),
        ("How many were there?", {"number"}),
        ("How is it made?", {"how"}),
        ("Why does it rise?", {"why"}),
        ("What is it?", set()),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question: str, kinds: set[str]) -> None:
    assert {name for name, asked in find_kinds(question).items() if asked} == kinds


@pytest.mark.parametrize(
    ("sentence", "shapes"),
    [
        ("It began in 1066.", {"year", "number", "pronoun"}),
        ("Twelve came because of the rain.", {"number", "because"}),
        ("Bread rises.", set()),
    ],
)
def test_a_sentence_holds_kinds_of_things(sentence: str, shapes: set[str]) -> None:
    assert {name for name, held in find_shapes(sentence).items() if held} == shapes
