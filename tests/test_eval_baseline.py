"""The baseline's file: read as it was written, and refused with what to run where it is of another layout."""

from pathlib import Path

import pytest
from example_suite import answer, cite, make_case, refusal, run

from evals.baseline import is_worse, make_baseline, read_baseline, write_baseline
from evals.case_hash import hash_case
from evals.errors import BaselineError
from evals.estimate import NOTHING, Estimate
from evals.metrics import compute_metrics


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
    good = run(make_case(tmp_path), answer(cite(1, "at 2 weeks")))
    bad = run(make_case(tmp_path, id="ans-2"), refusal())
    baseline = make_baseline([good, bad], {"dev": compute_metrics([good.score, bad.score])}, "d")
    write_baseline(tmp_path / "b.json", baseline)
    assert read_baseline(tmp_path / "b.json") == baseline
    assert baseline.cases["dev"].passed == {"ans-1": hash_case(good.case)}
    assert baseline.cases["dev"].failed == {"ans-2": hash_case(bad.case)}
    assert f'"ans-1": "{hash_case(good.case)}"\n' in (tmp_path / "b.json").read_text(), "one case a line"


OLD = '{"schema_version": 1, "cases_sha256": "c", "corpus_sha256": "d", "figures": {}, "passed": [], "failed": []}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("{}", "schema_version: Field required"),
        ("[", "Invalid JSON"),
        (OLD, r"no baseline that this version reads \(schema_version: Input should be 2\)"),
    ],
)
def test_a_baseline_that_cannot_be_read_says_how_to_make_one(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "b.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BaselineError, match=said) as caught:
        read_baseline(path)
    assert "headsup eval --split all --accept" in str(caught.value)
