"""A question -> every sentence of the guidance with its signals and rank; it does not decide what answers.

Signals of two kinds. Of the sentence: its cosine, late interaction (mean over the question's tokens of the best token
of the sentence; Khattab and Zaharia 2020, arXiv:2004.12832), the cosine to its section, BM25. Of the questions that it
answers: the cosine to the nearest, and two classifiers, by meaning and by words, that were fitted on all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.likeness import best_by_label
from assistant.limits import PassageWeights
from assistant.question import LEANING, Need
from ingest.classifiers import label_subject
from ingest.general import score_lexical, standardise, weigh_generally
from ingest.index import Index

Floats = NDArray[np.float32]
WITHOUT_QUESTIONS = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """All sentences of the index with a score each; arrays of shape (n,), in the order of the index's sentences.

    vector: the question's unit vector; order: sentence positions, best first; subjects: the log-probability of each
    thing that the banks' questions are about, by `ingest.classifiers.label_subject`; empty without such questions.
    """

    question: str
    vector: Floats
    subjects: Mapping[str, float]
    dense: Floats
    bank: Floats
    late: Floats
    score: Floats
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """A question's unit vector, and how near each sentence is: raw where others read it, and all signals standardised.

    Arrays of shape (n,), in the order of the index's sentences; the names are those of PassageWeights.
    """

    vector: Floats
    subjects: Mapping[str, float]
    dense: Floats
    bank: Floats
    late: Floats
    standardised: dict[str, Floats]


def find_passages(question: str, index: Index, weights: PassageWeights) -> Passages:
    """Score every sentence for a question.

    Exact search: below some 10,000 sentences a matrix product finds everything faster than an approximate index.
    """
    seen = read_question_signals(question, index)
    score = np.zeros_like(seen.dense)
    for name, values in seen.standardised.items():
        score += getattr(weights, name) * values
    order = tuple(int(position) for position in np.argsort(-score, kind="stable"))
    return Passages(
        question=question,
        vector=seen.vector,
        subjects=seen.subjects,
        dense=seen.dense,
        bank=seen.bank,
        late=seen.late,
        score=score,
        order=order,
    )


def find_in_context(need: Need, index: Index, weights: PassageWeights) -> tuple[Passages, Passages]:
    """What ranks for a need, blended with what it leans on, and what ranks for its own words alone.

    Whichever of the two weighs more lends the blend its question and vector.
    """
    own = find_passages(need.own, index, weights)
    if not need.lean:
        return own, own
    whole = find_passages(need.whole, index, weights)
    score = need.lean * whole.score + (1 - need.lean) * own.score
    order = tuple(int(position) for position in np.argsort(-score, kind="stable"))
    return replace(whole if need.lean >= LEANING else own, score=score, order=order), own


def read_question_signals(question: str, index: Index) -> Signals:
    """Compare a question with every sentence in each of the ways that are weighed."""
    embedded = index.encoder.embed([question])
    vector = embedded.vectors[0]
    dense = index.vectors @ vector
    late = index.token_vectors.max_sim(embedded.tokens[0])
    of_sentences = {
        "dense": standardise(dense),
        "late": standardise(late),
        "section": standardise(index.section_vectors @ vector),
        "lexical": standardise(score_lexical(question, index.lexical, len(index.sentences))),
    }
    general = weigh_generally(of_sentences)
    nearest = best_by_label(vector, index.banks["answered"])
    subjects = _judge_subjects(vector, index)
    of_questions = {
        "bank": _spread_over(nearest, general, index),
        "passage": _spread_over(_of_passages(subjects), general, index),
        "passage_words": _spread_over(_judge_words(question, index), general, index),
    }
    return Signals(
        vector=vector,
        subjects=subjects,
        dense=dense,
        bank=_score_bank(nearest, dense, index),
        late=late,
        standardised=of_sentences | of_questions,
    )


def _judge_subjects(vector: Floats, index: Index) -> dict[str, float]:
    classifier = index.classifiers.subject
    if classifier is None:
        return {}
    return dict(zip(classifier.labels, classifier.decide(vector).tolist(), strict=True))


def _of_passages(subjects: Mapping[str, float]) -> dict[str, float]:
    """The subjects that are passages, by passage id."""
    passages = label_subject("answered", "")
    return {name.removeprefix(passages): value for name, value in subjects.items() if name.startswith(passages)}


def _judge_words(question: str, index: Index) -> dict[str, float]:
    classifier = index.classifiers.passage_words
    if classifier is None:
        return {}
    return dict(zip(classifier.labels, classifier.decide(question).tolist(), strict=True))


def _spread_over(by_passage: dict[str, float], general: Floats, index: Index) -> Floats:
    """Values of the passages that have questions, standardised, as a row of shape (n,).

    A sentence of a document without any questions counts by the general mechanism instead; one that was left without
    questions where others have some answers nothing, and counts as one deviation below the mean.
    """
    places = {sentence.passage_id: place for place, sentence in enumerate(index.sentences)}
    held = [places[passage] for passage in by_passage if passage in places]
    values = general.copy()
    if not held:
        return values
    asked = {index.sentences[place].document_id for place in held}
    values[[sentence.document_id in asked for sentence in index.sentences]] = WITHOUT_QUESTIONS
    values[held] = standardise(np.array([by_passage[index.sentences[place].passage_id] for place in held], np.float32))
    return values


def _score_bank(nearest: dict[str, float], dense: Floats, index: Index) -> Floats:
    """The cosine of the nearest question of each sentence's bank; a sentence without one counts by its own cosine."""
    return np.array(
        [nearest.get(sentence.passage_id, dense[position]) for position, sentence in enumerate(index.sentences)],
        dtype=np.float32,
    )
