"""Topics that the corpus does not cover, and documents -> the topics that a document may answer after all.

Each topic records the documents that a person checked it against; every other document of a build is tested here, and
a topic that it may answer is set aside for that generation. Knows nothing of banks' files and of who is told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.bank import Bank
from ingest.editorial import Topic
from ingest.sentence import Sentence

LIMIT_PATH = Path(__file__).with_name("topics.json")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A topic that is not refused in this generation, since `document` (an id) may answer it.

    likeness: how near the document is to the topic's questions, a mean of cosines.
    """

    topic: str
    document: str
    likeness: float


@lru_cache(maxsize=1)
def read_limit() -> float:
    """Read the likeness from which a document may answer a topic; `topics.json` names the run that chose it."""
    return float(json.loads(LIMIT_PATH.read_text(encoding="utf-8"))["likeness"])


def set_topics_aside(
    topics: Sequence[Topic], not_covered: Bank, sentences: Sequence[Sentence], vectors: Floats
) -> tuple[SetAside, ...]:
    """Test each topic against the documents that it was not checked against; in the order of topics and documents.

    not_covered: the bank of all topics' questions; vectors: float32 of shape (n, dim), the sentences' unit vectors.
    """
    unchecked = _find_unchecked(topics, sentences)
    measured = {
        document: measure_likeness(not_covered, vectors[_places_of(document, sentences)]) for document in unchecked
    }
    return tuple(
        SetAside(topic=topic.topic, document=document, likeness=round(measured[document][topic.topic], 3))
        for topic in topics
        for document in unchecked
        if document not in topic.checked_against and measured[document].get(topic.topic, -1.0) >= read_limit()
    )


def measure_likeness(not_covered: Bank, vectors: Floats) -> dict[str, float]:
    """Measure, for each topic, the mean over its questions of the cosine to a document's nearest sentence.

    vectors: float32 of shape (sentences, dim), at least one row. Why this and not late interaction, or a comparison
    with the documents that do not answer: evals/LOG.md, 22 November 2026.
    """
    if not len(not_covered):
        return {}
    nearest = (not_covered.vectors @ vectors.T).max(axis=1)
    labels = np.array(not_covered.labels)
    return {topic: float(nearest[labels == topic].mean()) for topic in dict.fromkeys(not_covered.labels)}


def leave_out(bank: Bank, topics: Set[str]) -> Bank:
    """Leave the questions of some topics out of a bank."""
    kept = [place for place, label in enumerate(bank.labels) if label not in topics]
    return Bank(
        texts=tuple(bank.texts[place] for place in kept),
        labels=tuple(bank.labels[place] for place in kept),
        vectors=np.ascontiguousarray(bank.vectors[kept]),
    )


def _find_unchecked(topics: Sequence[Topic], sentences: Sequence[Sentence]) -> list[str]:
    """Find the documents that one topic at least was not checked against, in the order of the index."""
    documents = dict.fromkeys(sentence.document_id for sentence in sentences)
    return [document for document in documents if any(document not in topic.checked_against for topic in topics)]


def _places_of(document: str, sentences: Sequence[Sentence]) -> list[int]:
    """Find the places of a document's sentences; lines that introduce a list answer nothing, unless all are such."""
    places = [place for place, sentence in enumerate(sentences) if sentence.document_id == document]
    return [place for place in places if sentences[place].kind != "intro"] or places
