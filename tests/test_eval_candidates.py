"""The assistant and the floors as candidates, judged alike; memory for embeddings changes no reply."""

from dataclasses import replace

from assistant.engine import Engine
from evals.candidates import ASSISTANT, assistant_candidate, floor_candidates
from evals.case import sample_cases
from evals.case_file import load_cases
from evals.grounding import check_places, check_quotes
from evals.remember import remember_embeddings
from evals.texts import read_texts

ASKED = {"question": "How many times a day should he lie on his stomach?"}


def test_floors_answer_in_the_contract_with_quotes_that_hold(engine: Engine) -> None:
    texts = read_texts(engine.index)
    bm25, dense, refuse = floor_candidates(engine)
    replies = {one.name: one.answer(ASKED) for one in (bm25, dense, refuse)}
    assert {name: (reply.outcome, len(reply.citations)) for name, reply in replies.items()} == {
        "bm25": ("answered", 1), "dense": ("answered", 3), "refuse": ("not_covered", 0),
    }  # fmt: skip
    assert all(check_quotes(reply, texts).whole and check_places(reply, texts).whole for reply in replies.values())
    assert (bm25.rank is None, dense.rank is None, refuse.rank is None) == (False, False, True)


def test_the_bm25_floor_cites_the_sentence_that_shares_most_words(engine: Engine) -> None:
    bm25 = floor_candidates(engine)[0]
    reply = bm25.answer({"question": "cervical lordosis physiological forward bending of the spine"})
    assert "cervical lordosis" in reply.citations[0].quote


def test_a_question_that_shares_no_word_with_the_text_is_refused_by_bm25(engine: Engine) -> None:
    assert floor_candidates(engine)[0].answer({"question": "xylophone zebra"}).outcome == "not_covered"


def test_remembering_embeddings_changes_no_reply(engine: Engine) -> None:
    plain, remembering = assistant_candidate(engine, engine), remember_embeddings(engine)
    other = assistant_candidate(remembering, remembering)
    for case in sample_cases(load_cases(engine.index.corpus, split="dev"), 12):
        request = case.asked.as_request()
        for _ in range(2):
            assert replace(other.answer(request), timing_ms=None) == replace(plain.answer(request), timing_ms=None)
    assert plain.name == ASSISTANT
