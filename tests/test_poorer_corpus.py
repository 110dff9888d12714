"""An engine without its reviewed answers: it answers the same questions, in the text's words alone."""

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from evals.poorer_corpus import drop_reviewed_answers

ASKED = {"question": "Is one minute of tummy time enough to do anything?"}


def test_no_reply_comes_from_a_reviewed_answer(engine: Engine) -> None:
    with_answers = answer_conversation(read_request(ASKED), engine)
    without = answer_conversation(read_request(ASKED), drop_reviewed_answers(engine))
    assert (with_answers.source, without.source) == ("reviewed", "extractive")
    assert without.outcome == "answered"
    assert without.citations


def test_refusals_still_suggest_questions_from_those_of_the_passages(engine: Engine) -> None:
    poorer = drop_reviewed_answers(engine)
    reply = answer_conversation(read_request({"question": "Which car seat is cheapest?"}), poorer)
    assert reply.outcome == "not_covered"
    assert len(reply.suggestions) == 3
