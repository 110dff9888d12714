"""A question -> every sentence of the guidance with its signals and rank; it does not decide what answers.

Four signals rank the sentences: the cosine to the sentence, the cosine to the nearest question of its bank, late
interaction (mean over the question's tokens of the best token of the sentence; Khattab and Zaharia 2020,
arXiv:2004.12832), and the cosine to its section. BM25 is a fifth, whose weight is fitted like the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.likeness import best_by_label
from assistant.limits import PassageWeights
from ingest.index import Index

Floats = NDArray[np.float32]
LEXICAL_CANDIDATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """All sentences of the index with a score each; arrays of shape (n,), in the order of the index's sentences.

    question: its first view; vector: the question's unit vector; order: sentence positions, best first.
    """

    question: str
    vector: Floats
    dense: Floats
    bank: Floats
    late: Floats
    score: Floats
    order: tuple[int, ...]


def find_passages(views: tuple[str, ...], index: Index, weights: PassageWeights) -> Passages:
    """Score every sentence for a question, given as one or more views of it (the whole, the sentence that asks).

    Exact search: below some 10,000 sentences a matrix product finds everything faster than an approximate index.
    """
    embedded = index.encoder.embed(list(views))
    vector = _unit(embedded.vectors.mean(axis=0))
    dense = index.vectors @ vector
    bank = _score_bank(vector, dense, index)
    late = np.stack([index.token_vectors.max_sim(tokens) for tokens in embedded.tokens]).mean(axis=0).astype(np.float32)
    signals = (
        (weights.dense, dense),
        (weights.bank, bank),
        (weights.late, late),
        (weights.section, index.section_vectors @ vector),
        (weights.lexical, _score_lexical(views[-1], index)),
    )
    score = np.zeros_like(dense)
    for weight, values in signals:
        score += weight * _standardise(values)
    order = tuple(int(position) for position in np.argsort(-score, kind="stable"))
    return Passages(question=views[0], vector=vector, dense=dense, bank=bank, late=late, score=score, order=order)


def _score_bank(vector: Floats, dense: Floats, index: Index) -> Floats:
    """The nearest question of each sentence's bank; a sentence without one counts by its own cosine."""
    best = best_by_label(vector, index.banks["answered"])
    return np.array(
        [best.get(sentence.passage_id, dense[position]) for position, sentence in enumerate(index.sentences)],
        dtype=np.float32,
    )


def _score_lexical(question: str, index: Index) -> Floats:
    scores = np.zeros(len(index.sentences), dtype=np.float32)
    for position, score in index.lexical.search(question, LEXICAL_CANDIDATES):
        scores[position] = score
    return scores


def _standardise(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def _unit(vector: Floats) -> Floats:
    return (vector / np.linalg.norm(vector)).astype(np.float32)
