"""A question -> three questions near it that the guidance does answer; it answers none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.retrieve import Floats
from ingest.bank import Bank
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
    """For each passage that may lead a reply the most typical of its tidy questions: nearest to the mean."""
    barred = {(wording.span.document_id, wording.span.start) for wording in index.corpus.wording}
    bank = index.banks["answered"]
    chosen = [
        _most_typical(sentence.passage_id, bank)
        for sentence in index.sentences
        if (sentence.document_id, sentence.start) not in barred
    ]
    kept = [place for place in chosen if place is not None]
    return Suggestible(
        questions=tuple(bank.texts[place] for place in kept),
        passages=tuple(bank.labels[place] for place in kept),
        vectors=bank.vectors[kept],
    )


def _most_typical(passage_id: str, bank: Bank) -> int | None:
    places = [place for place, label in enumerate(bank.labels) if label == passage_id]
    tidy = [place for place in places if _is_tidy(bank.texts[place])]
    if not tidy:
        return None
    mean = bank.vectors[places].mean(axis=0)
    return max(tidy, key=lambda place: float(bank.vectors[place] @ mean))


def _is_tidy(question: str) -> bool:
    return _SHORTEST <= len(question) <= _LONGEST and bool(_TIDY.match(question))


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
