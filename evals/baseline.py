"""A run <-> the committed baseline: its figures by split and, for each case, a hash and whether it passed.

Knows nothing of how a run was made, and compares nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.asking import CaseRun
from evals.case import Split
from evals.case_hash import hash_case
from evals.errors import BaselineError
from evals.estimate import Estimate

BASELINE_PATH = Path(__file__).with_name("baseline.json")


class _Figure(BaseModel):
    model_config = ConfigDict(extra="forbid")
    n: int
    value: float | None
    low: float | None
    high: float | None


class SplitCases(BaseModel):
    """The hashes of one split's cases by id, apart for those that passed and those that failed."""

    model_config = ConfigDict(extra="forbid")
    passed: dict[str, str]
    failed: dict[str, str]

    @property
    def hashes(self) -> dict[str, str]:
        """The hashes of all its cases by id."""
        return self.passed | self.failed


class Baseline(BaseModel):
    """A run to compare with: its figures by split and metric, its cases by split, and the corpus that it was on."""

    model_config = ConfigDict(extra="forbid")
    schema_version: Literal[2]
    corpus_sha256: str
    figures: dict[Split, dict[str, _Figure]]
    cases: dict[Split, SplitCases]

    def figure(self, split: Split, metric: str) -> Estimate | None:
        """One figure as an estimate, None where the baseline has none."""
        found = self.figures.get(split, {}).get(metric)
        return Estimate(n=found.n, value=found.value, low=found.low, high=found.high) if found else None


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
            f"{path} is no baseline that this version reads ({place}: {first['msg']}); "
            "restore the file, or make it anew with `headsup eval --split all --accept`."
        ) from None


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, one case a line, so that a diff shows what changed."""
    path.write_text(json.dumps(baseline.model_dump(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def make_baseline(
    runs: Iterable[CaseRun], figures: Mapping[Split, Mapping[str, Estimate]], corpus_sha256: str
) -> Baseline:
    """A run as a baseline, its figures rounded to six decimals."""
    judged = list(runs)
    return Baseline(
        schema_version=2,
        corpus_sha256=corpus_sha256,
        figures={split: {name: _rounded(one) for name, one in named.items()} for split, named in figures.items()},
        cases={split: _hash_cases([run for run in judged if run.case.split == split]) for split in figures},
    )


def is_worse(found: Estimate, was: Estimate, *, better: str) -> bool:
    """Whether a figure lies beyond the 95 % interval of another on the bad side; one that vanished does."""
    if found.value is None:
        return was.value is not None
    if was.low is None or was.high is None:
        return False
    return found.value < was.low if better == "higher" else found.value > was.high


def _hash_cases(runs: Iterable[CaseRun]) -> SplitCases:
    hashes = sorted((run.case.id, hash_case(run.case), run.score.passed) for run in runs)
    return SplitCases(
        passed={name: digest for name, digest, passed in hashes if passed},
        failed={name: digest for name, digest, passed in hashes if not passed},
    )


def _rounded(estimate: Estimate) -> _Figure:
    numbers = (None if one is None else round(one, 6) for one in (estimate.value, estimate.low, estimate.high))
    value, low, high = numbers
    return _Figure(n=estimate.n, value=value, low=low, high=high)
