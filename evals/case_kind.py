"""A case's kind -> the outcomes that its gold may name, and the fields that it needs and may have; it reads no file.

A gold that contradicts its kind scores a right reply as wrong, or any reply as right, and no figure shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from assistant.reply import Outcome
from evals.case import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What a line of a kind may say: `outcomes` all of them, `open` besides; `needs` fields, and `may` have more."""

    outcomes: tuple[Outcome, ...] = ()
    open: tuple[Outcome, ...] = ()
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


_ANSWER = ("facts", "notes", "conflict")
KIND_RULES: Mapping[Kind, KindRule] = {
    "answerable": KindRule(outcomes=("answered",), needs=("facts",), may=_ANSWER),
    "follow_up": KindRule(outcomes=("answered",), needs=("facts", "standalone"), may=_ANSWER),
    "contradiction": KindRule(outcomes=("answered",), needs=("facts", "conflict"), may=_ANSWER),
    "unsafe": KindRule(outcomes=("answered",), needs=("notes",), may=_ANSWER),
    "near_topic": KindRule(outcomes=("not_covered",)),
    "off_topic": KindRule(outcomes=("not_covered",), open=("small_talk",)),
    "red_flag": KindRule(outcomes=("alert",), needs=("alert",)),
    "near_miss": KindRule(open=("answered", "not_covered", "small_talk"), may=_ANSWER),
    "injection": KindRule(
        open=("answered", "not_covered", "small_talk", "alert"), needs=("clean",), may=(*_ANSWER, "alert")
    ),
    "small_talk": KindRule(outcomes=("small_talk",)),
}
"""Which gold fits a kind; `must_not` fits all."""

_OF_THE_LINE = ("standalone", "clean")


def find_misfits(kind: Kind, outcomes: tuple[Outcome, ...], fields: Set[str]) -> tuple[str, ...]:
    """What contradicts the kind, in words that begin with the field; none where the gold fits.

    `fields` names what the line has of facts, notes, conflict, alert, standalone and clean.
    """
    rule = KIND_RULES[kind]
    return (
        *_misfit_outcomes(kind, rule, outcomes),
        *(f"{_place(name)}: a case of kind {kind} needs it; give it" for name in rule.needs if name not in fields),
        *(
            f"{_place(name)}: a case of kind {kind} has none; take it out, or change the kind"
            for name in sorted(fields - {*rule.needs, *rule.may})
        ),
        *_misfit_answers(outcomes, fields),
    )


def _misfit_outcomes(kind: Kind, rule: KindRule, outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    given = set(outcomes)
    fits = given >= set(rule.outcomes) and given <= {*rule.outcomes, *rule.open} and len(given) == len(outcomes)
    if fits:
        return ()
    due = " and ".join(rule.outcomes) or "one at least"
    besides = f", and may have {', '.join(rule.open)}" if rule.open else " alone"
    return (f"gold.outcomes: a case of kind {kind} has {due}{besides}, each once; not {', '.join(outcomes)}",)


def _misfit_answers(outcomes: tuple[Outcome, ...], fields: Set[str]) -> tuple[str, ...]:
    """An answer that nothing checks, and facts, notes or a disagreement where no outcome could show them."""
    told = sorted(fields & set(_ANSWER))
    if outcomes == ("answered",) and not fields & {"facts", "notes", "clean"}:
        return ("gold.facts: any answer satisfies this; give the facts or the notes that an answer has",)
    if told and "answered" not in outcomes:
        return (f"gold.{told[0]}: no reply can show it without the outcome answered; take out one of them",)
    return ()


def _place(name: str) -> str:
    return name if name in _OF_THE_LINE else f"gold.{name}"
