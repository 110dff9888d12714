"""Passages -> evidence: which sentences answer the question, and whether any does; it composes nothing.

Whether any answers is judged from question to question: likeness to the questions that the text, a note or a reviewed
answer answers, against those on topics that it does not cover; a calibrated probability and two thresholds. Where that
says no, a document without questions may still answer, which is judged by the signs of its sentences. Unsure is not
sure: between the thresholds the guidance counts as silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

import numpy as np

from assistant.likeness import best_by_label, mean_of_nearest, weigh_labels
from assistant.limits import ReaderLimits, read_general_limits
from assistant.notes import is_named_outright, notes_for_question
from assistant.retrieve import Passages
from assistant.shared_words import Floats
from assistant.sureness import judge_signs
from ingest.bank import ANSWERED_BANKS
from ingest.editorial import Answer, Note, Topic
from ingest.index import Index
from ingest.sentence import Sentence

NEAREST = 3
TERM_LEAD = 0.1
NEAR_TOPIC = 0.5
"""The cosine from which a refusal names the topic: 0.86 of 652 held-out questions, two in three by the right name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What answers the question: sentence positions (best first), a note, a reviewed answer; or why none does.

    probability: that the guidance answers, calibrated on held-out questions and dev cases.
    """

    verdict: Literal["answered", "unsure", "refused"]
    probability: float
    sentences: tuple[int, ...]
    note: Note | None
    answer: Answer | None
    topic: Topic | None


def select_evidence(passages: Passages, own: Passages, index: Index, limits: ReaderLimits) -> Evidence:
    """Decide whether the question is answered, and by which sentences or note.

    passages: ranked for the question in its context; own: for its own words, by which is judged whether the guidance
    answers: what went before was answered or not for itself.
    """
    by_questions = judge_probability(read_features(own, index), limits) if _has_questions(index) else 0.0
    if by_questions >= limits.answer:
        note = _leading_note(passages, index, limits)
        sentences = _qualified_by(note, passages, index, limits) if note else _best_sentences(passages, index, limits)
        return _answered(by_questions, sentences, note)
    general = read_general_limits()
    by_signs = judge_signs(own.unasked.signs, own.unasked.scores, general) if own.unasked else 0.0
    if own.unasked and by_signs >= general.answer:
        return _answered(by_signs, _best_sentences(passages, index, limits, set(own.unasked.rows.tolist())), None)
    unsure = by_questions >= limits.refuse or by_signs >= general.refuse
    return Evidence(
        verdict="unsure" if unsure else "refused",
        probability=max(by_questions, by_signs),
        sentences=(),
        note=None,
        answer=None,
        topic=_nearest_topic(own, index),
    )


def _answered(probability: float, sentences: tuple[int, ...], note: Note | None) -> Evidence:
    return Evidence(
        verdict="answered", probability=probability, sentences=sentences, note=note, answer=None, topic=None
    )


def _has_questions(index: Index) -> bool:
    return any(index.banks[name].texts for name in ANSWERED_BANKS)


def read_features(passages: Passages, index: Index) -> dict[str, float]:
    """The signals of the decision, each a cosine, a difference of cosines, or the classifier's decision value."""
    positive = mean_of_nearest(passages.vector, [index.banks[name] for name in ANSWERED_BANKS], NEAREST)
    negative = mean_of_nearest(passages.vector, [index.banks["not_covered"]], NEAREST)
    return {
        "classifier": _decide(passages.vector, index),
        "margin": positive - negative,
        "late": float(passages.late.max()),
        "words": _decide_by_words(passages.question, index),
    }


def _decide(vector: Floats, index: Index) -> float:
    """The classifier's decision; 0.0, which is unsure, where the corpus had no questions to fit one on."""
    classifier = index.classifiers.answerable
    return float(classifier.decide(vector[None])[0]) if classifier else 0.0


def _decide_by_words(question: str, index: Index) -> float:
    """The same by the question's words."""
    classifier = index.classifiers.answerable_words
    return float(classifier.decide(question)[0]) if classifier else 0.0


def judge_probability(features: dict[str, float], limits: ReaderLimits) -> float:
    """Logistic regression over the features, in (0, 1); the coefficients and their run stand in `limits.json`."""
    value = limits.intercept + sum(weight * features[name] for name, weight in limits.coefficients.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


def _leading_note(passages: Passages, index: Index, limits: ReaderLimits) -> Note | None:
    """The note that answers by itself: its nearest question is nearer than any sentence's, by the fitted lead.

    A note whose terms stand in the question goes before one that is only near it.
    """
    best = best_by_label(passages.vector, index.banks["notes"])
    named = {note.id for note in notes_for_question(passages.question, index)}
    answering = [note for note in index.corpus.notes if note.answers and note.id in best]
    outright = next((note for note in answering if is_named_outright(note, passages.question)), None)
    if outright:
        return outright
    note = max(answering, key=lambda one: best[one.id] + (TERM_LEAD if one.id in named else 0.0), default=None)
    if note is None or best[note.id] < float(passages.bank.max()) + limits.note_lead:
        return None
    return note


def _qualified_by(note: Note, passages: Passages, index: Index, limits: ReaderLimits) -> tuple[int, ...]:
    """What the guidance itself says on the note's point: spans that the note qualifies, if near the question.

    Nothing where a pattern of the note names it outright: on that the note alone is safe to read.
    """
    if is_named_outright(note, passages.question):
        return ()
    near = _best_sentences(passages, index, limits)
    qualified = {position for span in note.qualifies for position in index.positions_in(span)}
    return tuple(position for position in near if position in qualified) or near


def _best_sentences(
    passages: Passages, index: Index, limits: ReaderLimits, among: set[int] | None = None
) -> tuple[int, ...]:
    """The best sentence and those within the fitted gap of it; what the wording file bars from quoting is left out.

    among: the only places that may be chosen; None for all.
    """
    order = passages.order if among is None else [position for position in passages.order if position in among]
    usable = [
        position
        for position in order[:20]
        if index.sentences[position].kind != "intro" and not _is_barred(index.sentences[position], index)
    ]
    if not usable:
        return ()
    floor = float(passages.score[usable[0]]) - limits.evidence_gap
    return tuple(position for position in usable if passages.score[position] >= floor)[: limits.evidence_most]


def _is_barred(sentence: Sentence, index: Index) -> bool:
    """Whether the wording file bars the whole sentence; a barred word or two within it do not."""
    return any(
        wording.use == "never_quote"
        and wording.span.document_id == sentence.document_id
        and wording.span.start <= sentence.start
        and sentence.end <= wording.span.end
        for wording in index.corpus.wording
    )


def _nearest_topic(passages: Passages, index: Index) -> Topic | None:
    """The topic, among those that the guidance does not cover, whose questions are nearest; None where none is near."""
    weights = weigh_labels(passages.vector, index.banks["not_covered"])
    if not weights or float(np.max(index.banks["not_covered"].vectors @ passages.vector)) < NEAR_TOPIC:
        return None
    name = next(iter(weights))
    return next((topic for topic in index.corpus.topics if topic.topic == name), None)
