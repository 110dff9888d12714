"""Against the baseline: each case fixed or broken by name, and a metric that left its interval."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_suite import answer, cite, refusal, score

from evals.baseline import Comparison, compare, is_worse, make_baseline, read_baseline, write_baseline
from evals.errors import BaselineError
from evals.estimate import NOTHING, Estimate
from evals.metrics import compute_metrics
from evals.score import CaseScore

HASHES = {"cases": "c", "corpus": "d"}


def scores(folder: Path, passed: str) -> list[CaseScore]:
    """Cases a, b, c …, of which those marked + pass; every case of the second half is a test case."""
    right, wrong = score(folder, answer(cite(1, "at 2 weeks"))), score(folder, refusal())
    return [
        replace(right if mark == "+" else wrong, case_id=chr(ord("a") + place), split="dev" if mark in "+-" else "test")
        for place, mark in enumerate(passed)
    ]


def against(folder: Path, before: str, now: str) -> Comparison:
    was, found = scores(folder, before), scores(folder, now)
    baseline = make_baseline(was, {"dev": compute_metrics(was)}, HASHES)
    return compare(found, compute_metrics(found), baseline, whole=True)


def test_fixed_and_broken_cases_are_named(tmp_path: Path) -> None:
    found = against(tmp_path, "++--", "+--+")
    assert (found.fixed, found.broken, found.worse) == (("d",), ("b",), ())
    assert found.p_value == 1.0


def test_the_same_run_again_is_not_worse(tmp_path: Path) -> None:
    assert against(tmp_path, "+-+", "+-+") == Comparison(fixed=(), broken=(), p_value=1.0, worse=(), new=(), gone=())


def test_a_metric_that_left_its_interval_is_worse(tmp_path: Path) -> None:
    found = against(tmp_path, "+" * 9 + "-", "-" * 9 + "+")
    assert [line.split(" 0.")[0] for line in found.worse if line.startswith("passed")] == ["passed"]
    assert any(line.startswith("9 dev cases broke and 1 were fixed (McNemar p = 0.0215)") for line in found.worse)


def test_cases_that_only_one_run_has_are_told_and_not_counted(tmp_path: Path) -> None:
    found = against(tmp_path, "++", "++-")
    assert (found.new, found.gone, found.broken) == (("c",), (), ())
    assert against(tmp_path, "+++", "++").gone == ("c",)


def test_only_dev_cases_decide(tmp_path: Path) -> None:
    was = [replace(one, split="test") for one in scores(tmp_path, "+" * 12)]
    found = [replace(one, split="test") for one in scores(tmp_path, "-" * 12)]
    baseline = make_baseline(was, {"test": compute_metrics(was)}, HASHES)
    change = compare(found, None, baseline, whole=True)
    assert (len(change.broken), change.p_value, change.worse) == (12, 1.0, ())


@pytest.mark.parametrize(
    ("value", "better", "worse"),
    [
        (0.69, "higher", True),
        (0.71, "higher", False),
        (0.91, "lower", True),
        (0.89, "lower", False),
        (None, "higher", True),
    ],
)
def test_worse_is_beyond_the_interval_on_the_bad_side_or_vanished(
    value: float | None, better: str, worse: bool
) -> None:
    was = Estimate(n=40, value=0.8, low=0.7, high=0.9)
    assert is_worse(Estimate(n=40, value=value), was, better=better) is worse


def test_a_metric_that_had_no_value_cannot_get_worse() -> None:
    assert not is_worse(NOTHING, NOTHING, better="higher")


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    was = scores(tmp_path, "+-+")
    baseline = make_baseline(was, {"dev": compute_metrics(was)}, HASHES)
    write_baseline(tmp_path / "b.json", baseline)
    assert read_baseline(tmp_path / "b.json") == baseline
    assert (baseline.passed, baseline.failed) == (["a", "c"], ["b"])


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), ("{}", "Field required"), ("[", "Invalid JSON")])
def test_a_baseline_that_cannot_be_read_says_how_to_make_one(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "b.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BaselineError, match=said) as caught:
        read_baseline(path)
    assert "headsup eval --split all --accept" in str(caught.value)
