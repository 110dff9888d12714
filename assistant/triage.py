"""Messages -> the red flag in them, if any: before retrieval, deterministic, explained; it knows no guidance.

Two parts, either of which may raise an alert: the word patterns of the situations (never lower one), and the likeness
of the message, and of each passage of it, to messages that must and must not raise one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.baby import BabyAge
from assistant.denied import leave_out_denied
from assistant.engine import Engine
from assistant.lexicon import match_signs
from assistant.likeness import mean_of_nearest, weigh_labels
from assistant.limits import TriageLimits
from assistant.question import LEANING, asks, measure_lean
from assistant.words import content_words, has_words, is_small_talk
from ingest.bank import ANSWERED_BANKS
from ingest.editorial import Situation
from ingest.index import Index

CALM_BANKS = ("calm", "not_covered", *ANSWERED_BANKS)
CARRIED_REPLIES = 2
WINDOW_WORDS = 18
NEAREST_RED_FLAGS, WEIGHT_WIDTH = 30, 0.08
EMERGENCY_SHARE = 0.4
"""Of 182 held-out emergencies 2 are taken for urgent, of 199 urgent messages 22 for emergencies; with the graver of two
situations that weigh nearly the same among the nearest 8, it was 8 and 20."""
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A red flag that was found: where, how sure, and why."""

    situation: Situation
    level: Literal["emergency", "urgent"]
    score: float
    passage: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What triage says of the last message: a red flag in it, or one of the two messages before that still stands."""

    finding: Finding | None
    carried: Finding | None
    ask: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFeatures:
    """Two classifiers' decisions, by meaning and by words, and the mean cosine to red flags less that to calm ones."""

    classifier: float
    margin: float
    words: float


def triage_conversation(messages: tuple[str, ...], age: BabyAge, engine: Engine) -> Triage:
    """Judge the messages as typed and as mended: either may raise an alert, and the graver finding counts."""
    readings = (messages, tuple(engine.speller.mend(message) for message in messages))
    judged = [triage_messages(one, age, engine.index, engine.limits.triage) for one in dict.fromkeys(readings)]
    return max(judged, key=lambda triage: (_rank_any(triage.finding), _rank_any(triage.carried)))


def tells_red_flag(text: str, age: BabyAge, index: Index, limits: TriageLimits) -> bool:
    """Whether a text by itself raises an alert: one of several questions in a message, say."""
    return _judge_text(text, age, index, limits) is not None


def triage_messages(messages: tuple[str, ...], age: BabyAge, index: Index, limits: TriageLimits) -> Triage:
    """Judge the last of the user's messages, alone and together with those before it.

    What leans on an emergency ("she is 2 weeks", "seems fine now") is told the emergency again, in full.
    """
    recent = messages[-1 - CARRIED_REPLIES :]
    earlier = [_judge_text(message, age, index, limits) for message in recent[:-1]]
    carried = max((finding for finding in earlier if finding), key=_rank, default=None)
    finding = _judge_text(messages[-1], age, index, limits)
    if finding is None and len(messages) > 1 and not is_small_talk(messages[-1]):
        flagged = [one for one in messages[: -1 - CARRIED_REPLIES] if _find_by_words(one, age, index)]
        together = _judge_text(". ".join([*flagged, *recent]), age, index, limits)
        if together and (carried is None or _rank(together)[0] > _rank(carried)[0]):
            finding = together
        elif carried and carried.level == "emergency" and _leans_on_it(messages[-1]):
            finding = carried
    shown = finding or carried
    ask = shown.situation.ask if shown and age.weeks is None else None
    return Triage(finding=finding, carried=None if finding else carried, ask=ask)


def _leans_on_it(message: str) -> bool:
    """Whether a message goes on about what went before, asking nothing of its own."""
    return measure_lean(message) >= LEANING and not asks(message)


def _judge_text(text: str, age: BabyAge, index: Index, limits: TriageLimits) -> Finding | None:
    """The gravest red flag that the word patterns or the likeness find in a message."""
    found = [_find_by_words(text, age, index), _find_by_likeness(text, age, index, limits)]
    return max((finding for finding in found if finding), key=_rank, default=None)


def _find_by_words(text: str, age: BabyAge, index: Index) -> Finding | None:
    found = []
    for situation in index.corpus.situations:
        match = match_signs(text, situation.signs, _weeks_for(situation, age))
        holding = _hold_at_age(situation, age, index) if match else None
        if match and holding:
            why = f"words: {', '.join(match.words)}"
            found.append(Finding(situation=holding, level=holding.level, score=1.0, passage=text, why=why))
    return max(found, key=_rank, default=None)


