"""A run and the baseline -> which cases were fixed and broke, how the figures moved, and whether any is worse.

A figure is worse when it lies beyond the baseline's 95 % interval on its bad side; cases are compared one by one, since
they are the same questions twice: one whose question or gold changed is told apart and not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evals.baseline import Baseline, is_worse
from evals.estimate import SIGNIFICANT, Estimate, mcnemar_exact
from evals.figures import show_interval, show_number
from evals.metrics import METRICS, Better, Metric

Trend = Literal["worse", "better", "not clearly changed", "the same"]
Side = Literal["better", "worse"]
_OPPOSITE: dict[Better, Better] = {"higher": "lower", "lower": "higher"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanges:
    """Ids of cases that do not stand as in the baseline, sorted.

    changed: asked or judged otherwise than in the baseline, so that nothing is said of them; new and gone: cases of the
    splits that were run that only one of the two has; gone is told of a whole run alone.
    """

    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A figure of dev that is not what it was; beyond: it left the baseline's interval, so that it counts."""

    metric: str
    was: Estimate
    found: Estimate
    side: Side
    beyond: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed against the baseline.

    compared: how many cases both runs asked alike; p_value: of the exact McNemar test on fixed against broken dev
    cases, dev only since test never decides; moves: the most telling first, None where no figure was compared, since
    only those of a whole dev run can be; worse: in words, what makes this run worse than the baseline.
    """

    trend: Trend
    compared: int
    cases: CaseChanges
    p_value: float
    moves: tuple[Move, ...] | None
    worse: tuple[str, ...]
    same_corpus: bool


def compare(found: Baseline, baseline: Baseline, *, whole: bool) -> Comparison:
    """Compare a run with the baseline; figures are compared only where the whole dev split was run."""
    changes = compare_cases(found, baseline, whole=whole)
    dev = set(found.cases["dev"].hashes) if "dev" in found.cases else set()
    fixed, broken = len(dev & set(changes.fixed)), len(dev & set(changes.broken))
    p_value = mcnemar_exact(fixed, broken)
    moves = find_moves(found, baseline) if whole and "dev" in found.figures else None
    worse = [_describe_worse(move) for move in moves or () if move.beyond and move.side == "worse"]
    if broken > fixed and p_value < SIGNIFICANT:
        worse.append(f"{broken} dev cases broke and {fixed} were fixed (McNemar p = {p_value:.3g})")
    better = p_value < SIGNIFICANT or any(move.beyond for move in moves or ())
    moved = bool(moves or changes.fixed or changes.broken)
    return Comparison(
        trend="worse" if worse else "better" if better else "not clearly changed" if moved else "the same",
        compared=len(_hashes(found).keys() & _hashes(baseline).keys()) - len(changes.changed),
        cases=changes,
        p_value=round(p_value, 6),
        moves=moves,
        worse=tuple(worse),
        same_corpus=found.corpus_sha256 == baseline.corpus_sha256,
    )


def compare_cases(found: Baseline, baseline: Baseline, *, whole: bool) -> CaseChanges:
    """Each case by name that does not stand as in the baseline."""
    now, before = _hashes(found), _hashes(baseline)
    passes, passed = _passed(found), _passed(baseline)
    alike = {name for name, digest in now.items() if before.get(name) == digest}
    due = {name for split in found.cases.keys() & baseline.cases.keys() for name in baseline.cases[split].hashes}
    return CaseChanges(
        fixed=tuple(sorted(alike & passes - passed)),
        broken=tuple(sorted(alike & passed - passes)),
        changed=tuple(sorted((now.keys() & before.keys()) - alike)),
        new=tuple(sorted(now.keys() - before.keys())),
        gone=tuple(sorted(due - now.keys())) if whole else (),
    )


def find_moves(found: Baseline, baseline: Baseline) -> tuple[Move, ...]:
    """The figures of dev that moved: those that left their interval first, then by how far they went."""
    pairs = [(metric, baseline.figure("dev", metric.name), found.figure("dev", metric.name)) for metric in METRICS]
    moves = [_move(metric, was, now) for metric, was, now in pairs if was and now and was.value != now.value]
    return tuple(sorted(moves, key=lambda move: (not move.beyond, -_distance(move))))


def _move(metric: Metric, was: Estimate, now: Estimate) -> Move:
    side = _side(metric, was.value, now.value)
    bad_side = metric.better if side == "worse" else _OPPOSITE[metric.better]
    beyond = metric.gated and was.value is not None and is_worse(now, was, better=bad_side)
    return Move(metric=metric.name, was=was, found=now, side=side, beyond=beyond)


def _side(metric: Metric, was: float | None, now: float | None) -> Side:
    """Which way a figure went; one that vanished is worse, and one that is new is better."""
    if was is None or now is None:
        return "worse" if now is None else "better"
    return "better" if (now > was) == (metric.better == "higher") else "worse"


def _distance(move: Move) -> float:
    """How far a figure went, as a share of what it was where that is above 1: medians and shares stand in one list."""
    if move.was.value is None or move.found.value is None:
        return 1.0
    return abs(move.found.value - move.was.value) / max(1.0, abs(move.was.value))


def _describe_worse(move: Move) -> str:
    bounds = show_interval(move.was) or "no interval"
    return f"{move.metric} {show_number(move.found.value)}, baseline {show_number(move.was.value)} ({bounds})"


def _hashes(run: Baseline) -> dict[str, str]:
    return {name: digest for one in run.cases.values() for name, digest in one.hashes.items()}


def _passed(run: Baseline) -> set[str]:
    return {name for one in run.cases.values() for name in one.passed}
