"""A reply that breaks a promise is withheld."""

from dataclasses import replace

import pytest

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply
from assistant.verify import find_broken_promises, verify_reply


@pytest.fixture(scope="module")
def dose(engine: Engine) -> Reply:
    return answer_conversation(read_request({"question": "how long should tummy time be"}), engine)


def test_a_whole_reply_passes_unchanged(engine: Engine, dose: Reply) -> None:
    assert dose.citations
    assert find_broken_promises(dose, engine.index) == ()
    assert verify_reply(dose, engine.index) is dose


def test_a_changed_quote_is_withheld(engine: Engine, dose: Reply) -> None:
    forged = replace(dose.citations[0], quote=dose.citations[0].quote + " ")
    verified = verify_reply(replace(dose, citations=(forged, *dose.citations[1:])), engine.index)
    assert (verified.outcome, verified.citations, verified.notes) == ("not_covered", (), ())


def test_an_offset_by_one_is_withheld(engine: Engine, dose: Reply) -> None:
    moved = replace(dose.citations[0], start=dose.citations[0].start + 1, end=dose.citations[0].end + 1)
    assert find_broken_promises(replace(dose, citations=(moved, *dose.citations[1:])), engine.index)


def test_a_missing_note_is_withheld(engine: Engine, dose: Reply) -> None:
    assert dose.notes
    faults = find_broken_promises(replace(dose, notes=()), engine.index)
    assert any("note" in fault for fault in faults)


def test_a_list_item_without_its_introduction_is_withheld(engine: Engine, dose: Reply) -> None:
    kept = tuple(one for one in dose.citations if not one.quote.endswith(":"))
    assert len(kept) < len(dose.citations)
    assert find_broken_promises(replace(dose, citations=kept), engine.index)


def test_a_marker_that_names_nothing_is_withheld(engine: Engine, dose: Reply) -> None:
    assert find_broken_promises(replace(dose, text=dose.text + " [77]"), engine.index) == ("marker [77] names nothing",)


def test_an_emergency_with_a_citation_is_withheld_and_its_alert_stays(engine: Engine, dose: Reply) -> None:
    limp = answer_conversation(read_request({"question": "hes gone limp and wont wake up"}), engine)
    forged = replace(limp, citations=dose.citations, notes=dose.notes)
    verified = verify_reply(forged, engine.index)
    assert verified.outcome == "alert"
    assert verified.alert == limp.alert
    assert limp.alert is not None
    assert verified.text.startswith(f"**{limp.alert.text}")
