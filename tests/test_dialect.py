"""Our own words are spelled as the parent writes; what is quoted is not touched."""

from __future__ import annotations

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.dialect import read_dialect
from assistant.engine import Engine
from evals.own_words import plain

FIT = "he had a fit a minute ago, {} saw it all"


@pytest.mark.parametrize(
    ("messages", "dialect"),
    [
        (["my mum says the colour is fine"], "british"),
        (["My MOM asks about diapers"], "american"),
        (["how long is tummy time"], "american"),
        (["nappy changes with a crib", "and the cot?"], "british"),
        ([""], "american"),
    ],
)
def test_the_spelling_is_that_of_most_words_that_tell(messages: list[str], dialect: str) -> None:
    assert read_dialect(messages) == dialect


def test_an_alert_is_spelled_as_the_parent_writes(engine: Engine) -> None:
    british, american = (
        answer_conversation(read_request({"question": FIT.format(word)}), engine) for word in ("mum", "mom")
    )
    assert british.alert
    assert american.alert
    assert british.alert.situation == american.alert.situation
    assert "blue colour" in british.text
    assert "blue colour" in british.alert.text
    assert "blue color " in american.text
    assert "blue color " in american.alert.text
    assert plain(british.text) == plain(american.text)


def test_quotes_and_sources_keep_their_spelling(engine: Engine) -> None:
    question = "My mum wants a mobile over the cot, which toys are right?"
    reply = answer_conversation(read_request({"question": question}), engine)
    assert "crib" in " ".join(one.quote for one in reply.citations)
    assert all(one.quote in reply.text for one in reply.citations)
    notes = " ".join(note.lead for note in reply.notes)
    assert "cot" in notes
    assert "crib" not in notes
    assert "American Academy of Pediatrics" in reply.text


def test_a_heading_repeats_the_parents_own_words(engine: Engine) -> None:
    question = "My mum and nan ask: can he hold his head at 4 months? And does the diaper matter for tummy time?"
    reply = answer_conversation(read_request({"question": question}), engine)
    headings = [line for line in reply.text.splitlines() if line.startswith("On “")]
    assert headings
    assert all(any(part.question in line for part in reply.parts) for line in headings)
    assert "nappy" not in "".join(headings)
