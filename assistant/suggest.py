"""A question -> what of the guidance is near it: three questions that it answers, a topic to name; it answers none.

Taken from the reviewed answers, as an editor worded them; from the questions of each passage where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assistant.likeness import best_by_label, weigh_labels
from assistant.shared_words import Floats
from assistant.words import content_words, split_words, word_list
from ingest.bank import Bank
from ingest.editorial import Answer, Topic
from ingest.index import Index
from ingest.stem import stem_word

_TIDY = re.compile(r"^[A-Z][a-z’']*(?: [a-zA-Z0-9’'\-]+,?)* [a-zA-Z0-9’'\-]+\?$")
_SHORTEST, _LONGEST = 20, 80
NEAR, VERY_NEAR = 0.45, 0.6
"""The cosines from which a refusal names a reviewed answer as the nearest thing covered: one on the same matter as the
topic, and any other. Of 160 refusals read by eye, those named below them had little to do with the question."""
NEAR_SUBJECT = 0.5
"""The cosine from which a reviewed answer is on the subject that a follow-up brings up, where it names that subject."""
SURE_SHARE, SURE_COSINE = 0.6, 0.6
"""The share of the nearest questions, and the mean cosine of its three nearest, from which a topic is named."""
WORTH_SUGGESTING = 0.35
"""The cosine below which a question has so little to do with the one asked that one asked often is better."""
MOST_OFTEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What a refusal may name, one of both at most: what the guidance is silent on, or the nearest that it covers."""

    silent_on: str | None = None
    covered: str | None = None


NOTHING_NEAR = Nearby()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestible:
    """Tidily typed questions that the guidance answers, what each belongs to, and their unit vectors (n, dim).

    labels: the ids of passages or of reviewed answers; two questions of one label are never suggested together.
    often: positions of the few that are asked often.
    """

    questions: tuple[str, ...]
    labels: tuple[str, ...]
    vectors: Floats
    often: tuple[int, ...] = ()

    def most_asked(self, most: int = 3) -> tuple[str, ...]:
        """The questions that are asked often, for one who has asked nothing yet."""
        return tuple(self.questions[position] for position in self.often[:most])


def collect_suggestible(index: Index) -> Suggestible:
    """For each reviewed answer, or else each passage that may lead a reply, the first of its tidy questions."""
    if index.corpus.answers:
        often = frozenset(answer.id for answer in index.corpus.answers if answer.asked_often)
        return _collect(index.banks["answers"], [answer.id for answer in index.corpus.answers], often)
    barred = {(wording.span.document_id, wording.span.start) for wording in index.corpus.wording}
    leading = [one.passage_id for one in index.sentences if (one.document_id, one.start) not in barred]
    return _collect(index.banks["answered"], leading)


def _collect(bank: Bank, labels: Iterable[str], often: frozenset[str] = frozenset()) -> Suggestible:
    """Often are the labels of which an editor says so, or else the first ones."""
    chosen = [place for place in (_first_tidy(label, bank) for label in labels) if place is not None]
    named = tuple(position for position, place in enumerate(chosen) if bank.labels[place] in often)
    return Suggestible(
        questions=tuple(_tidy(bank.texts[place]) for place in chosen),
        labels=tuple(bank.labels[place] for place in chosen),
        vectors=bank.vectors[chosen],
        often=named or tuple(range(min(MOST_OFTEN, len(chosen)))),
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
    """The nearest suggestible questions to a unit vector, then the most asked, each of a label that is new."""
    if not suggestible.questions:
        return ()
    cosines = suggestible.vectors @ vector
    near = [int(place) for place in np.argsort(-cosines, kind="stable") if cosines[place] >= WORTH_SUGGESTING]
    places: dict[str, int] = {}
    for place in (*near, *suggestible.often):
        if suggestible.labels[place] not in told:
            places.setdefault(suggestible.labels[place], place)
    return tuple(suggestible.questions[place] for place in list(places.values())[:most])


def find_nearby(vector: Floats, topic: Topic | None, index: Index) -> Nearby:
    """What a refusal names for a question's unit vector: the nearest that is covered, or else the topic that is not.

    Never both on one matter, "nothing about slings; the nearest: slings", and neither where it is not surely near.
    """
    near = best_by_label(vector, index.banks["answers"])
    answers = sorted(index.corpus.answers, key=lambda answer: -near.get(answer.id, -1.0))
    best = next((answer.topic for answer in answers[:1] if near.get(answer.id, -1.0) >= VERY_NEAR), None)
    if topic is None or topic.reason in ("outside_topic", "no_content"):
        return Nearby(covered=best)
    akin = next((answer for answer in answers if _share_words(answer.topic, topic.topic)), None)
    if akin:
        return Nearby(covered=akin.topic if near.get(akin.id, -1.0) >= NEAR else best)
    return Nearby(silent_on=topic.topic) if _is_sure(vector, topic, index) else Nearby(covered=best)


def _is_sure(vector: Floats, topic: Topic, index: Index) -> bool:
    """Whether most of the nearest questions are on the topic, and several of its own are near."""
    bank = index.banks["not_covered"]
    own = [place for place, label in enumerate(bank.labels) if label == topic.topic]
    nearest = np.sort(bank.vectors[own] @ vector)[-3:]
    return weigh_labels(vector, bank).get(topic.topic, 0.0) >= SURE_SHARE and float(nearest.mean()) >= SURE_COSINE


def _share_words(one: str, other: str) -> bool:
    stems = [{stem_word(word) for word in content_words(text)} for text in (one, other)]
    return not stems[0].isdisjoint(stems[1] - {stem_word(word) for word in word_list("everywhere")})


def find_answer_on(words: str, vector: Floats, index: Index) -> Answer | None:
    """The reviewed answer with the phrasing nearest to a unit vector, if near, and if that names what the words do."""
    bank = index.banks["answers"]
    if not bank.texts:
        return None
    cosines = bank.vectors @ vector
    best = int(np.argmax(cosines))
    subjects = word_list("subjects").intersection(content_words(words))
    if float(cosines[best]) < NEAR_SUBJECT or subjects.isdisjoint(split_words(bank.texts[best])):
        return None
    return next(answer for answer in index.corpus.answers if answer.id == bank.labels[best])
