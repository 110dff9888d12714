"""A healthy engine -> one that is broken in a known way: other limits, a poorer corpus, signals gone astray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from assistant.engine import Engine
from evals.asking import Request
from evals.poorer_corpus import with_corpus
from ingest.classifiers import Classifiers
from ingest.editorial import Note
from ingest.label_classifier import LabelClassifier
from ingest.ngram_classifier import NgramClassifier

LONG_WORDS = 25


def answer_always(engine: Engine) -> Engine:
    """Threshold 0: whatever is asked counts as answered."""
    return _with_reader(engine, answer=0.0, refuse=0.0)


def answer_never(engine: Engine) -> Engine:
    """Threshold 1: nothing is ever sure enough."""
    return _with_reader(engine, answer=1.01, refuse=1.01)


def cite_everything(engine: Engine) -> Engine:
    """Sixty quotes where three were enough: the answer is among them, and nobody finds it."""
    reader = replace(engine.limits.reader, evidence_gap=1e9, evidence_most=60)
    return replace(engine, limits=replace(engine.limits, reader=reader))


def shuffle_retrieval(engine: Engine) -> Engine:
    """Every signal of a sentence belongs to the sentence half the text away; those by words alone are off."""
    index = engine.index
    away = len(index.sentences) // 2
    passages = [sentence.passage_id for sentence in index.sentences]
    moved = dict(zip(passages, passages[away:] + passages[:away], strict=True))
    answered = index.banks["answered"]
    labels = tuple(_move(label, moved) for label in answered.labels)
    shuffled = replace(
        index,
        vectors=np.roll(index.vectors, away, axis=0),
        section_vectors=np.roll(index.section_vectors, away, axis=0),
        banks={**index.banks, "answered": replace(answered, labels=labels)},
        classifiers=_move_labels(index.classifiers, moved),
    )
    passage_limits = replace(engine.limits.passages, late=0.0, lexical=0.0)
    return replace(engine, index=shuffled, limits=replace(engine.limits, passages=passage_limits))


def turn_off_triage(engine: Engine) -> Engine:
    """No situation is known, neither by words nor by likeness."""
    return with_corpus(engine, replace(engine.index.corpus, situations=()), emptied="red_flags")


def confuse_situations(engine: Engine) -> Engine:
    """Every situation is recognised by the signs and messages of the one before it, of the same level."""
    corpus, bank = engine.index.corpus, engine.index.banks["red_flags"]
    moved: dict[str, str] = {}
    for level in ("emergency", "urgent"):
        names = [one.id for one in corpus.situations if one.level == level]
        moved |= dict(zip(names, names[1:] + names[:1], strict=True))
    signs = {moved[one.id]: one.signs for one in corpus.situations}
    confused = replace(corpus, situations=tuple(replace(one, signs=signs[one.id]) for one in corpus.situations))
    banks = {**engine.index.banks, "red_flags": replace(bank, labels=tuple(moved[label] for label in bank.labels))}
    return replace(engine, index=replace(engine.index, corpus=confused, banks=banks))


def alarm_always(engine: Engine) -> Engine:
    """The alert score is above the threshold whatever is said."""
    triage = replace(engine.limits.triage, alert=-1e9)
    return replace(engine, limits=replace(engine.limits, triage=triage))


def turn_off_notes(engine: Engine) -> Engine:
    """No note is due anywhere: none qualifies a quote, answers, is named by words, or belongs to anything."""
    corpus = engine.index.corpus
    silent = replace(
        corpus,
        notes=tuple(_silence(note) for note in corpus.notes),
        conflicts=tuple(replace(conflict, note=None) for conflict in corpus.conflicts),
        answers=tuple(
            replace(answer, body=tuple(replace(sentence, notes=()) for sentence in answer.body))
            for answer in corpus.answers
        ),
    )
    return with_corpus(engine, silent, emptied="notes")


def turn_off_conflicts(engine: Engine) -> Engine:
    """The text is taken to agree with itself."""
    return with_corpus(engine, replace(engine.index.corpus, conflicts=()), emptied="conflicts")


def fail_on_long_messages(request: Request) -> Request:
    """Raises TimeoutError for a message of more than 25 words, as a slow step with a time-out would."""
    messages: list[dict[str, Any]] = request.get("messages") or [{"content": request.get("question", "")}]
    words = len(str(messages[-1]["content"]).split())
    if words > LONG_WORDS:
        raise TimeoutError(f"{words} words took too long")
    return request


def _move(label: str, moved: Mapping[str, str]) -> str:
    """Another passage in a label that is a passage's id, or ends with one behind a slash; any other as it is."""
    place, slash, name = label.rpartition("/")
    return f"{place}{slash}{moved.get(name, name)}"


def _move_labels(classifiers: Classifiers, moved: Mapping[str, str]) -> Classifiers:
    """The classifiers with every label moved, whichever of them have passages for labels."""
    labelled = {
        one.name: classifier
        for one in fields(classifiers)
        if isinstance(classifier := getattr(classifiers, one.name), LabelClassifier | NgramClassifier)
    }
    changed: dict[str, Any] = {
        name: replace(classifier, labels=tuple(_move(label, moved) for label in classifier.labels))
        for name, classifier in labelled.items()
    }
    return replace(classifiers, **changed)


def _silence(note: Note) -> Note:
    return replace(note, qualifies=(), terms=(), answers=False)


def _with_reader(engine: Engine, *, answer: float, refuse: float) -> Engine:
    reader = replace(engine.limits.reader, answer=answer, refuse=refuse)
    return replace(engine, limits=replace(engine.limits, reader=reader))
