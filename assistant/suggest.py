"""A question -> three questions near it that the guidance does answer; it answers none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.retrieve import Floats
from ingest.index import Index

_TIDY = re.compile(r"^[A-Z][a-z’']*(?: [a-zA-Z0-9’'\-]+,?)* [a-zA-Z0-9’'\-]+\?$")
_SHORTEST, _LONGEST = 20, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestible:
    """Tidily typed questions that the guidance answers, the passage of each, and their unit vectors (n, dim)."""

    questions: tuple[str, ...]
    passages: tuple[str, ...]
    vectors: Floats


def collect_suggestible(index: Index) -> Suggestible:
    """The tidy questions of the bank whose sentence may lead a reply."""
    barred = {(wording.span.document_id, wording.span.start) for wording in index.corpus.wording}
    allowed = {
        sentence.passage_id for sentence in index.sentences if (sentence.document_id, sentence.start) not in barred
    }
    bank = index.banks["answered"]
    chosen = [
        position
        for position, (text, label) in enumerate(zip(bank.texts, bank.labels, strict=True))
        if label in allowed and _SHORTEST <= len(text) <= _LONGEST and _TIDY.match(text)
    ]
    return Suggestible(
        questions=tuple(bank.texts[position] for position in chosen),
        passages=tuple(bank.labels[position] for position in chosen),
        vectors=bank.vectors[chosen],
    )


def suggest_questions(
    vector: Floats, cited: frozenset[str], suggestible: Suggestible, most: int = 3
) -> tuple[str, ...]:
    """The nearest suggestible questions to a unit vector, each of another passage, none of a cited passage id."""
    seen = set(cited)
    suggested: list[str] = []
    for position in np.argsort(-(suggestible.vectors @ vector), kind="stable") if suggestible.questions else []:
        if suggestible.passages[position] in seen:
            continue
        seen.add(suggestible.passages[position])
        suggested.append(suggestible.questions[position])
        if len(suggested) == most:
            break
    return tuple(suggested)
