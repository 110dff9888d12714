"""A failed case -> its card on the report page: what was asked, why it fails, the reply, and the gold."""

from __future__ import annotations

from html import escape

from evals.asking import CaseRun
from evals.case import Gold
from evals.figures import show_number


def describe_case(run: CaseRun) -> str:
    """The card as HTML, everything escaped."""
    rows = [
        ("asked", "\n".join(_asked(run))),
        ("reply", run.reply.text if run.reply else "no reply"),
        ("gold", "\n".join(_gold(run.case.gold))),
    ]
    sure = show_number(run.score.confidence)
    places = f"{run.case.place}, {run.case.split}, group {run.case.group}"
    body = "".join(f'<dt>{name}</dt><dd class="reply">{escape(words)}</dd>' for name, words in rows)
    return (
        f'<article id="case-{escape(run.case.id)}"><h3>{escape(run.case.id)}</h3>'
        f'<p class="faults">{escape("; ".join(run.score.faults))}</p>'
        f'<dl>{body}</dl><p class="faint">{escape(places)}; confidence {sure}</p></article>'
    )


def _asked(run: CaseRun) -> list[str]:
    turns = run.case.asked.turns
    lines = [turn.content for turn in turns] if len(turns) == 1 else [f"{turn.role}: {turn.content}" for turn in turns]
    understood = run.reply.standalone if run.reply else turns[-1].content
    return lines if understood == turns[-1].content else [*lines, f"(understood as: {understood})"]


def _gold(gold: Gold) -> list[str]:
    lines = [f"outcome: {' or '.join(gold.outcomes)}"]
    lines += [f"fact: “{'” or “'.join(dict.fromkeys(span.quote for span in fact.spans))}”" for fact in gold.facts]
    lines += [f"notes: {', '.join(gold.notes)}"] if gold.notes else []
    lines += [f"disagreement: {gold.conflict.topic}"] if gold.conflict else []
    lines += [f"alert: {gold.alert.level}, {' or '.join(gold.alert.situations)}"] if gold.alert else []
    return lines + ([f"must not say: {'; '.join(gold.must_not)}"] if gold.must_not else [])
