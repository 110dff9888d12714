"""A question -> every sentence of the guidance with its signals and rank; it does not decide what answers.

Signals of two kinds. Of the sentence: its cosine, late interaction (mean over the question's tokens of the best token
of the sentence; Khattab and Zaharia 2020, arXiv:2004.12832), the cosine to its section, BM25. Of the questions that it
answers: the cosine to the nearest, and two classifiers, by meaning and by words, that were fitted on all of them.
The sentences of documents without such questions are ranked among each other by what `assistant/general.py` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from assistant.general import SIGNS, Asked, Signs, read_asked, read_signs, score_signs
from assistant.likeness import best_by_label
from assistant.limits import PassageWeights, read_general_limits
from assistant.question import LEANING, Need
from assistant.shared_words import Floats, Rows
from assistant.words import content_words
from ingest.classifiers import label_subject
from ingest.index import Index
from ingest.plain_ranker import score_lexical, standardise, weigh_plainly

WITHOUT_QUESTIONS = -1.0
TOLD_BEFORE = 3.0
"""By how much what ranked first for the message before goes back: the next comes first only if it is nearly as good.
On the held-out conversations the first two held an answer for 0.953 with it, 0.937 without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """All sentences of the index with a score each; arrays of shape (n,), in the order of the index's sentences.

    vector: the question's unit vector; order: sentence positions, best first; subjects: the log-probability of each
    thing that the banks' questions are about, by `ingest.classifiers.label_subject`; empty without such questions.
    unasked: what is seen in the documents without questions; None where every document has some.
    """

    question: str
    vector: Floats
    subjects: Mapping[str, float]
    dense: Floats
    bank: Floats
    late: Floats
    score: Floats
    order: tuple[int, ...]
    unasked: Unasked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """The documents without questions: their sentences' places, the signs of those in question, and these' scores."""

    rows: Rows
    signs: Signs
    scores: Floats


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
    unasked: Unasked | None


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
        unasked=seen.unasked,
    )


def find_in_context(need: Need, index: Index, weights: PassageWeights) -> tuple[Passages, Passages]:
    """What ranks for a need, blended with what it leans on, and what ranks for its own words alone.

    Whichever of the two weighs more lends the blend its question and vector; a subject of its own has a say in the
    vector as well. What answered the message before goes back a little where the new one names anything.
    """
    own = find_passages(need.own, index, weights)
    if not need.lean:
        return own, own
    whole = find_passages(need.whole, index, weights)
    score = need.lean * whole.score + (1 - need.lean) * own.score
    if content_words(need.own):
        score[find_passages(need.before, index, weights).order[0]] -= TOLD_BEFORE
    order = tuple(int(position) for position in np.argsort(-score, kind="stable"))
    base = whole if need.lean >= LEANING else own
    vector = _halve(whole.vector, own.vector) if need.subject and need.lean >= LEANING else base.vector
    return replace(base, vector=vector, score=score, order=order), own


def _halve(one: Floats, other: Floats) -> Floats:
    """The unit vector halfway between two."""
    middle = one + other
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)


def read_question_signals(question: str, index: Index) -> Signals:
    """Compare a question with every sentence in each of the ways that are weighed."""
    asked = read_asked(question, index.encoder)
    vector = asked.vector
    unasked = _read_unasked(asked, index)
    dense = index.vectors @ vector
    late = _score_late(asked, index, unasked)
    of_sentences = {
        "dense": standardise(dense),
        "late": standardise(late),
        "section": standardise(index.section_vectors @ vector),
        "lexical": standardise(score_lexical(question, index.lexical, len(index.sentences))),
    }
    general = weigh_plainly(of_sentences)
    if unasked:
        general = _order_unasked(general, unasked)
        for values in of_sentences.values():
            values[unasked.rows] = general[unasked.rows]
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
        unasked=unasked,
    )


def find_unasked(index: Index) -> Rows:
    """The places of the sentences whose document no bank asks about."""
    labels = set(index.banks["answered"].labels)
    asked = {sentence.document_id for sentence in index.sentences if sentence.passage_id in labels}
    return np.flatnonzero([sentence.document_id not in asked for sentence in index.sentences])


def _read_unasked(asked: Asked, index: Index) -> Unasked | None:
    rows = find_unasked(index)
    if not len(rows):
        return None
    signs = read_signs(asked, index, rows)
    return Unasked(rows=rows, signs=signs, scores=score_signs(signs, read_general_limits().ranking))


def _score_late(asked: Asked, index: Index, unasked: Unasked | None) -> Floats:
    """Late interaction of every sentence; of documents without questions for the candidates, the others get the least.

    All tokens of 4,000 sentences take 0.1 s to compare.
    """
    if unasked is None:
        return index.token_vectors.max_sim(asked.tokens)
    with_questions = np.setdiff1d(np.arange(len(index.sentences)), unasked.rows)
    read = np.concatenate([with_questions, unasked.signs.rows])
    found = index.token_vectors.compare(asked.tokens, with_questions)[0].sum(axis=1) / max(len(asked.tokens), 1)
    values = np.concatenate([found, unasked.signs.values[:, SIGNS.index("late")]])
    scores = np.full(len(index.sentences), values.min(), dtype=np.float32)
    scores[read] = values
    return scores


def _order_unasked(general: Floats, unasked: Unasked) -> Floats:
    """The same with the candidates among the unasked in the order of their own scores, their mean and spread kept.

    So they can be compared with documents that have questions. What is no candidate ranks below them.
    """
    rows = unasked.signs.rows
    values = general.copy()
    values[rows] = general[rows].mean() + general[rows].std() * standardise(unasked.scores)
    others = np.setdiff1d(unasked.rows, rows)
    values[others] = np.minimum(general[others], values[rows].min())
    return values


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
