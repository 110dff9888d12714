from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import CorpusError
from ingest.question_file import (
    Addition,
    QuestionFile,
    add_to_file,
    parse_question_file,
    start_question_file,
    write_scalar,
)
from ingest.yaml_file import parse_yaml

PARTLY = """\
# mine
document: guide

sentences:
    # Start
    - quote: "First thing."
      questions:
        - when?   # good
        - 'so "soon"'
        # ask more here

    # Middle
    - quote: Second
        thing.
      drafts: [a draft]
      questions: []
    # the end
"""


def text(file: QuestionFile) -> str:
    return "".join(file.lines)


def test_a_new_file_has_guidance_headings_and_an_empty_list_for_each_quote() -> None:
    file = add_to_file(
        start_question_file("guide.yaml", "guide"),
        [Addition(after=-1, quote="One: “two”\n three.", heading="Top"), Addition(after=-1, quote='Say "no".')],
    )

    assert text(file).endswith(
        "document: guide\nsentences:\n"
        '  # Top\n  - quote: "One: “two” three."\n    questions:\n'
        '  - quote: "Say \\"no\\"."\n    questions:\n'
    )
    assert [(entry.questions, entry.drafts) for entry in file.entries] == [((), None), ((), None)]


def test_additions_go_to_their_places_and_every_line_that_was_there_stays() -> None:
    before = parse_question_file(PARTLY, "guide.yaml")

    grown = add_to_file(
        before,
        [
            Addition(after=-1, quote="Zero."),
            Addition(after=0, quote="Between.", heading="Middle\x07"),
            Addition(after=0, quote="Between too."),
            Addition(after=1, quote="Last."),
        ],
    )

    assert [entry.quote for entry in grown.entries] == [
        "Zero.", "First thing.", "Between.", "Between too.", "Second thing.", "Last.",
    ]  # fmt: skip
    lines = iter(grown.lines)
    assert all(line in lines for line in before.lines)
    assert (
        text(grown).index("# ask more here")
        < text(grown).index("Between.")
        < text(grown).index("    # Middle\n    - quote: Second")
    )


def test_drafts_stand_beside_the_questions_and_not_among_them() -> None:
    before = parse_question_file('document: d\nsentences:\n- quote: "A b."\n  questions:\n', "d.yaml")

    grown = add_to_file(before, [Addition(after=0, drafts=("is it: so?", "- {x}"))])

    assert (grown.entries[0].questions, grown.entries[0].drafts) == ((), ("is it: so?", "- {x}"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("document: d\nsentences: [{quote: a, questions: []}]\n", "stand in brackets"),
        ("document: d\nsentences:\n- {quote: a, questions: []}\n", "stand in brackets"),
        ("document: d\nsentences:\n- quote: a\n  answers: []\n", "d.yaml:"),
        ("document: d\nsentences:\n- quote: a\n", "questions"),
        ("topics: []\n", "document"),
        ("- a\n", "d.yaml:1"),
        ("", "d.yaml:1"),
        ("document: d\nsentences: 5\n", "sentences"),
        ("a: [", "mend the YAML"),
    ],
)
def test_a_file_that_lines_cannot_be_put_into_is_refused_with_its_place(content: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        parse_question_file(content, "d.yaml")


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n", "\r\n"])
def test_any_line_end_is_kept(end: str) -> None:
    before = parse_question_file(
        f'document: d\nsentences:\n- quote: "A b."\n  questions:\n  - |\n    why{end}', "d.yaml"
    )

    grown = add_to_file(before, [Addition(after=0, quote="C d.")])

    assert [entry.quote for entry in grown.entries] == ["A b.", "C d."]
    assert grown.entries[0].questions[0].strip() == "why"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_comes_back_from_its_line(words: str) -> None:
    assert parse_yaml(f"a: {write_scalar(words)}\n", "x").content == {"a": " ".join(words.split())}
