"""Documents without questions: their sentences are ranked and judged by signs that were learned on other texts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.engine import Engine
from assistant.general import SIGNS, read_asked, read_signs, score_signs
from assistant.limits import read_general_limits, read_limits
from assistant.read import select_evidence
from assistant.retrieve import find_passages, find_unasked
from assistant.shared_words import find_shared_words
from assistant.sureness import judge_signs, read_sureness
from evals.bare_index import Passage, embed_passages, index_passages
from ingest.index import Index
from ingest.lexical import build_lexical
from ingest.token_vectors import stack_token_vectors
from ingest.word_table import build_word_table

TEXTS = {
    "bread": ("Bread is made of flour.", "Yeast makes it rise.", "It is baked for 40 minutes in a hot oven."),
    "penguins": ("Penguins are birds of the south.", "They swim well.", "John Davis saw them in 1586 off Patagonia."),
}


@pytest.fixture(scope="module")
def index(engine: Engine) -> Index:
    passages = [
        Passage(id=f"{section}{number}", section=section, text=text)
        for section, texts in TEXTS.items()
        for number, text in enumerate(texts)
    ]
    return index_passages(passages, *embed_passages(passages, engine.index.encoder, threads=1), engine.index)


@pytest.mark.parametrize(
    ("question", "best"),
    [("Who saw penguins off Patagonia?", 5), ("What makes bread rise?", 1), ("How long is bread baked?", 2)],
)
def test_the_sentence_that_answers_comes_first(index: Index, question: str, best: int) -> None:
    assert find_passages(question, index, read_limits().passages).order[0] == best


def test_the_answer_is_more_likely_where_it_stands(index: Index) -> None:
    asked = read_asked("How long is bread baked?", index.encoder)
    limits = read_general_limits()
    there, elsewhere = (read_signs(asked, index, np.array(rows)) for rows in ([0, 1, 2, 3, 4, 5], [3, 4, 5]))
    sure, unsure = (judge_signs(one, score_signs(one, limits.ranking), limits) for one in (there, elsewhere))
    assert sure > limits.answer > limits.refuse > unsure


def test_only_the_sentences_asked_of_are_read(index: Index) -> None:
    signs = read_signs(read_asked("What makes bread rise?", index.encoder), index, np.array([2, 3, 5]))
    assert signs.rows.tolist() == [2, 3, 5]
    assert signs.values[:, SIGNS.index("cover_section")].tolist() == pytest.approx([1 / 2, 0, 0], abs=0.2)


def test_every_sign_and_feature_has_a_weight(index: Index) -> None:
    signs = read_signs(read_asked("Who?", index.encoder), index, np.arange(6))
    limits = read_general_limits()
    assert set(limits.ranking) == set(SIGNS)
    assert set(limits.judgement) == set(read_sureness(signs, score_signs(signs, limits.ranking)))


@given(question=st.text(max_size=40))
@example(question="")
@example(question="?")
@example(question="the of and")
@example(question="\ud800 bread")
def test_any_question_gives_finite_signs(index: Index, question: str) -> None:
    signs = read_signs(read_asked(question, index.encoder), index, np.array([0, 4]))
    assert signs.values.shape == (2, len(SIGNS))
    assert np.isfinite(signs.values).all()
    assert 0 < judge_signs(signs, score_signs(signs, read_general_limits().ranking), read_general_limits()) < 1


def test_a_word_tells_more_the_fewer_sentences_have_it(index: Index) -> None:
    shared = find_shared_words("bread, penguins, yeast, cheese", index.words, np.arange(6))
    share = dict(zip([word.stem for word in shared.words], shared.share.tolist(), strict=True))
    assert share["chees"] > share["yeast"] == share["bread"]
    assert shared.known.tolist() == [True, True, True, False]
    assert sum(share.values()) == pytest.approx(1)


def test_many_sentences_are_thinned_to_candidates_that_keep_the_best(engine: Engine) -> None:
    texts = [f"Number {number} is a filler about ships and sails." for number in range(250)]
    passages = [
        Passage(id=str(number), section=f"s{number}", text=text)
        for number, text in enumerate([*texts, "Yeast makes the bread rise."])
    ]
    index = index_passages(passages, *embed_passages(passages, engine.index.encoder, threads=1), engine.index)
    found = find_passages("What makes bread rise?", index, read_limits().passages)
    assert found.unasked is not None
    assert (found.order[0], len(found.unasked.rows)) == (250, 251)
    assert len(found.unasked.signs.rows) < 130
    assert len(set(found.order)) == 251


def test_a_corpus_with_questions_alone_is_ranked_as_before(engine: Engine) -> None:
    assert find_unasked(engine.index).tolist() == []
    assert find_passages("how long should tummy time be", engine.index, engine.limits.passages).unasked is None


def test_documents_without_questions_answer_or_stay_silent(index: Index) -> None:
    for question, verdict, cited in (
        ("How long is bread baked?", "answered", (2,)),
        ("Which vaccine is due at two months?", "refused", ()),
    ):
        passages = find_passages(question, index, read_limits().passages)
        found = select_evidence(passages, passages, index, read_limits().reader)
        assert (found.verdict, found.sentences[:1]) == (verdict, cited)


def test_beside_a_document_with_questions_one_without_still_answers(engine: Engine, index: Index) -> None:
    both = _join(engine.index, index)
    free = find_unasked(both)
    assert len(free) == 6
    passages = find_passages("How many minutes is bread baked in the oven?", both, engine.limits.passages)
    found = select_evidence(passages, passages, both, engine.limits.reader)
    assert (found.verdict, both.sentences[found.sentences[0]].text) == ("answered", TEXTS["bread"][2])
    asked = find_passages("how long should tummy time be", both, engine.limits.passages)
    assert both.sentences[asked.order[0]].document_id != "data-set"


def _join(one: Index, other: Index) -> Index:
    sentences = one.sentences + other.sentences
    tokens = [
        np.asarray(index.token_vectors.values[start:end], dtype=np.float32)
        for index in (one, other)
        for start, end in zip(index.token_vectors.offsets, index.token_vectors.offsets[1:], strict=False)
    ]
    return replace(
        one,
        sentences=sentences,
        vectors=np.concatenate([one.vectors, other.vectors]),
        section_vectors=np.concatenate([one.section_vectors, other.section_vectors]),
        token_vectors=stack_token_vectors(tokens),
        lexical=build_lexical([sentence.text for sentence in sentences]),
        words=build_word_table(sentences, {}),
    )
