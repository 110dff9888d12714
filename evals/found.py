"""A ranking of sentences and a case's gold -> where the gold was found; it does not rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.case import Fact, Gold
from evals.ranking import average_precision, ndcg_at, precision_at_1, recall_at, reciprocal_rank
from evals.texts import Texts, overlap_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Retrieval measures of one question, each between 0 and 1."""

    p_at_1: float
    reciprocal_rank: float
    average_precision: float
    ndcg_at_10: float
    recall_at_5: float


def score_ranking(gold: Gold, ranking: Sequence[int], texts: Texts) -> Ranks | None:
    """Measure a ranking of sentence positions, best first, an empty one as 0; None where no fact is gold.

    A sentence is relevant if it overlaps any span of a needed fact; recall@5 counts facts, of which one sentence is
    enough, the other measures count relevant sentences.
    """
    needs = [_sentences_of(fact, texts) for fact in gold.facts]
    relevant: frozenset[int] = frozenset().union(*needs)
    if not relevant:
        return None
    return Ranks(
        p_at_1=precision_at_1(ranking, relevant),
        reciprocal_rank=reciprocal_rank(ranking, relevant),
        average_precision=average_precision(ranking, relevant),
        ndcg_at_10=ndcg_at(10, ranking, relevant),
        recall_at_5=recall_at(5, ranking, needs),
    )


def _sentences_of(fact: Fact, texts: Texts) -> frozenset[int]:
    return frozenset(
        position
        for position, sentence in enumerate(texts.order)
        if any(overlap_characters(span, sentence.document_id, sentence.start, sentence.end) for span in fact.spans)
    )
