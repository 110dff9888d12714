"""Corpus and sentences -> the questions of each bank, with their labels.

Knows nothing of vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.bank import BankName
from ingest.corpus import Corpus
from ingest.sentence import Sentence
from ingest.span import Span

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsWanted:
    """What is left to do in a document's question file.

    sentences: the entries of the file; without_questions: those of them that have none; drafts: a machine's questions
    that no person has reviewed.
    """

    document: str
    sentences: int
    without_questions: int
    drafts: int


def collect_questions(corpus: Corpus, sentences: Sequence[Sentence]) -> dict[BankName, Pairs]:
    """Collect (question, label) pairs by bank, in the order of the corpus.

    The label is a passage id in "answered", else the id of the topic, situation, note, conflict or answer. Questions
    of a span that no sentence of the index overlaps are left out: their document was not ingested.
    """
    return {
        "answered": _answered(corpus, sentences),
        "not_covered": [(question, topic.topic) for topic in corpus.topics for question in topic.questions],
        "red_flags": [(text, situation.id) for situation in corpus.situations for text in situation.messages],
        "calm": [(text, situation.id) for situation in corpus.situations for text in situation.calm],
        "notes": [(text, note.id) for note in corpus.notes for text in note.asks],
        "conflicts": [(text, conflict.id) for conflict in corpus.conflicts for text in conflict.asks],
        "answers": [(text, answer.id) for answer in corpus.answers for text in answer.phrasings],
    }


def documents_without_questions(corpus: Corpus) -> tuple[str, ...]:
    """Name the documents that no bank asks about, by id, in the order of the corpus."""
    asked = {entry.span.document_id for entry in corpus.questions if entry.questions}
    return tuple(document.id for document in corpus.documents if document.id not in asked)


def find_questions_wanted(corpus: Corpus) -> tuple[QuestionsWanted, ...]:
    """Find the documents whose question files have sentences without questions, or drafts, in the corpus's order."""
    counted = (_count_wanted(document.id, corpus) for document in corpus.documents)
    return tuple(wanted for wanted in counted if wanted.without_questions or wanted.drafts)


def _count_wanted(document: str, corpus: Corpus) -> QuestionsWanted:
    entries = [entry for entry in corpus.questions if entry.span.document_id == document]
    return QuestionsWanted(
        document=document,
        sentences=len(entries),
        without_questions=sum(not entry.questions for entry in entries),
        drafts=sum(len(entry.drafts) for entry in entries),
    )


def _answered(corpus: Corpus, sentences: Sequence[Sentence]) -> Pairs:
    by_document: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.document_id, []).append(sentence)
    pairs: Pairs = []
    for entry in corpus.questions:
        asked = nearest_sentence(entry.span, by_document.get(entry.span.document_id, []))
        if asked is not None:
            pairs.extend((question, asked.passage_id) for question in entry.questions)
    return pairs


def nearest_sentence(span: Span, sentences: Sequence[Sentence]) -> Sentence | None:
    """Find the sentence of a span's document that shares most characters with a span; the first of equals."""
    best = max(sentences, key=lambda sentence: _overlap(span, sentence), default=None)
    return best if best is not None and _overlap(span, best) > 0 else None


def _overlap(span: Span, sentence: Sentence) -> int:
    return min(span.end, sentence.end) - max(span.start, sentence.start)
