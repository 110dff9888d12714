"""A collection and an engine -> nDCG@10, recall and MRR of BM25, of the plain encoder, and of the engine's ranking.

Whole documents are the passages, as in the published figures. The engine ranks the first hundred of BM25 and of the
cosine, by the weights that were fitted for the product; nothing is fitted here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.retrieve import find_passages
from evals.bare_index import Floats, Passage, Rankers, embed_passages, index_passages
from evals.datasets import Collection, Query
from evals.estimate import Estimate, estimate_mean
from evals.ranking import ndcg_at, recall_at, reciprocal_rank
from ingest.lexical import Lexical, build_lexical

CANDIDATES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalRow:
    """One ranker's figures over all queries of a collection."""

    ranker: str
    ndcg_at_10: Estimate
    recall_at_5: Estimate
    recall_at_100: Estimate
    mrr_at_10: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    """A collection's passages with all that ranks them; plain: the vectors of the encoder as it was published."""

    passages: tuple[Passage, ...]
    plain: Floats
    vectors: Floats
    tokens: tuple[Floats, ...]
    lexical: Lexical


def evaluate_retrieval(
    collection: Collection, rankers: Rankers, threads: int, on_step: Callable[[], None] = lambda: None
) -> tuple[RetrievalRow, ...]:
    """Rank the collection for each query by each ranker. on_step is called once a document and once a query."""
    library = _build_library(collection, rankers, threads, on_step)
    rankings: dict[str, list[list[str]]] = {name: [] for name in rankers.names}
    for query in collection.queries:
        for ranking, found in zip(rankings.values(), _rank(query, library, rankers), strict=True):
            ranking.append(found)
        on_step()
    return tuple(measure(name, ranking, collection.queries) for name, ranking in rankings.items())


def measure(ranker: str, rankings: Sequence[Sequence[str]], queries: Sequence[Query]) -> RetrievalRow:
    """The means of a ranker's measures over the queries; recall counts relevant documents."""
    pairs = list(zip(rankings, [query.relevant for query in queries], strict=True))
    return RetrievalRow(
        ranker=ranker,
        ndcg_at_10=estimate_mean(ndcg_at(10, ranking, relevant) for ranking, relevant in pairs),
        recall_at_5=estimate_mean(recall_at(5, ranking, [{one} for one in relevant]) for ranking, relevant in pairs),
        recall_at_100=estimate_mean(
            recall_at(100, ranking, [{one} for one in relevant]) for ranking, relevant in pairs
        ),
        mrr_at_10=estimate_mean(reciprocal_rank(ranking[:10], relevant) for ranking, relevant in pairs),
    )


def _build_library(collection: Collection, rankers: Rankers, threads: int, on_step: Callable[[], None]) -> _Library:
    passages = tuple(Passage(id=name, section=f"d{name}", text=text) for name, text in collection.documents.items())
    vectors, tokens = embed_passages(passages, rankers.engine.index.encoder, threads, on_step)
    plain = vectors if rankers.same_encoder else embed_passages(passages, rankers.plain, threads)[0]
    lexical = build_lexical([one.text for one in passages])
    return _Library(passages=passages, plain=plain, vectors=vectors, tokens=tokens, lexical=lexical)


def _rank(query: Query, library: _Library, rankers: Rankers) -> tuple[list[str], list[str], list[str]]:
    """The first hundred by BM25, by the plain encoder's cosine, and by the engine among its own candidates."""
    index, limits = rankers.engine.index, rankers.engine.limits
    by_words = [position for position, _ in library.lexical.search(query.text, CANDIDATES)]
    by_plain = _nearest(library.plain, rankers.plain.embed([query.text]).vectors[0])
    by_cosine = _nearest(library.vectors, index.encoder.embed([query.text]).vectors[0])
    both = sorted({*by_words, *by_cosine})
    candidates = index_passages(
        [library.passages[position] for position in both],
        library.vectors[both],
        [library.tokens[position] for position in both],
        index,
    )
    order = find_passages(query.text, candidates, limits.passages).order
    names = [passage.id for passage in library.passages]
    return (
        [names[position] for position in by_words],
        [names[position] for position in by_plain],
        [names[both[place]] for place in order[:CANDIDATES]],
    )


def _nearest(vectors: Floats, vector: Floats) -> list[int]:
    return [int(position) for position in np.argsort(-(vectors @ vector), kind="stable")[:CANDIDATES]]
