from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from example_files import make_document
from loopback_llm import say, send, serve_llm

from ingest.draft_questions import DraftingDesk, Drafts, draft_questions, read_drafts
from ingest.errors import LlmError
from ingest.llm import LlmServer
from ingest.plain_ranker import make_ranker
from ingest.sentence import split_sentences

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

PAGE = """\
# Teeth

Most babies cut their first tooth between six and nine months. The lower front teeth usually come first. Sore gums and
dribbling are common signs. Never tie a teether around a neck. Teething does not cause a high fever. Brush the first
tooth twice a day with fluoride toothpaste. A smear of toothpaste is enough. Toothpaste with fluoride hardens a tooth.
Gels that numb the gum are not needed. See a dentist before the first birthday.
"""
FEVER = 4


@pytest.fixture(scope="module")
def desk(built_once: Place) -> DraftingDesk:
    sentences = split_sentences(make_document(PAGE))
    ranker = make_ranker(sentences, built_once.open().encoder)
    return DraftingDesk(title="Teeth", sentences=sentences, ranker=ranker, llm=LlmServer(url="", model="m"))


def draft(desk: DraftingDesk, llm_url: str, intro: str | None = None) -> Drafts:
    own = DraftingDesk(
        title=desk.title, sentences=desk.sentences, ranker=desk.ranker, llm=LlmServer(url=llm_url, model="m")
    )
    return draft_questions(FEVER, intro, own)


def test_a_draft_is_kept_only_if_it_finds_its_sentence(desk: DraftingDesk) -> None:
    with serve_llm(
        lambda handler, _: say(handler, "1. can teething give her a temperature\nwhich toothpaste is for a tooth")
    ) as llm:
        assert draft(desk, llm.url) == Drafts(kept=("can teething give her a temperature",), dropped=1)


def test_the_server_is_shown_the_sentence_and_its_place_and_no_other_sentence(desk: DraftingDesk) -> None:
    with serve_llm(lambda handler, _: say(handler, "")) as llm:
        assert draft(desk, llm.url, intro="Remember:") == Drafts(kept=(), dropped=0)

    (prompt,) = llm.prompts
    assert prompt.endswith(
        "Section: Teeth\nThe line before it: Remember:\nSentence: Teething does not cause a high fever.\n"
    )
    assert "toothpaste" not in prompt


def test_a_server_without_an_answer_is_an_error(desk: DraftingDesk) -> None:
    with serve_llm(lambda handler, _: send(handler, b"", 500)) as llm, pytest.raises(LlmError):
        draft(desk, llm.url)


def test_drafts_are_single_lines_without_marks_each_once() -> None:
    answer = 'Here are your questions:\n- "is it ok?"\n2) Is it OK?\n\n* why\x1b[31m not\n• so   what\n' + "x y" * 200

    assert read_drafts(answer) == ("is it ok?", "why [31m not", "so what")


def test_no_more_than_twice_what_was_wanted_is_read() -> None:
    assert len(read_drafts("\n".join(f"question {number}" for number in range(1000)))) == 40
