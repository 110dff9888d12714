"""Corpus and sentences -> the questions of each bank, with their labels.

Knows nothing of vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.bank import BankName
from ingest.corpus import Corpus
from ingest.sentence import Sentence
from ingest.span import Span

Pairs = list[tuple[str, str]]


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


def _answered(corpus: Corpus, sentences: Sequence[Sentence]) -> Pairs:
    by_document: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.document_id, []).append(sentence)
    pairs: Pairs = []
    for entry in corpus.questions:
        asked = _nearest(entry.span, by_document.get(entry.span.document_id, []))
        if asked is not None:
            pairs.extend((question, asked.passage_id) for question in entry.questions)
    return pairs


def _nearest(span: Span, sentences: Sequence[Sentence]) -> Sentence | None:
    """Find the sentence that shares most characters with a span; the first of equals."""
    best = max(sentences, key=lambda sentence: _overlap(span, sentence), default=None)
    return best if best is not None and _overlap(span, best) > 0 else None


def _overlap(span: Span, sentence: Sentence) -> int:
    return min(span.end, sentence.end) - max(span.start, sentence.start)
