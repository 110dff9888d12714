"""`headsup ask` and wrong usage, in a process of its own on the shared index: what the product promises to parents."""

import json
from pathlib import Path

import pytest
from conftest import REPLY_FIELDS, Fields, RunHeadsup

GUIDANCE = (Path(__file__).parent.parent / "corpus/guidance/head-control.md").read_bytes().decode()


def ask(headsup: RunHeadsup, question: str, *options: str) -> Fields:
    """Ask through standard input, which may hold what an argument cannot."""
    run = headsup("ask", "-", "--json", *options, stdin=question)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    reply: Fields = json.loads(run.stdout)
    assert tuple(reply) == REPLY_FIELDS
    assert [one["quote"] for one in reply["citations"]] == [
        GUIDANCE[one["start"] : one["end"]] for one in reply["citations"]
    ]
    return reply


def test_tummy_time_cites_the_dose_and_the_passages_that_differ_from_it(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "how long should tummy time be")

    dose = next(one for one in reply["citations"] if "two to three times a day for 3-5 minutes" in one["quote"])
    conflict = next(one for one in reply["conflicts"] if dose["number"] in one["versions"])
    versions = " ".join(one["quote"] for one in reply["citations"] if one["number"] in conflict["versions"])
    assert reply["outcome"] == "answered"
    assert "starting from 2 weeks for 2 minutes" in versions
    assert "From three weeks, place the baby on his tummy every day" in versions
    assert len(set(conflict["versions"])) == len(conflict["versions"]) >= 3
    assert conflict["resolution"]


def test_teething_is_not_covered(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "when do babies start teething")

    assert (reply["outcome"], reply["citations"], reply["source"]) == ("not_covered", [], None)
    assert reply["reason"] in ("topic_not_in_guidance", "outside_topic")
    assert len(reply["suggestions"]) == 3


def test_the_warning_stands_above_what_the_text_says_of_neck_rings(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "is a neck ring in the bath ok")

    note = next(one for one in reply["notes"] if one["id"] == "neck-ring")
    quotes = [one["quote"] for one in reply["citations"]]
    assert note["lead"] in reply["text"].splitlines()[0]
    assert any("circle" in quote for quote in quotes)
    assert all(reply["text"].index(note["lead"]) < _place_of(quote, reply["text"]) for quote in quotes)


def test_at_most_three_warnings_stand_on_top_and_none_is_lost(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "she still cant hold her head up at 3 months, what should we do")

    top, quoted = reply["text"].partition("\n> “")[::2]
    leads = [note["lead"] for note in reply["notes"]]
    assert len(leads) > 3
    assert 0 < sum(lead in top for lead in leads) <= 3
    assert all(lead in top + quoted for lead in leads)


@pytest.mark.parametrize("question", ["unconcious baby", "baby unresponsve pls hlp", "mi bebe no respira"])
def test_a_misspelt_or_foreign_cry_for_help_is_heard(headsup: RunHeadsup, question: str) -> None:
    assert ask(headsup, question)["alert"]["level"] == "emergency"


@pytest.mark.parametrize("question", ["hes gone limp and wont wake up", "he fell in the bath and isn't breathing"])
def test_a_red_flag_leads_with_the_emergency_line_and_stands_alone(headsup: RunHeadsup, question: str) -> None:
    reply = ask(headsup, question)

    assert (reply["outcome"], reply["alert"]["level"]) == ("alert", "emergency")
    assert "emergency number" in reply["text"].splitlines()[0]
    assert (reply["citations"], reply["suggestions"]) == ([], [])


def test_sleep_on_the_tummy_is_answered_by_the_sleep_note_and_not_by_tummy_time(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "can he sleep on his tummy")

    cited = [one["quote"] for one in reply["citations"] if "tummy" in one["quote"] or "stomach" in one["quote"]]
    assert reply["outcome"] == "answered"
    assert reply["notes"][0]["id"] == "sleep-position"
    assert reply["notes"][0]["lead"] in reply["text"].splitlines()[0]
    assert (cited, [one["id"] for one in reply["notes"] if one["id"] == "tummy-time-dose"]) == ([], [])


def test_the_age_corrected_for_an_early_birth_is_shown_as_a_sum(headsup: RunHeadsup) -> None:
    reply = ask(headsup, "when will he hold his head up", "--age-weeks", "14", "--born-weeks-early", "6")

    assert "14 weeks old − 6 weeks early = 8 weeks" in reply["text"]


def test_the_plain_reply_shows_each_quote_and_its_place(headsup: RunHeadsup) -> None:
    run = headsup("ask", "how long should tummy time be")

    assert run.returncode == 0
    assert "3-5 minutes" in run.stdout
    assert "[1] How does a child train his muscles to hold his head up?" in run.stdout
    assert "\x1b" not in run.stdout


def test_asking_leaves_nothing_in_the_users_home(headsup: RunHeadsup, tmp_path: Path) -> None:
    run = headsup("ask", "how long should tummy time be", user=str(tmp_path))

    assert (run.returncode, list(tmp_path.rglob("*"))) == (0, [])


@pytest.mark.parametrize("length", [2001, 100_000])
def test_a_long_question_is_refused_with_its_length_and_the_limit(headsup: RunHeadsup, length: int) -> None:
    run = headsup("ask", "-", "--json", stdin="x" * length)

    assert (run.returncode, run.stdout) == (2, "")
    assert f"{length:,} characters" in run.stderr
    assert "the limit is 2,000" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("arguments", [("ask", "hello"), ("triage", "hello"), ("serve",), ("eval",), ("doctor",)])
def test_without_an_index_every_command_says_what_to_run(
    headsup: RunHeadsup, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    run = headsup(*arguments, home=tmp_path)

    assert (run.returncode, "Traceback" in run.stderr) == (2, False), run.stderr
    assert "run `headsup ingest`" in run.stderr + run.stdout


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", "x", "--age-weeks", "-1"), ("faq", "x"), ("fly",), ("ingest", "--nope")]
)
def test_wrong_usage_is_status_two(headsup: RunHeadsup, arguments: tuple[str, ...]) -> None:
    run = headsup(*arguments)

    assert (run.returncode, "Usage: headsup" in run.stderr) == (2, True)


def _place_of(quote: str, text: str) -> int:
    """Where a quote's first words stand in a reply's text."""
    return text.index(quote[:40].partition("\n")[0])
