"""An index -> what replies may say, as the judge sees it: documents' texts, passages, introductions, words of ours.

Read once from the healthy index, so that an engine that is broken on purpose is judged against the true corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.own_words import OwnWords, read_own_words
from ingest.index import Index
from ingest.sentence import Sentence
from ingest.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Documents by id, passages by id, and for the document and start of a list item the start of its introduction.

    order: the passages as the index numbers them, so that position i of a ranking is order[i]; ours: what stands in
    the files of the corpus and the assistant.
    """

    documents: Mapping[str, str]
    passages: Mapping[str, Sentence]
    introductions: Mapping[tuple[str, int], int]
    order: tuple[Sentence, ...]
    ours: OwnWords

    def begins_passage(self, document: str, start: int) -> bool:
        """Whether a passage of the document begins at this character."""
        return any((one.document_id, one.start) == (document, start) for one in self.order)

    def find_last_passage(self, document: str, end: int) -> Sentence | None:
        """The passage of the document that ends before this character, if one does."""
        return next((one for one in self.order if (one.document_id, one.end) == (document, end)), None)


def read_texts(index: Index) -> Texts:
    """What the index's documents and our own files say, for judging quotes and words."""
    return Texts(
        documents={name: document.text for name, document in index.documents.items()},
        passages={sentence.passage_id: sentence for sentence in index.sentences},
        introductions={
            (sentence.document_id, sentence.start): index.sentences[sentence.intro].start
            for sentence in index.sentences
            if sentence.intro is not None
        },
        order=index.sentences,
        ours=read_own_words(index.corpus),
    )


def overlap_characters(span: Span, document: str, start: int, end: int) -> int:
    """How many characters of a span lie between start and end of the document; 0 for another document."""
    return 0 if span.document_id != document else max(0, min(span.end, end) - max(span.start, start))
