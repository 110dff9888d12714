"""Sentences without questions of their own -> an order in which they answer a question, by fixed weights.

Cosine, late interaction, the section's cosine and BM25. It puts documents with and without questions on one scale, and
proves drafts; assistant/general.py ranks better, by more signs, and knows banks no more than this does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoder
from ingest.index import section_means
from ingest.lexical import Lexical, build_lexical
from ingest.sentence import Sentence
from ingest.token_vectors import TokenVectors, stack_token_vectors

Floats = NDArray[np.float32]
PLAIN = {"dense": 1.0, "late": 2.0, "section": 0.5, "lexical": 1.0}
"""The weights where a document has no questions to learn from; see evals/LOG.md."""
LEXICAL_CANDIDATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRanker:
    """The sentences of one document with all that ranks them, row i for sentence i."""

    encoder: Encoder
    vectors: Floats
    section_vectors: Floats
    token_vectors: TokenVectors
    lexical: Lexical

    def rank(self, question: str) -> tuple[int, ...]:
        """Rank the sentences for a question: their places, best first."""
        embedded = self.encoder.embed([question])
        vector = embedded.vectors[0]
        signals = {
            "dense": standardise(self.vectors @ vector),
            "late": standardise(self.token_vectors.max_sim(embedded.tokens[0])),
            "section": standardise(self.section_vectors @ vector),
            "lexical": standardise(score_lexical(question, self.lexical, len(self.vectors))),
        }
        return tuple(int(place) for place in np.argsort(-weigh_plainly(signals), kind="stable"))


def make_ranker(sentences: Sequence[Sentence], encoder: Encoder) -> PlainRanker:
    """Embed a document's sentences, at least one: some 10 ms each."""
    texts = [sentence.text for sentence in sentences]
    embedded = encoder.embed(texts)
    return PlainRanker(
        encoder=encoder,
        vectors=embedded.vectors,
        section_vectors=section_means(tuple(sentences), embedded.vectors),
        token_vectors=stack_token_vectors([rows.astype(np.float16) for rows in embedded.tokens]),
        lexical=build_lexical(texts),
    )


def weigh_plainly(signals: Mapping[str, Floats]) -> Floats:
    """Weigh standardised signals, rows of shape (n,), named as in PLAIN; the sum is standardised again."""
    return standardise(sum((PLAIN[name] * signals[name] for name in PLAIN), np.zeros_like(signals["dense"])))


def score_lexical(question: str, lexical: Lexical, sentences: int) -> Floats:
    """Score so many sentences by BM25; those without a shared word, or beyond the first fifty, score 0."""
    scores = np.zeros(sentences, dtype=np.float32)
    for place, score in lexical.search(question, LEXICAL_CANDIDATES):
        scores[place] = score
    return scores


def standardise(values: Floats) -> Floats:
    """Shift and scale to mean 0 and deviation 1; zeros where all are equal."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
