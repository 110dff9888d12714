"""Question files of real documents: started, filled, run again after the document changed, and drafted by an LLM."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from example_files import write_docx, write_text_pdf
from loopback_llm import say, send, serve_llm

from ingest.corpus import load_corpus
from ingest.errors import CorpusError, DocumentError, IndexMissingError
from ingest.expand import GoneQuote, expand_document
from ingest.llm import LlmServer
from ingest.settings import IngestSettings

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

TEETH = """\
# Teeth

Most babies cut their first tooth between six and nine months. Sore gums and dribbling are common signs. Teething does
not cause a high fever. Brush the first tooth twice a day.

## What helps

Try one of these:

- a cold ring
- a clean cloth
"""


@pytest.fixture
def teeth(built: Place) -> Path:
    path = built.corpus / "guidance" / "teeth.md"
    path.write_text(TEETH, encoding="utf-8")
    return path


def questions_of(place: Place) -> Path:
    return place.corpus / "questions" / "teeth.yaml"


def fill(path: Path, quote: str, *questions: str) -> None:
    """Write questions below a quote, as a person does."""
    text = path.read_text(encoding="utf-8")
    head = f'- quote: "{quote}"\n    questions:\n'
    assert head in text
    path.write_text(text.replace(head, head + "".join(f"      - {one}\n" for one in questions)), encoding="utf-8")


def test_a_new_file_has_an_entry_for_each_sentence_and_is_read_by_the_loader(built: Place, teeth: Path) -> None:
    expansion = expand_document("teeth", built.settings)

    corpus = load_corpus(built.corpus)
    entries = [entry for entry in corpus.questions if entry.span.document_id == "teeth"]
    assert (expansion.sentences, expansion.added, expansion.with_questions, expansion.without_questions) == (6, 6, 0, 6)
    assert (expansion.in_corpus, expansion.gone, expansion.file) == (True, (), str(questions_of(built)))
    assert [entry.span.quote.split()[0] for entry in entries] == ["Most", "Sore", "Teething", "Brush", "a", "a"]
    assert {entry.questions for entry in entries} == {()}


def test_a_second_run_changes_nothing(built: Place, teeth: Path) -> None:
    expand_document("teeth", built.settings)
    before = questions_of(built).read_bytes()

    assert expand_document("teeth", built.settings).added == 0
    assert questions_of(built).read_bytes() == before


def test_after_a_change_of_the_document_every_written_line_is_kept(built: Place, teeth: Path) -> None:
    expand_document("teeth", built.settings)
    fill(questions_of(built), "Brush the first tooth twice a day.", "how often do i brush", "brush when?  # twice")
    fill(questions_of(built), "a cold ring", "what can she bite on")
    teeth.write_text(
        TEETH.replace("Brush the first tooth twice a day.", "Brush it daily from the start.").replace(
            "- a clean cloth", "- a clean cloth\n- a cool spoon"
        ),
        encoding="utf-8",
    )
    before = questions_of(built).read_text(encoding="utf-8").splitlines()

    expansion = expand_document("teeth", built.settings)

    lines = iter(questions_of(built).read_text(encoding="utf-8").splitlines())
    assert all(line in lines for line in before)
    assert (expansion.sentences, expansion.added, expansion.with_questions) == (7, 2, 1)
    assert expansion.gone == (GoneQuote(quote="Brush the first tooth twice a day.", questions=2),)


def test_a_build_takes_the_questions_counts_the_empty_and_leaves_out_the_drafts(built: Place, teeth: Path) -> None:
    expand_document("teeth", built.settings)
    fill(questions_of(built), "a cold ring", "what can she bite on")
    path = questions_of(built)
    path.write_text(path.read_text() + '    drafts:\n      - "a draft"\n      - "another draft"\n', encoding="utf-8")

    summary = built.build()

    (wanted,) = summary.questions_wanted
    assert (wanted.document, wanted.sentences, wanted.without_questions, wanted.drafts) == ("teeth", 6, 5, 2)
    assert summary.without_questions == ("play",)
    assert set(built.open().banks["answered"].texts) == {"what for the bath", "what can she bite on"}
    assert built.build().questions_wanted == summary.questions_wanted


@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "docx"])
def test_a_document_of_any_kind_may_be_outside_the_corpus(built: Place, tmp_path: Path, ending: str) -> None:
    line, path = "Most babies cut their first tooth at six months.", tmp_path / f"Tooth Page.{ending}"
    match ending:
        case "pdf":
            write_text_pdf(path, line)
        case "docx":
            write_docx(path, line)
        case _:
            path.write_text(f"<p>{line}</p>" if ending == "html" else line, encoding="utf-8")

    expansion = expand_document(str(path), built.settings, out=tmp_path / "deep" / "q.yaml")

    assert (expansion.document, expansion.sentences, expansion.in_corpus) == ("tooth-page", 1, False)
    assert f'- quote: "{line}"' in (tmp_path / "deep" / "q.yaml").read_text(encoding="utf-8")


def test_a_document_that_was_added_to_the_index_is_known_by_its_id(built: Place, tmp_path: Path) -> None:
    page = tmp_path / "bath.txt"
    page.write_text("Warm the towel before the bath.", encoding="utf-8")
    built.build(page)
    page.unlink()

    assert expand_document("bath", built.settings).sentences == 1


def test_words_that_are_never_quoted_get_no_entry(built: Place) -> None:
    (built.corpus / "guidance" / "head.wording.yaml").write_text(
        "spans:\n- quote: Do this at 3 weeks or later.\n  use: never_quote\n  reason: x\n", encoding="utf-8"
    )

    assert expand_document("head", built.settings, out=built.home / "q.yaml").sentences == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "neither a file nor a document's id; the ids are asks, head,"),
        ("guidance", "neither a file nor a document's id"),
        ("guidance/empty.txt", "is empty"),
        ("guidance/asks.txt", "none of its 1 sentences can answer"),
        ("guidance/not-covered.txt", "a file of topics; rename"),
    ],
)
def test_what_cannot_be_expanded_is_refused(
    built: Place, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    guidance = built.corpus / "guidance"
    (guidance / "empty.txt").write_bytes(b"")
    (guidance / "asks.txt").write_text("Is it so, and why is it so?")
    (guidance / "not-covered.txt").write_text("Wash the sheet once a week.")
    monkeypatch.chdir(built.corpus)

    with pytest.raises(DocumentError, match=message):
        expand_document(name, built.settings)


@pytest.mark.parametrize("content", ["document: head\nsentences:\n", "nonsense", "a: [", "\x00"])
def test_a_file_that_cannot_be_kept_whole_is_left_alone(built: Place, teeth: Path, content: str) -> None:
    questions_of(built).write_text(content, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"teeth\.yaml"):
        expand_document("teeth", built.settings)

    assert questions_of(built).read_text(encoding="utf-8") == content


def test_drafts_are_kept_apart_until_a_person_moves_them(built: Place, teeth: Path) -> None:
    expand_document("teeth", built.settings)
    fill(questions_of(built), "a cold ring", "what can she bite on")
    with serve_llm(lambda handler, _: say(handler, "can teething give her a fever\ncan it be teething")) as llm:
        server = LlmServer(url=llm.url, model="m")
        first = expand_document("teeth", built.settings, llm=server)
        asked = len(llm.asked)
        second = expand_document("teeth", built.settings, llm=server)

    text = questions_of(built).read_text(encoding="utf-8")
    assert asked == 5
    assert not any("a cold ring" in prompt.partition("Sentence:")[2] for prompt in llm.prompts)
    assert first.drafts == text.count("can teething give her a fever") + text.count("can it be teething") > 0
    assert (first.drafts + first.dropped, first.with_questions, first.fault) == (10, 1, None)
    assert (second.drafts, second.added) == (first.drafts, 0)
    assert built.build().counts["questions.answered"] == 2


def test_a_fault_of_the_llm_leaves_the_file_ready(built: Place, teeth: Path) -> None:
    with serve_llm(lambda handler, _: send(handler, b"", 500)) as llm:
        expansion = expand_document("teeth", built.settings, llm=LlmServer(url=llm.url, model="m"))

    assert (len(llm.asked), expansion.added, expansion.drafts) == (1, 6, 0)
    assert expansion.fault is not None
    assert "500" in expansion.fault


def test_an_llm_needs_an_index_and_without_one_nothing_is_written(built: Place, teeth: Path, tmp_path: Path) -> None:
    settings = IngestSettings(home=tmp_path / "empty", corpus=built.corpus)

    with pytest.raises(IndexMissingError):
        expand_document("teeth", settings, llm=LlmServer(url="http://127.0.0.1:9/v1", model="m"))

    assert not questions_of(built).exists()
    assert expand_document("teeth", settings).added == 6
