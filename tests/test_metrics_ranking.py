"""Retrieval measures, by hand and against LlamaIndex's evaluators on the same run."""

from pathlib import Path

import pytest
from example_suite import TEXTS, make_case, span
from llama_index.core.evaluation.retrieval.evaluator import RetrieverEvaluator
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.engine import Engine
from evals.candidates import rank_sentences
from evals.case import sample_cases
from evals.case_file import load_cases
from evals.found import Ranks, score_ranking
from evals.ranking import average_precision, ndcg_at, precision_at_1, recall_at, reciprocal_rank
from evals.remember import remember_embeddings

RANKING = ["a", "b", "c", "d", "e"]


def test_measures_by_hand() -> None:
    assert precision_at_1(RANKING, {"a", "d"}) == 1.0
    assert reciprocal_rank(RANKING, {"c", "d"}) == pytest.approx(1 / 3)
    assert average_precision(RANKING, {"b", "d", "z"}) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert ndcg_at(3, RANKING, {"b", "d"}) == pytest.approx((1 / 1.5849625) / (1 + 1 / 1.5849625))
    assert recall_at(2, RANKING, [{"b", "z"}, {"c"}]) == 0.5


def test_the_best_ranking_has_1_and_one_without_gold_0() -> None:
    assert ndcg_at(10, RANKING, set(RANKING)) == average_precision(RANKING, {"a"}) == 1.0
    assert [measure([], {"a"}) for measure in (precision_at_1, reciprocal_rank, average_precision)] == [0, 0, 0]


def test_a_question_to_which_nothing_is_relevant_measures_nothing() -> None:
    with pytest.raises(ValueError, match="Nothing is relevant"):
        ndcg_at(10, RANKING, set())


def test_sentences_that_overlap_gold_are_relevant(tmp_path: Path) -> None:
    case = make_case(tmp_path, gold={"facts": [["at 2 weeks"], ["hanging toys"]]})
    places = [TEXTS.order.index(next(one for one in TEXTS.order if words in one.text)) for words in ("2 weeks", "toys")]
    others = [place for place in range(len(TEXTS.order)) if place not in places]
    ranks = score_ranking(case.gold, [places[0], *others, places[1]], TEXTS)
    assert ranks is not None
    assert (ranks.p_at_1, ranks.reciprocal_rank, ranks.recall_at_5) == (1.0, 1.0, 0.5 if len(others) > 3 else 1.0)
    assert span("hanging toys").start == TEXTS.order[places[1]].start


def test_an_empty_ranking_scores_0_and_no_gold_scores_nothing(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    refused = make_case(tmp_path, kind="off_topic", gold={"outcomes": ["not_covered"], "facts": []})
    zero = Ranks(p_at_1=0.0, reciprocal_rank=0.0, average_precision=0.0, ndcg_at_10=0.0, recall_at_5=0.0)
    assert score_ranking(case.gold, [], TEXTS) == zero
    assert score_ranking(refused.gold, [0, 1], TEXTS) is None


class EngineRetriever(BaseRetriever):
    """The engine's ranking as LlamaIndex sees a retriever: the first ten sentences as nodes."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        order = rank_sentences({"question": query_bundle.query_str}, self.engine)[:10]
        sentences = [self.engine.index.sentences[place] for place in order]
        return [NodeWithScore(node=TextNode(id_=one.passage_id, text=one.text), score=1.0) for one in sentences]


def test_our_measures_agree_with_llama_indexs_on_the_same_run(engine: Engine) -> None:
    remembering = remember_embeddings(engine)
    evaluator = RetrieverEvaluator.from_metric_names(
        ["mrr", "ndcg", "recall", "ap"], retriever=EngineRetriever(remembering)
    )
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), 40)
    for case in (one for one in cases if one.gold.facts and len(one.asked.turns) == 1):
        relevant = {
            sentence.passage_id
            for sentence in engine.index.sentences
            for fact in case.gold.facts
            for gold in fact.spans
            if gold.start < sentence.end and sentence.start < gold.end
        }
        question = case.asked.user_messages[-1]
        theirs = evaluator.evaluate(question, sorted(relevant)).metric_vals_dict
        order = rank_sentences({"question": question}, remembering)
        ranking = [engine.index.sentences[place].passage_id for place in order][:10]
        assert {
            "mrr": reciprocal_rank(ranking, relevant),
            "ndcg": ndcg_at(10, ranking, relevant),
            "recall": recall_at(10, ranking, [{one} for one in relevant]),
            "ap": average_precision(ranking, relevant),
        } == pytest.approx(theirs)
