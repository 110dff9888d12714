"""Dev cases -> how much is cited, and when a note or a reviewed answer is due: one number at a time.

Replies are made without triage, which takes most of the time and changes none of these numbers.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import compose_reply
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.limits import Limits, ReaderLimits
from assistant.part import answer_part
from assistant.question import read_question
from assistant.reply import Reply
from assistant.triage import Triage
from evals.case import Case
from evals.citing import count_facts, is_on_gold
from evals.texts import Texts, read_texts

KINDS = ("answerable", "follow_up", "contradiction", "unsafe")
GRID: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("reader", "evidence_gap", (2.0, 4.0, 6.0, 8.0)),
    ("reader", "evidence_most", (2, 3)),
    ("reader", "note_lead", (0.0, 0.06, 0.12)),
    ("answers", "near", (0.75, 0.8, 0.85)),
)
"""Three quotes are what a tired parent reads."""
PRECISION_WORTH = 1.0
NO_ALERT = Triage(finding=None, carried=None, ask=None)


def fit_evidence(engine: Engine, cases: tuple[Case, ...]) -> Limits:
    """Choose each number of the grid in turn by the mean worth of the dev replies, the others held."""
    kept = tuple(case for case in cases if case.kind in KINDS)
    for group, field, values in GRID:
        trials = [_with(engine.limits, group, field, value) for value in values]
        worths = [_mean_worth(replace(engine, limits=limits), kept) for limits in trials]
        print(group, field, {value: round(worth, 3) for value, worth in zip(values, worths, strict=True)})
        engine = replace(engine, limits=trials[worths.index(max(worths))])
    return engine.limits


def _with(limits: Limits, group: str, field: str, value: float) -> Limits:
    if group == "reader":
        reader: ReaderLimits = replace(limits.reader, **{field: value})  # type: ignore[arg-type]
        return replace(limits, reader=reader)
    return replace(limits, answers=replace(limits.answers, **{field: value}))


def _mean_worth(engine: Engine, cases: tuple[Case, ...]) -> float:
    texts = read_texts(engine.index)
    return sum(_worth(_answer_calmly(case, engine), case, texts) for case in cases) / len(cases)


def _answer_calmly(case: Case, engine: Engine) -> Reply:
    conversation = read_request(case.asked.as_request())
    question = read_question(conversation)
    parts = [answer_part(need, engine) for need in question.needs]
    return compose_reply(conversation, question, NO_ALERT, parts, engine)


def _worth(reply: Reply, case: Case, texts: Texts) -> float:
    """1 for half of the needed facts cited, -1 for an answer without, 0 for a refusal.

    All facts and precision add to it.
    """
    if reply.outcome not in ("answered", "alert") or not (reply.citations or reply.outcome == "answered"):
        return 0.0
    facts = count_facts(reply, case.gold.facts, texts)
    recall = facts.hits / facts.of if facts.of else 1.0
    on_gold = [is_on_gold(citation, case.gold) for citation in reply.citations]
    precision = sum(on_gold) / len(on_gold) if on_gold else 0.0
    return (1.0 if recall >= 0.5 else -1.0) + recall + PRECISION_WORTH * precision
