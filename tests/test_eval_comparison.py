"""Against the baseline: each case fixed, broken or changed by name, and each figure that moved."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_suite import answer, cite, make_case, refusal, run

from evals.asking import CaseRun
from evals.baseline import Baseline, make_baseline
from evals.case import Split
from evals.comparison import CaseChanges, Comparison, compare
from evals.estimate import Estimate
from evals.metrics import compute_metrics

NO_CHANGE = CaseChanges(fixed=(), broken=(), changed=(), new=(), gone=())
SPLITS: tuple[Split, ...] = ("dev", "test")


def record(folder: Path, marks: str, *, split: Split = "dev", first: str = "a", asked: str = "when") -> Baseline:
    """A run of cases a, b, c …, of which those marked + pass."""
    good = run(make_case(folder, messages=[{"role": "user", "content": asked}]), answer(cite(1, "at 2 weeks")))
    bad = replace(good, score=run(good.case, refusal()).score)
    runs = [
        rename(good if mark == "+" else bad, chr(ord(first) + place), split)
        for place, mark in enumerate(marks)
    ]  # fmt: skip
    return make_baseline(runs, {split: compute_metrics([one.score for one in runs])}, "d")


def rename(one: CaseRun, name: str, split: Split) -> CaseRun:
    return replace(
        one, case=replace(one.case, id=name, split=split), score=replace(one.score, case_id=name, split=split)
    )


def both(dev: Baseline, test: Baseline) -> Baseline:
    return dev.model_copy(update={"figures": dev.figures | test.figures, "cases": dev.cases | test.cases})


def against(folder: Path, before: str, now: str) -> Comparison:
    return compare(record(folder, now), record(folder, before), whole=True)


def test_fixed_and_broken_cases_are_named(tmp_path: Path) -> None:
    found = against(tmp_path, "++--", "+--+")
    assert found.cases == replace(NO_CHANGE, fixed=("d",), broken=("b",))
    assert (found.trend, found.compared, found.worse, found.p_value, found.moves) == (
        "not clearly changed",
        4,
        (),
        1.0,
        (),
    )


def test_the_same_run_again_is_the_same(tmp_path: Path) -> None:
    assert against(tmp_path, "+-+", "+-+") == Comparison(
        trend="the same", compared=3, cases=NO_CHANGE, p_value=1.0, moves=(), worse=(), same_corpus=True
    )


def test_a_metric_that_left_its_interval_is_worse(tmp_path: Path) -> None:
    found = against(tmp_path, "+" * 9 + "-", "-" * 9 + "+")
    assert [line.split(" 0.")[0] for line in found.worse if line.startswith("passed")] == ["passed"]
    assert found.worse[-1] == "9 dev cases broke and 1 were fixed (McNemar p = 0.0215)"
    assert found.trend == "worse"


def test_a_metric_that_left_its_interval_on_the_good_side_is_better(tmp_path: Path) -> None:
    found = against(tmp_path, "-" * 9 + "+", "+" * 9 + "-")
    moves = {move.metric: (move.side, move.beyond) for move in found.moves or ()}
    assert (found.trend, found.worse) == ("better", ())
    assert moves["passed"] == moves["false_refusal"] == ("better", True)


def test_the_figures_that_count_come_first_and_then_by_how_far_they_went(tmp_path: Path) -> None:
    before, now = record(tmp_path, "+" * 8 + "--"), record(tmp_path, "+" * 9 + "-")
    narrow = before.figures["dev"]["passed"].model_copy(update={"value": 0.85, "low": 0.84, "high": 0.86})
    before.figures["dev"]["passed"] = narrow
    first, second, *_ = compare(now, before, whole=True).moves or ()
    assert (first.metric, first.was.value, first.found.value, first.beyond) == ("passed", 0.85, 0.9, True)
    assert (second.beyond, abs((second.found.value or 0) - (second.was.value or 0))) == (False, pytest.approx(0.1))


def test_a_case_that_asks_or_expects_otherwise_is_told_apart_and_does_not_count(tmp_path: Path) -> None:
    before, now = record(tmp_path, "-" * 12), record(tmp_path, "+" * 12, asked="at what age")
    found = compare(now, before, whole=False)
    assert found.cases == replace(NO_CHANGE, changed=tuple("abcdefghijkl"))
    assert (found.compared, found.p_value, found.trend) == (0, 1.0, "the same")


def test_cases_that_only_one_run_has_are_told_and_not_counted(tmp_path: Path) -> None:
    assert against(tmp_path, "++", "++-").cases == replace(NO_CHANGE, new=("c",))
    assert against(tmp_path, "+++", "++").cases == replace(NO_CHANGE, gone=("c",))


def test_cases_of_a_split_that_was_not_run_are_not_gone(tmp_path: Path) -> None:
    before = both(record(tmp_path, "++"), record(tmp_path, "+-", split="test", first="x"))
    for split, first in zip(SPLITS, "ax", strict=True):
        now = record(tmp_path, "+", split=split, first=first)
        assert compare(now, before, whole=True).cases.gone == (chr(ord(first) + 1),)


def test_a_part_has_no_case_gone_and_no_figure_compared(tmp_path: Path) -> None:
    found = compare(record(tmp_path, "-"), record(tmp_path, "+++"), whole=False)
    assert (found.cases, found.moves, found.worse) == (replace(NO_CHANGE, broken=("a",)), None, ())


def test_only_dev_cases_decide(tmp_path: Path) -> None:
    found = compare(record(tmp_path, "-" * 12, split="test"), record(tmp_path, "+" * 12, split="test"), whole=True)
    assert (len(found.cases.broken), found.p_value, found.worse, found.moves) == (12, 1.0, (), None)


def test_another_corpus_is_told(tmp_path: Path) -> None:
    before = record(tmp_path, "+")
    now = before.model_copy(update={"corpus_sha256": "other"})
    assert (compare(now, before, whole=True).same_corpus, compare(before, before, whole=True).same_corpus) == (
        False,
        True,
    )


def test_a_figure_that_vanished_is_worse(tmp_path: Path) -> None:
    before, now = record(tmp_path, "++"), record(tmp_path, "++")
    now.figures["dev"]["passed"] = now.figures["dev"]["passed"].model_copy(update={"n": 0, "value": None})
    (move,) = compare(now, before, whole=True).moves or ()
    assert (move.metric, move.found, move.side, move.beyond) == (
        "passed", Estimate(n=0, value=None, low=move.found.low, high=move.found.high), "worse", True,
    )  # fmt: skip
