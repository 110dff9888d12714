"""Five hundred questions of the banks through the command; checked from the replies and the corpus files alone."""

import json
from pathlib import Path

import pytest
import yaml
from conftest import Fields, RunHeadsup, answer_lines

CORPUS = Path(__file__).parent.parent / "corpus"
ASKED = 500

pytestmark = [pytest.mark.slow, pytest.mark.sample]


def bank_questions() -> list[str]:
    answered = yaml.safe_load((CORPUS / "questions" / "head-control.yaml").read_text(encoding="utf-8"))["sentences"]
    silent = yaml.safe_load((CORPUS / "questions" / "not-covered.yaml").read_text(encoding="utf-8"))["topics"]
    questions = [question for entry in [*answered, *silent] for question in entry["questions"]]
    return questions[:: len(questions) // ASKED][:ASKED]


@pytest.fixture(scope="module")
def replies(headsup: RunHeadsup, tmp_path_factory: pytest.TempPathFactory) -> list[Fields]:
    lines = [json.dumps({"question": question}) for question in bank_questions()]
    status, rows = answer_lines(headsup, lines, tmp_path_factory.mktemp("five_hundred"))
    assert status == 0
    assert len(rows) == ASKED
    return rows


def test_every_quote_is_the_documents_own_characters(replies: list[Fields]) -> None:
    citations = [citation for reply in replies for citation in reply["citations"]]
    assert len(citations) > ASKED / 2
    for citation in citations:
        path = CORPUS / "guidance" / f"{citation['document']}.md"
        with path.open(encoding="utf-8", newline="") as file:
            assert file.read()[citation["start"] : citation["end"]] == citation["quote"]


def test_every_quoted_span_that_a_note_qualifies_comes_with_the_note_and_its_lead_above(replies: list[Fields]) -> None:
    notes = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CORPUS / "notes").glob("*.yaml"))]
    checked = 0
    for reply in replies:
        shown = {note["id"]: note["lead"] for note in reply["notes"]}
        for citation in reply["citations"]:
            for note in notes:
                if any(span["quote"] in citation["quote"] for span in note["qualifies"]):
                    checked += 1
                    assert note["id"] in shown
                    quote_line = f"” [{citation['number']}]"
                    assert reply["text"].index(shown[note["id"]]) < reply["text"].index(quote_line)
    assert checked > 100


def test_refusals_cite_nothing_and_emergencies_stand_alone(replies: list[Fields]) -> None:
    assert {reply["outcome"] for reply in replies} >= {"answered", "not_covered"}
    for reply in replies:
        if reply["outcome"] == "not_covered":
            assert reply["citations"] == []
            assert reply["reason"] is not None
        if reply["outcome"] == "alert" and reply["alert"]["level"] == "emergency":
            assert (reply["citations"], reply["suggestions"]) == ([], [])
