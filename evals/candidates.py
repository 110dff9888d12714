"""An engine -> the candidates that are judged: the assistant itself, and floors that any assistant must beat.

The floors: the top sentence of BM25, the three sentences of highest cosine, and a refusal of everything. Each answers
in the reply's contract, so that one judge scores all. Knows nothing of gold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.chat import answer_conversation
from assistant.conversation import Conversation, read_request
from assistant.engine import Engine
from assistant.question import read_question
from assistant.reply import Citation, Outcome, Part, Reason, Reply
from assistant.retrieve import find_in_context
from evals.asking import Candidate, Request
from ingest.index import Index

ASSISTANT = "headsup"


def assistant_candidate(engine: Engine, ranking: Engine) -> Candidate:
    """The assistant as it is, by its public face: a request in, a reply out; `ranking` ranks beside the clock."""
    return Candidate(
        name=ASSISTANT,
        answer=lambda request: answer_conversation(read_request(request), engine),
        rank=lambda request: rank_sentences(request, ranking),
    )


def rank_sentences(request: Request, engine: Engine) -> Sequence[int]:
    """Every sentence position of the index, best first, by its best score for any need of a conversation's question."""
    needs = read_question(read_request(request)).needs
    scores = [find_in_context(need, engine.index, engine.limits.passages)[0].score for need in needs]
    return [int(place) for place in np.argsort(-np.maximum.reduce(scores), kind="stable")]


def floor_candidates(engine: Engine) -> tuple[Candidate, ...]:
    """The floors, by name: bm25, dense, refuse."""
    return (
        _floor("bm25", lambda question: _search_words(question, engine.index), engine.index, cited=1),
        _floor("dense", lambda question: _search_vectors(question, engine.index), engine.index, cited=3),
        Candidate(name="refuse", answer=_refuse, rank=None),
    )


Found = tuple[list[int], float]


def _floor(name: str, search: Callable[[str], Found], index: Index, *, cited: int) -> Candidate:
    """A candidate that always answers with the first sentences that a search finds."""

    def answer(request: Request) -> Reply:
        conversation = read_request(request)
        positions, confidence = search(conversation.messages[-1])
        return _reply(conversation, _cite(positions[:cited], index), confidence)

    return Candidate(name=name, answer=answer, rank=lambda request: search(read_request(request).messages[-1])[0])


def _search_words(question: str, index: Index) -> Found:
    """BM25 over all sentences; its unbounded best score s as the confidence s / (s + 10)."""
    found = index.lexical.search(question, len(index.sentences))
    best = found[0][1] if found else 0.0
    return [position for position, _ in found], best / (best + 10)


def _search_vectors(question: str, index: Index) -> Found:
    """The cosine to every sentence; the best, if above 0, as the confidence."""
    cosines = index.vectors @ index.encoder.embed([question]).vectors[0]
    order = [int(position) for position in np.argsort(-cosines, kind="stable")]
    return order, max(0.0, float(cosines[order[0]])) if order else 0.0


def _cite(positions: Sequence[int], index: Index) -> tuple[Citation, ...]:
    sentences = [index.sentences[position] for position in positions]
    return tuple(
        Citation(
            number=number,
            document=sentence.document_id,
            title=index.documents[sentence.document_id].front_matter.title,
            section=sentence.section,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            passage_id=sentence.passage_id,
        )
        for number, sentence in enumerate(sentences, start=1)
    )


def _refuse(request: Request) -> Reply:
    return _reply(read_request(request), (), 0.0)


def _reply(conversation: Conversation, citations: tuple[Citation, ...], confidence: float) -> Reply:
    """A bare reply: an answer where anything is cited, else a refusal."""
    lines = [f"> “{' '.join(one.quote.split())}” [{one.number}]" for one in citations]
    outcome: Outcome = "answered" if citations else "not_covered"
    reason: Reason | None = None if citations else "unclear"
    numbers = tuple(one.number for one in citations)
    return Reply(
        id=conversation.id,
        question=conversation.asked,
        standalone=conversation.messages[-1],
        outcome=outcome,
        alert=None,
        text="\n".join(lines) or "The guidance does not cover this.",
        citations=citations,
        notes=(),
        conflicts=(),
        parts=(Part(question=conversation.asked, outcome=outcome, reason=reason, citations=numbers),),
        reason=reason,
        suggestions=(),
        source="extractive" if citations else None,
        confidence=confidence,
        timing_ms=None,
    )
