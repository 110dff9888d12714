"""The corpus: editors' files as values, quotes at their places, and nothing that does not hold."""

from datetime import date
from pathlib import Path

import pytest
from example_corpus import GUIDANCE, write_corpus

from ingest.corpus import (
    Answer,
    AnswerSentence,
    Conflict,
    Note,
    Reference,
    Review,
    SentenceQuestions,
    Situation,
    Span,
    Topic,
    Version,
    WordingSpan,
    corpus_from_json,
    corpus_to_json,
    load_corpus,
)
from ingest.document import read_documents
from ingest.errors import CorpusError
from ingest.sentence import split_sentences
from ingest.settings import find_corpus

REVIEW = Review(
    reviewed_on=date(2026, 11, 22), review_due=date(2027, 5, 22), reviewed_by="editorial, not clinically reviewed"
)


def span_of(quote: str) -> Span:
    start = GUIDANCE.index(quote)
    return Span(document_id="head", start=start, end=start + len(quote), quote=quote)


def test_every_file_becomes_values_with_spans_in_the_documents_own_characters(tmp_path: Path) -> None:
    corpus = load_corpus(write_corpus(tmp_path))
    alone = span_of("Don’t leave him alone.")
    assert [document.text for document in corpus.documents] == [GUIDANCE]
    assert corpus.references == {
        "R01": Reference(
            id="R01", title="Do not", publisher="FDA", year=2022, url=None, status="seen-reprint", caveat=""
        )
    }
    assert corpus.notes == (
        Note(
            id="ring",
            code="S01",
            severity="emergency",
            topics=("bath",),
            lead="Do not use a neck ring.",
            text="It can slip.",
            references=("R01",),
            verification="seen",
            qualifies=(span_of("Use a ring."),),
            answers=True,
            terms=("neck ring",),
            asks=("is a ring ok",),
            review=REVIEW,
        ),
    )
    assert corpus.situations == (
        Situation(
            id="breathing",
            code="E1",
            title="Breathing",
            level="emergency",
            age_basis="none",
            max_age_weeks=None,
            min_age_weeks=None,
            quotable=False,
            lead="Call now.",
            meanwhile=("Stay.",),
            ask=None,
            references=("R01",),
            basis="seen",
            signs=(),
            messages=("he is blue",),
            calm=("blue socks",),
        ),
    )
    assert corpus.conflicts == (
        Conflict(
            id="start",
            code="X1",
            topic="When to start",
            versions=(
                Version(label="from 3 weeks", span=span_of("Do this at 3 weeks\nor later.")),
                Version(label="never alone", span=alone),
            ),
            resolution="Start now.",
            references=("R01",),
            note="ring",
            asks=("when to start",),
            review=REVIEW,
        ),
    )
    assert corpus.answers == (
        Answer(
            id="alone",
            topic="Safety",
            phrasings=("may he be alone", "alone", "is alone ok", "leave him", "leave"),
            body=(AnswerSentence(sentence="Stay with him.", quotes=(alone,), notes=("ring",)),),
            review=REVIEW,
        ),
    )
    assert corpus.wording == (WordingSpan(span=span_of("Buy now!"), use="never_quote", reason="an advertisement"),)
    assert corpus.questions == (SentenceQuestions(span=span_of("Use a ring."), questions=("what for the bath",)),)
    assert corpus.topics == (
        Topic(
            topic="teeth",
            reason="topic_not_in_guidance",
            checked_against=("head",),
            questions=("when do teeth come",),
        ),
    )


def test_a_corpus_comes_back_whole_from_its_json(tmp_path: Path) -> None:
    corpus = load_corpus(write_corpus(tmp_path))
    assert corpus_from_json(corpus_to_json(corpus)) == corpus


@pytest.mark.parametrize("json", [b"", b"{}", b'{"documents": []}', b"\xff"])
def test_a_damaged_compiled_corpus_says_what_to_run(json: bytes) -> None:
    with pytest.raises(CorpusError, match=r"the compiled corpus is damaged .* run `headsup ingest`"):
        corpus_from_json(json)


def test_a_folder_with_guidance_alone_is_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    (tmp_path / "guidance" / "mine.md").write_text("Sing to him.\n")
    (tmp_path / "guidance" / "empty.md").write_text("")
    corpus = load_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["mine"]
    assert [failure.reason[:18] for failure in corpus.failures] == ["is empty (0 bytes)"]
    assert (corpus.notes, corpus.topics, corpus.references) == ((), (), {})


def test_documents_that_were_read_before_are_not_read_again(tmp_path: Path) -> None:
    documents = read_documents([write_corpus(tmp_path) / "guidance"]).documents
    (tmp_path / "guidance" / "head.md").write_text("Something else.\n")
    assert load_corpus(tmp_path, documents).documents == documents


def test_words_that_are_gone_are_named_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as error:
        load_corpus(write_corpus(tmp_path, file="guidance/head.md", old="a ring", new="the ring"))
    assert str(error.value) == (
        f"2 errors in {tmp_path}:\n"
        "notes/ring.yaml:11: these words are not in head: 'Use a ring.'; "
        "copy them from the document as it is now\n"
        "questions/head.yaml:3: these words are not in head: 'Use a ring.'; "
        "copy them from the document as it is now"
    )


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder; give a corpus folder"):
        load_corpus(tmp_path / "gone")


def test_each_question_of_the_bank_stands_on_at_most_two_sentences() -> None:
    corpus = load_corpus(find_corpus())
    sentences = [sentence for document in corpus.documents for sentence in split_sentences(document)]
    for entry in corpus.questions:
        span = entry.span
        touched = [
            s for s in sentences if s.document_id == span.document_id and s.start < span.end and span.start < s.end
        ]
        assert 1 <= len(touched) <= 2
        assert touched[0].start <= span.start < span.end <= touched[-1].end