def _find_by_likeness(text: str, age: BabyAge, index: Index, limits: TriageLimits) -> Finding | None:
    if index.classifiers.alert is None or not has_words(text) or not content_words(text):
        return None
    passages = split_passages(text)
    vectors = index.encoder.embed(passages).vectors
    scores = score_passages(read_alert_features(passages, vectors, index, limits.nearest), limits)
    for position in np.argsort([-score for score in scores], kind="stable"):
        if scores[position] <= limits.alert:
            return None
        finding = _name_situation(passages[position], vectors[position], scores[position], age, index)
        if finding:
            return finding
    return None


def read_alert_features(
    passages: Sequence[str], vectors: NDArray[np.float32], index: Index, nearest: int
) -> list[AlertFeatures]:
    """What the alert score is made of, for each passage and its unit vector (k, dim); needs the alert classifiers."""
    by_meaning, by_words = index.classifiers.alert, index.classifiers.alert_words
    if by_meaning is None or by_words is None:
        raise ValueError("The index has no red flags or no calm messages to compare with; add them and ingest again.")
    calm = [index.banks[name] for name in CALM_BANKS]
    return [
        AlertFeatures(
            classifier=float(by_meaning.decide(vector[None])[0]),
            margin=mean_of_nearest(vector, [index.banks["red_flags"]], nearest)
            - mean_of_nearest(vector, calm, nearest),
            words=float(by_words.decide(passage)[0]),
        )
        for passage, vector in zip(passages, vectors, strict=True)
    ]


def score_passages(features: Sequence[AlertFeatures], limits: TriageLimits) -> list[float]:
    """The log-odds that a message (the first) and each passage of it must raise an alert."""
    penalties = [0.0] + [limits.passage_penalty] * (len(features) - 1)
    return [
        limits.intercept + sum(weight * getattr(one, name) for name, weight in limits.coefficients.items()) - penalty
        for one, penalty in zip(features, penalties, strict=True)
    ]


def _name_situation(
    passage: str, vector: NDArray[np.float32], score: float, age: BabyAge, index: Index
) -> Finding | None:
    """The situation that the nearest red flags are about, as it holds at the baby's age; None if the baby is too young.

    An emergency as soon as emergencies make up enough of those red flags' weight, then the heaviest among them.
    """
    by_id = {situation.id: situation for situation in index.corpus.situations}
    weights = weigh_labels(vector, index.banks["red_flags"], nearest=NEAREST_RED_FLAGS, width=WEIGHT_WIDTH)
    weighed = [(_hold_at_age(by_id[label], age, index), weight) for label, weight in weights.items()]
    if not weighed or weighed[0][0] is None:
        return None
    fitting = [(one, weight) for one, weight in weighed if one]
    emergencies = [(one, weight) for one, weight in fitting if one.level == "emergency"]
    share = sum(weight for _, weight in emergencies) / sum(weight for _, weight in fitting)
    situation = emergencies[0][0] if share >= EMERGENCY_SHARE else fitting[0][0]
    why = f'likeness {score:.2f} to messages of "{situation.title}"'
    return Finding(situation=situation, level=situation.level, score=score, passage=passage, why=why)


def split_passages(text: str) -> list[str]:
    """The whole message, its sentences, and windows of 18 words over long ones: a sign may hide in a long story.

    Without the signs that it denies, so that triage, what explains it and what fits it read the same.
    """
    text = leave_out_denied(text)
    passages = [text]
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if len(words) >= 3 and sentence != text:
            passages.append(sentence)
        if len(words) > WINDOW_WORDS + 6:
            passages += [
                " ".join(words[start : start + WINDOW_WORDS]) for start in range(0, len(words) - 8, WINDOW_WORDS // 2)
            ]
    return list(dict.fromkeys(passages))


def _hold_at_age(situation: Situation, age: BabyAge, index: Index) -> Situation | None:
    """The situation, or what its signs are in an older baby; None where the baby is surely too young or too old for it.

    An unknown age always fits, and one that may fit does: the safer reading leads.
    """
    exact = _weeks_for(situation, age)
    youngest, oldest = (age.youngest_weeks, age.oldest_weeks) if situation.age_basis == "actual" else (exact, exact)
    if situation.min_age_weeks is not None and oldest is not None and oldest < situation.min_age_weeks:
        return None
    if situation.max_age_weeks is not None and youngest is not None and youngest >= situation.max_age_weeks:
        return next((one for one in index.corpus.situations if one.id == situation.older), None)
    return situation


def _weeks_for(situation: Situation, age: BabyAge) -> float | None:
    return age.corrected_weeks if situation.age_basis == "corrected" else age.weeks


def _rank(finding: Finding) -> tuple[bool, float]:
    return finding.level == "emergency", finding.score


def _rank_any(finding: Finding | None) -> tuple[bool, bool, float]:
    return (False, False, 0.0) if finding is None else (True, *_rank(finding))
