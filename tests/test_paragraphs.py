"""The reply's paragraphs: leads stand above what they qualify, and questions refused alike get one refusal."""

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.paragraphs import LEADS_ON_TOP
from assistant.reply import Reply

LATE = "he is nearly 3 months and does not lift his head at all on the tummy, when do we see someone and whom"


def ask(engine: Engine, question: str) -> Reply:
    return answer_conversation(read_request({"question": question}), engine)


@pytest.mark.parametrize("question", [LATE, "is a neck ring in the bath ok", "can I put him to sleep on a pillow"])
def test_a_lead_stands_above_the_first_quote_that_it_qualifies(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    spans = {note.id: note.qualifies for note in engine.index.corpus.notes}
    for note in reply.notes:
        lead = reply.text.find(f"{note.lead}")
        places = [
            reply.text.find(f"” [{one.number}]")
            for one in reply.citations
            if any(span.overlaps(one.document, one.start, one.end) for span in spans[note.id])
        ]
        assert lead >= 0, note.id
        assert all(lead < place for place in places), note.id


def test_at_most_three_leads_of_quotes_come_before_the_first_quote(engine: Engine) -> None:
    reply = ask(engine, LATE)
    top = reply.text.partition("\n> ")[0]
    assert len(reply.notes) > LEADS_ON_TOP
    assert sum(f"**{note.lead}**" in top for note in reply.notes) <= LEADS_ON_TOP


def test_questions_that_are_refused_alike_get_one_refusal_without_headings(engine: Engine) -> None:
    reply = ask(engine, "Who won the football last night? And which car is cheapest to insure?")
    assert [part.outcome for part in reply.parts] == ["not_covered", "not_covered"]
    assert "On “" not in reply.text
    assert reply.text.count("outside this guidance") == 1


def test_questions_with_the_same_answer_get_it_once(engine: Engine) -> None:
    reply = ask(engine, "Is the neck ring in the bath ok? Please tell me, is the neck ring in the bath ok?")
    assert [part.outcome for part in reply.parts] == ["answered", "answered"]
    quotes = [line for line in reply.text.splitlines() if line.startswith("> ")]
    assert len(quotes) == len(set(quotes)) == len(reply.citations)


def test_a_refusal_names_nothing_as_nearest_that_has_nothing_to_do_with_the_question(engine: Engine) -> None:
    assert "The nearest that it covers" not in ask(engine, "Which car is cheapest to insure?").text
