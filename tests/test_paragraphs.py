"""The reply's paragraphs: answer first, each warning above what it qualifies, nothing told twice."""

import re
from collections import Counter

import pytest

from assistant.baby import BabyAge
from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.leads import LEADS_ON_TOP
from assistant.paragraphs import write_alert
from assistant.reply import Citation, Reply
from assistant.triage import Finding, Triage
from assistant.wording import say
from ingest.editorial import Answer, Note, Situation

LATE = "he is nearly 3 months and does not lift his head at all on the tummy, when do we see someone and whom"
PREMATURE = "born at 33 weeks and is 4 months old. When should she hold her head? And how long should tummy time be?"
QUESTIONS = [
    LATE, PREMATURE, "is a neck ring in the bath ok", "can I put him to sleep on a pillow", "is massage good",
    "when do babies hold their head up", "what surface for tummy time", "do I need to support her head at 5 weeks",
    "why is my baby late holding her head", "what treatment is there for a weak neck", "does he have a brain problem",
    "he lifts head when lying on back, normal?", "whats the best exercise for a weak neck", "toys in tummy time",
]  # fmt: skip
OPENINGS = ("says", "says_qualified", "says_translated")


def ask(engine: Engine, question: str, **baby: float) -> Reply:
    return answer_conversation(read_request({"question": question, **({"baby": baby} if baby else {})}), engine)


def paragraphs_of(reply: Reply) -> list[str]:
    """The paragraphs above the rule."""
    return reply.text.partition("\n\n---\n\n")[0].split("\n\n")


def reviewed(engine: Engine, name: str) -> Answer:
    return next(one for one in engine.index.corpus.answers if one.id == name)


