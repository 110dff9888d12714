"""What an LLM said of replies, as values and as words: means, spreads, and one row a case; it asks nobody.

A model's judgement is not repeatable, so that it stands beside the report, in columns of its own, and never gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from evals.figures import show_number

HEADINGS = ("case", "faithful, 0 to 1", "spread", "correct, 1 to 5", "spread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the judge said of one case: means over the repeats, and the highest less the lowest.

    faithful is between 0 and 1, correct between 1 and 5; None where the judge gave no usable answer in any repeat.
    """

    case_id: str
    faithful: float | None
    faithful_spread: float | None
    correct: float | None
    correct_spread: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All judgements of one model, and how often each case was asked."""

    model: str
    repeats: int
    judgements: tuple[Judgement, ...]


def make_judgement(case_id: str, faithful: Sequence[float], correct: Sequence[float]) -> Judgement:
    """The usable scores of one case, as means and spreads with three decimals."""
    return Judgement(
        case_id=case_id,
        faithful=_mean(faithful),
        faithful_spread=_spread(faithful),
        correct=_mean(correct),
        correct_spread=_spread(correct),
    )


def describe_judged(judged: Judged) -> str:
    """The means in one sentence, each with the number of cases that it is of."""
    faithful = [one.faithful for one in judged.judgements if one.faithful is not None]
    correct = [one.correct for one in judged.judgements if one.correct is not None]
    means = f"faithful {show_number(_mean(faithful))} of 1 (n {len(faithful)})"
    means += f", correct {show_number(_mean(correct))} of 5 (n {len(correct)})"
    return f"LLM judge {judged.model}, {judged.repeats} repeats, never a gate: {means}"


def tabulate_judged(judged: Judged) -> list[list[str]]:
    """A row a case under HEADINGS, the least faithful and least correct first; what is not known is a dash, last."""

    def order(one: Judgement) -> tuple[float, float, str]:
        return (2 if one.faithful is None else one.faithful, 6 if one.correct is None else one.correct, one.case_id)

    return [
        [one.case_id, *map(show_number, (one.faithful, one.faithful_spread, one.correct, one.correct_spread))]
        for one in sorted(judged.judgements, key=order)
    ]


def _mean(scores: Sequence[float]) -> float | None:
    return round(mean(scores), 3) if scores else None


def _spread(scores: Sequence[float]) -> float | None:
    return round(max(scores) - min(scores), 3) if scores else None
