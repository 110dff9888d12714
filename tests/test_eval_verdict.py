"""The verdict and what changed, in words: what was not measured or not compared is no praise."""

from dataclasses import replace

import pytest

from evals.comparison import CaseChanges, Comparison, Move
from evals.estimate import NOTHING, Estimate
from evals.gates import GateResult, Verdict
from evals.report import Report, Suite
from evals.verdict import MOST_MOVES, describe_changes, describe_verdict, explain_moves, list_cases, tabulate_moves

SUITE = Suite(cases=9, cases_sha256="c", corpus_sha256="d", model="m", reviewed_answers=3, whole=True)
CASES = CaseChanges(fixed=("a",), broken=(), changed=(), new=(), gone=())
CHANGE = Comparison(
    trend="better", compared=9, cases=CASES, p_value=0.5, moves=(), worse=(), same_corpus=True
)  # fmt: skip
MOVE = Move(
    metric="passed", was=Estimate(n=9, value=0.8, low=0.7, high=0.9), found=Estimate(n=9, value=0.6), side="worse",
    beyond=True,
)  # fmt: skip


def report(*verdicts: Verdict, change: Comparison | None = None) -> Report:
    gates = tuple(
        GateResult(gate=f"gate {place}", found=NOTHING, verdict=verdict) for place, verdict in enumerate(verdicts)
    )
    return Report(suite=SUITE, figures={}, gates=gates, runs=(), comparison=change, opened=False)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (report("held", "held"), "Passed: 2 of 2 gates held."),
        (report("held", "not measured"), "Passed: 1 of 2 gates held, 1 not measured."),
        (report("held", "failed"), "Failed: gate 1; 1 of 2 gates held."),
        (report(), "Nothing failed: no gate was measured, since they are of dev and no dev case was run."),
        (report("held", change=CHANGE), "Passed: 1 of 1 gates held; nothing is worse than the baseline."),
        (
            report("held", "not measured", change=replace(CHANGE, moves=None)),
            "Passed: 1 of 2 gates held, 1 not measured; 9 cases compared, 0 broken; no figure compared, since the run "
            "is no whole dev run.",
        ),
        (
            report("held", change=replace(CHANGE, worse=("passed 0.600, baseline 0.800",))),
            "Worse than the baseline: passed 0.600, baseline 0.800; 1 of 1 gates held.",
        ),
    ],
)
def test_the_verdict_says_how_many_gates_held_and_what_was_compared(found: Report, said: str) -> None:
    assert describe_verdict(found) == said


def test_what_changed_begins_with_the_trend_and_tells_what_does_not_count() -> None:
    cases = replace(CASES, changed=("b", "c"))
    assert describe_changes(replace(CHANGE, moves=None, cases=cases, same_corpus=False)) == [
        "Better: of 9 cases asked alike, 1 fixed and 0 broken; exact McNemar test on dev p = 0.5.",
        "Figures were not compared: only those of a whole dev run are.",
        "2 cases have another question or gold than in the baseline, and do not count.",
        "The corpus is another than the baseline's.",
    ]
    assert list_cases(replace(CHANGE, cases=cases)) == [("fixed", ("a",)), ("changed", ("b", "c"))]


def test_the_figures_that_moved_most_are_shown_and_the_rest_counted() -> None:
    change = replace(CHANGE, moves=(MOVE, *[replace(MOVE, beyond=False)] * MOST_MOVES))
    rows = tabulate_moves(change)
    assert rows[:2] == [["passed", "0.800", "0.600", "worse (!)"], ["passed", "0.800", "0.600", "worse"]]
    assert (len(rows), explain_moves(change).partition("; ")[2]) == (MOST_MOVES, "figures that moved by less: 1.")