def note(engine: Engine, name: str) -> Note:
    return next(one for one in engine.index.corpus.notes if one.id == name)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_lead_stands_above_the_first_quote_that_it_qualifies(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    spans = {note.id: note.qualifies for note in engine.index.corpus.notes}
    for card in reply.notes:
        lead = reply.text.find(f"{card.lead}")
        places = [
            reply.text.find(f"” [{one.number}]")
            for one in reply.citations
            if any(span.overlaps(one.document, one.start, one.end) for span in spans[card.id])
        ]
        assert lead >= 0, card.id
        assert all(lead < place for place in places), card.id


def test_at_most_three_leads_of_quotes_come_before_the_first_quote(engine: Engine) -> None:
    reply = ask(engine, LATE)
    top = reply.text.partition("\n> ")[0]
    assert len(reply.notes) > LEADS_ON_TOP
    assert sum(f"**{note.lead}**" in top for note in reply.notes) <= LEADS_ON_TOP


def test_a_reviewed_answer_comes_before_the_leads_that_qualify_nothing_quoted_first(engine: Engine) -> None:
    reply = ask(engine, "whats the best exercise for a weak neck")
    assert reply.text.startswith(reviewed(engine, "strengthen-the-neck").body[0].sentence)
    assert len(reply.notes) > LEADS_ON_TOP
    assert paragraphs_of(reply)[-1].startswith("**")


def test_the_lead_of_what_is_quoted_first_comes_before_the_answer(engine: Engine) -> None:
    reply = ask(engine, "is a neck ring in the bath ok")
    assert reply.text.startswith(f"**{note(engine, 'neck-ring').lead}** [a]")


def test_a_resolution_comes_before_the_versions_and_they_before_the_quotes(engine: Engine) -> None:
    reply = ask(engine, "my boy is big, does size matter")
    assert not any(part.outcome == "not_covered" for part in reply.parts)
    places = [reply.text.index(words) for words in (reply.conflicts[0].resolution, "not consistent on this:", "\n> ")]
    assert places == sorted(places)


def test_a_lead_on_top_is_not_said_again_by_the_reviewed_answer(engine: Engine) -> None:
    reply = ask(engine, "can I hang toys over the crib")
    first, second, *_ = reviewed(engine, "toys-over-the-crib").body
    assert reply.text.startswith(f"**{note(engine, 'crib-toys').lead}**")
    assert first.sentence not in reply.text
    assert second.sentence in reply.text


def test_a_lead_that_the_reviewed_answer_says_stands_in_it_and_nowhere_else(engine: Engine) -> None:
    reply = ask(engine, "5 month old can't hold his head steady")
    lead = note(engine, "floppiness").lead
    assert "floppiness" in [card.id for card in reply.notes]
    assert reply.text.count(lead) == 1
    assert f"**{lead}**" not in reply.text
    assert reply.text.index(lead) < reply.text.index("\n> ")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_list_heading_is_shown_in_one_block_with_its_items(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    intros = {one.start: one.intro for one in engine.index.sentences}
    starts = {f"[{one.number}]": one.start for one in reply.citations}
    blocks = [paragraph.splitlines() for paragraph in paragraphs_of(reply) if paragraph.startswith(">")]
    for block in blocks:
        first, *items = [starts[line.rpartition(" ")[2]] for line in block]
        assert intros[first] is None
        assert all(engine.index.sentences[intros[item] or 0].start == first for item in items)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_warning_above_is_named_only_where_one_stands_above_the_first_quote(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    before, quoted, _ = reply.text.partition("\n> ")
    warned = any(f"**{card.lead}**" in before for card in reply.notes)
    first = before.strip().splitlines()[-1] if quoted else ""
    assert (first == say("answered.says_qualified")) <= warned
    assert (first == say("answered.says")) <= (not warned)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_mistranslated_is_introduced_as_such_and_comes_last(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    quotes = {f"[{one.number}]": one for one in reply.citations}
    opening = ""
    for paragraph in paragraphs_of(reply):
        opening = next((name for name in OPENINGS if paragraph == say(f"answered.{name}")), opening)
        if paragraph.startswith(">"):
            shown = [quotes[line.rpartition(" ")[2]] for line in paragraph.splitlines()]
            bad = any(_is_mistranslated(one, engine) for one in shown)
            assert bad == (opening == "says_translated"), paragraph


def _is_mistranslated(citation: Citation, engine: Engine) -> bool:
    return any(
        "mistransl" in one.reason and one.span.overlaps(citation.document, citation.start, citation.end)
        for one in engine.index.corpus.wording
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_has_more_marks_than_two_quotes_and_one_note(engine: Engine, question: str) -> None:
    for paragraph in paragraphs_of(ask(engine, question)):
        for run in re.findall(r"(?:\[\w+\] ?)+", paragraph):
            marks = re.findall(r"\w+", run)
            assert len([mark for mark in marks if mark.isdigit()]) <= 2 or paragraph.startswith(say("answered.above"))
            assert len([mark for mark in marks if not mark.isdigit()]) <= 1
            assert len(marks) == len(set(marks))


@pytest.mark.parametrize("question", [LATE, PREMATURE])
def test_several_answers_tell_nothing_twice(engine: Engine, question: str) -> None:
    reply = ask(engine, question)
    assert len(reply.parts) > 1
    openings = {say(f"answered.{name}") for name in OPENINGS}
    lines = [line for paragraph in paragraphs_of(reply) for line in paragraph.splitlines()]
    told = Counter(line for line in lines if line not in openings and not line.startswith("> "))
    quoted = Counter(line for line in lines if line.startswith("> ") and ":” [" not in line)
    assert {line for line, times in (told | quoted).items() if times > 1} == set()
    assert len(quoted) == len([one for one in reply.citations if not one.quote.endswith(":")])


def test_an_answer_that_was_told_above_is_pointed_to(engine: Engine) -> None:
    first = "can I hang toys over the crib?"
    reply = ask(engine, f"{first} and are toys over the crib ok?")
    assert len(reply.parts) == 2
    bodies = [one for one in paragraphs_of(reply) if not one.startswith(("On “", ">"))]
    assert len(bodies) == len(set(bodies))


def test_the_corrected_age_comes_right_after_our_first_sentence(engine: Engine) -> None:
    reply = ask(engine, "how long should tummy time be", age_weeks=12, born_weeks_early=6)
    ours = [one for one in paragraphs_of(reply) if not one.startswith("**")]
    assert ours[0].startswith(reviewed(engine, "tummy-time-how-much").body[0].sentence)
    assert ours[0].count(".") == 1
    assert ours[1] == BabyAge(weeks=12, early_weeks=6).arithmetic


def test_the_corrected_age_comes_first_where_we_say_nothing(engine: Engine) -> None:
    reply = ask(engine, "he lifts head when lying on back, normal?", age_weeks=12, born_weeks_early=6)
    assert not reply.notes
    assert reply.text.startswith("Corrected age: 12 weeks old − 6 weeks early = 6 weeks")


def test_the_corrected_age_is_told_once_in_several_answers_and_not_beneath_an_emergency(engine: Engine) -> None:
    assert ask(engine, PREMATURE).text.count("Corrected age") == 1
    messages = ("hes gone limp and wont wake up", "how long should tummy time be")
    for asked in (messages[:1], messages):
        told = [{"role": "user", "content": words} for words in asked]
        conversation = read_request({"messages": told, "baby": {"age_weeks": 12, "born_weeks_early": 6}})
        reply = answer_conversation(conversation, engine)
        assert reply.alert
        assert reply.alert.level == "emergency"
        assert "Corrected age" not in reply.text


def test_an_urgent_alert_says_once_when_to_call_the_emergency_number(engine: Engine) -> None:
    urgent = [one for one in engine.index.corpus.situations if one.level == "urgent"]
    told = {one.id: write_alert(_triage(one)) for one in urgent}
    assert {name: text.count("999") for name, text in told.items()} == dict.fromkeys(told, 1)
    assert 0 < sum(say("alert.worse") in text for text in told.values()) < len(told)


def _triage(situation: Situation) -> Triage:
    finding = Finding(situation=situation, level="urgent", score=1.0, passage="", why="")
    return Triage(finding=finding, carried=None, ask=situation.ask)


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
