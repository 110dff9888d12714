"""Dev cases -> how much is cited, and when a note is due: one number at a time.

Replies are made without triage, which takes most of the time and changes none of these numbers. When a reviewed answer
leads is set by reading (evals/LOG.md): the judge sees its quotes, and not whether its words fit.
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
from evals.score import score_reply
from evals.texts import Texts, read_texts

KINDS = ("answerable", "follow_up", "contradiction", "unsafe")
GRID: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("evidence_gap", (2.0, 4.0, 6.0, 8.0)),
    ("evidence_most", (2, 3)),
    ("note_lead", (0.0, 0.06, 0.12)),
)
"""Three quotes are what a tired parent reads."""
PRECISION_WORTH = 1.0
NO_ALERT = Triage(finding=None, carried=None, ask=None)


def fit_evidence(engine: Engine, cases: tuple[Case, ...]) -> Limits:
    """Choose each number of the grid in turn by the mean worth of the dev replies, the others held."""
    kept = tuple(case for case in cases if case.kind in KINDS)
    texts = read_texts(engine.index)
    for field, values in GRID:
        trials = [_with(engine.limits, field, value) for value in values]
        worths = [_mean_worth(replace(engine, limits=limits), kept, texts) for limits in trials]
        print("reader", field, {value: round(worth, 3) for value, worth in zip(values, worths, strict=True)})
        engine = replace(engine, limits=trials[worths.index(max(worths))])
    return engine.limits


def _with(limits: Limits, field: str, value: float) -> Limits:
    reader: ReaderLimits = replace(limits.reader, **{field: value})  # type: ignore[arg-type]
    return replace(limits, reader=reader)


def _mean_worth(engine: Engine, cases: tuple[Case, ...], texts: Texts) -> float:
    return sum(_worth(_answer_calmly(case, engine), case, texts) for case in cases) / len(cases)


def _answer_calmly(case: Case, engine: Engine) -> Reply:
    conversation = read_request(case.asked.as_request())
    question = read_question(conversation)
    parts = [answer_part(need, engine, question.age) for need in question.needs]
    return compose_reply(conversation, question, NO_ALERT, parts, engine)


def _worth(reply: Reply, case: Case, texts: Texts) -> float:
    """What the judge gives for truth, and besides the shares of facts that are cited and of citations on gold."""
    score = score_reply(case, reply, texts)
    facts, on_gold = score.evidence.facts, score.evidence.on_gold
    recall = facts.hits / facts.of if facts.of else 1.0
    precision = on_gold.hits / on_gold.of if on_gold.of else 0.0
    return float(score.truth or 0) + (recall + PRECISION_WORTH * precision if score.truth else 0.0)
