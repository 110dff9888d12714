"""A question -> three questions near it that the guidance does answer; it answers none of them.

Taken from the reviewed answers, as an editor worded them; from the questions of each passage where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assistant.likeness import best_by_label
from assistant.shared_words import Floats
from assistant.words import word_list
from ingest.bank import Bank
from ingest.editorial import Answer
from ingest.index import Index

_TIDY = re.compile(r"^[A-Z][a-z’']*(?: [a-zA-Z0-9’'\-]+,?)* [a-zA-Z0-9’'\-]+\?$")
_SHORTEST, _LONGEST = 20, 80
NEAR = 0.45
"""The cosine from which a refusal names a reviewed answer as the nearest thing covered. Of 70 refused held-out lines
read by eye, those below it had nothing to do with the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestible:
    """Tidily typed questions that the guidance answers, what each belongs to, and their unit vectors (n, dim).

    labels: the ids of passages or of reviewed answers; two questions of one label are never suggested together.
    """

    questions: tuple[str, ...]
    labels: tuple[str, ...]
    vectors: Floats


def collect_suggestible(index: Index) -> Suggestible:
    """For each reviewed answer, or else each passage that may lead a reply, the first of its tidy questions."""
    if index.corpus.answers:
        return _collect(index.banks["answers"], [answer.id for answer in index.corpus.answers])
    barred = {(wording.span.document_id, wording.span.start) for wording in index.corpus.wording}
    leading = [one.passage_id for one in index.sentences if (one.document_id, one.start) not in barred]
    return _collect(index.banks["answered"], leading)


def _collect(bank: Bank, labels: Iterable[str]) -> Suggestible:
    chosen = [place for place in (_first_tidy(label, bank) for label in labels) if place is not None]
    return Suggestible(
        questions=tuple(_tidy(bank.texts[place]) for place in chosen),
        labels=tuple(bank.labels[place] for place in chosen),
        vectors=bank.vectors[chosen],
    )


def _first_tidy(label: str, bank: Bank) -> int | None:
    """The place of a label's first tidy question: editors write the plainest first; None where none is tidy."""
    places = (place for place, other in enumerate(bank.labels) if other == label)
    return next((place for place in places if _is_tidy(_tidy(bank.texts[place]))), None)


def _tidy(question: str) -> str:
    """A question with a capital and a question mark, where its first word asks: "how often" is "How often?"."""
    if question.split(maxsplit=1)[0].lower() not in word_list("question_starts"):
        return question
    asked = re.sub(r"\bi\b", "I", question.strip())
    return asked[0].upper() + asked[1:] + ("" if asked.endswith("?") else "?")


def _is_tidy(question: str) -> bool:
    return _SHORTEST <= len(question) <= _LONGEST and bool(_TIDY.match(question))


def suggest_questions(vector: Floats, told: frozenset[str], suggestible: Suggestible, most: int = 3) -> tuple[str, ...]:
    """The nearest suggestible questions to a unit vector, each of another label, none of a label that was told."""
    seen = set(told)
    suggested: list[str] = []
    for position in np.argsort(-(suggestible.vectors @ vector), kind="stable") if suggestible.questions else []:
        if suggestible.labels[position] in seen:
            continue
        seen.add(suggestible.labels[position])
        suggested.append(suggestible.questions[position])
        if len(suggested) == most:
            break
    return tuple(suggested)


def nearest_answer(vector: Floats, index: Index) -> Answer | None:
    """The reviewed answer whose phrasings are nearest to a question's unit vector; None where none is near."""
    best = {label: near for label, near in best_by_label(vector, index.banks["answers"]).items() if near >= NEAR}
    name = max(best, key=lambda label: best[label], default=None)
    return next((answer for answer in index.corpus.answers if answer.id == name), None)
