"""A report and the committed baseline -> what was fixed, what broke, and which metrics are worse.

A metric is worse when it lies beyond the baseline's 95 % interval on its bad side; cases are compared one by one,
since they are the same questions twice. Knows nothing of how either was made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import BaselineError
from evals.estimate import Estimate, mcnemar_exact
from evals.metrics import METRICS
from evals.score import CaseScore

BASELINE_PATH = Path(__file__).with_name("baseline.json")
SIGNIFICANT = 0.05


class _Figure(BaseModel):
    model_config = ConfigDict(extra="forbid")
    n: int
    value: float | None
    low: float | None
    high: float | None


class Baseline(BaseModel):
    """The figures of an accepted run by split and metric, and which cases passed and failed in it."""

    model_config = ConfigDict(extra="forbid")
    schema_version: int
    cases_sha256: str
    corpus_sha256: str
    figures: dict[str, dict[str, _Figure]]
    passed: list[str]
    failed: list[str]

    def figure(self, split: str, metric: str) -> Estimate | None:
        """One figure as an estimate, None where the baseline has none."""
        found = self.figures.get(split, {}).get(metric)
        return Estimate(n=found.n, value=found.value, low=found.low, high=found.high) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed against the baseline: ids of cases of both splits, and what of dev is worse.

    p_value: of the exact McNemar test on fixed against broken dev cases, dev only since test never decides.
    worse: in words, the metrics beyond the baseline's interval, and significantly more broken cases than fixed ones.
    new and gone: cases that only one of the two runs has, which nothing is said about.
    """

    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    p_value: float
    worse: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises BaselineError where it is absent or of another layout."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}; make one with `headsup eval --split all --accept`.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BaselineError(
            f"{path}: {place}: {first['msg']}; restore the file, or run `headsup eval --split all --accept`."
        ) from None


def compare(
    scores: Sequence[CaseScore], dev_figures: Mapping[str, Estimate] | None, baseline: Baseline, *, whole: bool
) -> Comparison:
    """Compare scores with a baseline; figures are compared only where the whole dev split was run."""
    before = {**dict.fromkeys(baseline.passed, True), **dict.fromkeys(baseline.failed, False)}
    now = {score.case_id: score for score in scores}
    fixed = [name for name, score in now.items() if score.passed and before.get(name) is False]
    broken = [name for name, score in now.items() if not score.passed and before.get(name) is True]
    fixed_dev, broken_dev = (sum(now[name].split == "dev" for name in names) for names in (fixed, broken))
    p_value = mcnemar_exact(fixed_dev, broken_dev)
    worse = find_worse(dev_figures, baseline) if dev_figures and whole else []
    if broken_dev > fixed_dev and p_value < SIGNIFICANT:
        worse = [*worse, f"{broken_dev} dev cases broke and {fixed_dev} were fixed (McNemar p = {p_value:.3g})"]
    return Comparison(
        fixed=tuple(sorted(fixed)),
        broken=tuple(sorted(broken)),
        p_value=round(p_value, 6),
        worse=tuple(worse),
        new=tuple(sorted(set(now) - set(before))),
        gone=tuple(sorted(set(before) - set(now))) if whole else (),
    )


def find_worse(figures: Mapping[str, Estimate], baseline: Baseline) -> list[str]:
    """The gated metrics of dev that lie beyond the baseline's interval on their bad side, in words."""
    worse = []
    for metric in METRICS:
        was, found = baseline.figure("dev", metric.name), figures[metric.name]
        if not metric.gated or was is None or was.value is None:
            continue
        if is_worse(found, was, better=metric.better):
            now = "null" if found.value is None else f"{found.value:.3f}"
            worse.append(f"{metric.name} {now}, baseline {was.value:.3f} ({_bounds(was)})")
    return worse


def is_worse(found: Estimate, was: Estimate, *, better: str) -> bool:
    """Whether a figure lies beyond the 95 % interval of another on the bad side; one that vanished does."""
    if found.value is None:
        return was.value is not None
    if was.low is None or was.high is None:
        return False
    return found.value < was.low if better == "higher" else found.value > was.high


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, one case id a line, so that a diff shows what changed."""
    path.write_text(json.dumps(baseline.model_dump(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def make_baseline(
    scores: Sequence[CaseScore], figures: Mapping[str, Mapping[str, Estimate]], hashes: Mapping[str, str]
) -> Baseline:
    """A run as a baseline: its figures by split and metric, rounded, and its passed and failed cases."""
    rounded: dict[str, dict[str, Any]] = {
        split: {name: _rounded(estimate) for name, estimate in one.items()} for split, one in figures.items()
    }
    return Baseline(
        schema_version=1,
        cases_sha256=hashes["cases"],
        corpus_sha256=hashes["corpus"],
        figures={split: {name: _Figure(**one) for name, one in named.items()} for split, named in rounded.items()},
        passed=sorted(score.case_id for score in scores if score.passed),
        failed=sorted(score.case_id for score in scores if not score.passed),
    )


def _rounded(estimate: Estimate) -> dict[str, float | int | None]:
    numbers = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {"n": estimate.n, **{name: None if one is None else round(one, 6) for name, one in numbers.items()}}


def _bounds(estimate: Estimate) -> str:
    return (
        "no interval" if estimate.low is None or estimate.high is None else f"{estimate.low:.3f} to {estimate.high:.3f}"
    )
