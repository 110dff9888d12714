"""Runs -> the report: figures by split beside the floors, the gates, a row a case; the same runs give the same bytes.

Timings are no part of it, and stand in a file of their own. Of a test case the report tells whether it passed and
nothing else, unless the test split is opened on purpose; of a case that may be shown, all that the metrics are made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.asking import CaseRun
from evals.baseline import Baseline, make_baseline
from evals.candidates import ASSISTANT
from evals.case import Case, Split
from evals.case_hash import hash_case
from evals.comparison import Comparison
from evals.estimate import Estimate
from evals.gates import GateResult, check_gates
from evals.metrics import compute_metrics
from evals.score import CaseScore

SCHEMA = 3
DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """What was judged on what: hashes of cases and corpus, the model's name, and whether it was the whole suite.

    reviewed_answers: how many the engine had; 0 where they were left out.
    """

    cases: int
    cases_sha256: str
    corpus_sha256: str
    model: str
    reviewed_answers: int
    whole: bool

    @property
    def part(self) -> str:
        """In words, how much was judged, and with how many reviewed answers."""
        return f"{'the whole suite' if self.whole else 'a part of the suite'}, {self.reviewed_answers} reviewed answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A judged suite. figures: by split, then candidate ("headsup" or a floor), then metric.

    opened: whether failed test cases are shown, which ends the test split's use as a test.
    """

    suite: Suite
    figures: Mapping[Split, Mapping[str, Mapping[str, Estimate]]]
    gates: tuple[GateResult, ...]
    runs: tuple[CaseRun, ...]
    comparison: Comparison | None
    opened: bool

    @property
    def failed_gates(self) -> tuple[GateResult, ...]:
        """The gates that did not hold."""
        return tuple(gate for gate in self.gates if gate.verdict == "failed")

    @property
    def failed_runs(self) -> tuple[CaseRun, ...]:
        """The runs that did not pass and may be shown."""
        return tuple(run for run in self.runs if not run.score.passed and (self.opened or run.case.split == "dev"))


def describe_suite(
    cases: Sequence[Case], corpus_sha256: str, model: str, *, reviewed_answers: int, whole: bool
) -> Suite:
    """The identity of what is judged; the hash is of what is asked and expected, not of how the files are laid out."""
    lines = sorted(f"{case.id} {case.split} {hash_case(case)}" for case in cases)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return Suite(
        cases=len(cases),
        cases_sha256=digest,
        corpus_sha256=corpus_sha256,
        model=model,
        reviewed_answers=reviewed_answers,
        whole=whole,
    )


def compute_figures(
    runs: Mapping[str, Sequence[CaseRun]],
) -> dict[Split, dict[str, dict[str, Estimate]]]:
    """Every metric by split and candidate; a split without a case is left out."""
    splits: tuple[Split, ...] = ("dev", "test")
    present = [split for split in splits if any(run.case.split == split for one in runs.values() for run in one)]
    return {
        split: {
            name: compute_metrics([run.score for run in one if run.case.split == split]) for name, one in runs.items()
        }
        for split in present
    }


def gate_figures(
    figures: Mapping[Split, Mapping[str, Mapping[str, Estimate]]], runs: Sequence[CaseRun], suite: Suite
) -> tuple[GateResult, ...]:
    """The gates on the dev split; none where the run has no dev case."""
    dev = figures.get("dev")
    return check_gates(dev[ASSISTANT], len(runs), suite.cases, whole=suite.whole) if dev else ()


def report_as_json(report: Report) -> bytes:
    """The report as JSON: keys in a fixed order, six decimals, no NaN, no time, no machine."""
    fields = {
        "schema": SCHEMA,
        "suite": asdict(report.suite),
        "gates": [{"gate": one.gate, "verdict": one.verdict, **asdict(one.found)} for one in report.gates],
        "figures": {split: _figures_as_json(figures) for split, figures in report.figures.items()},
        "comparison": asdict(report.comparison) if report.comparison else None,
        "cases": [row_as_json(run.score, shown=report.opened or run.case.split == "dev") for run in report.runs],
    }
    return (json.dumps(_rounded(fields), ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def row_as_json(score: CaseScore, *, shown: bool) -> dict[str, Any]:
    """A case's row: its whole score, or, of a case that is not to be shown, whether it passed."""
    row = {"id": score.case_id, "kind": score.kind, "split": score.split, "passed": score.passed}
    return row | {name: part for name, part in asdict(score).items() if name != "case_id"} if shown else row


def baseline_of(report: Report) -> Baseline:
    """The report as a baseline for later runs."""
    figures = {split: figures[ASSISTANT] for split, figures in report.figures.items()}
    return make_baseline(report.runs, figures, report.suite.corpus_sha256)


def _figures_as_json(figures: Mapping[str, Mapping[str, Estimate]]) -> dict[str, dict[str, Any]]:
    """By metric and then candidate: a reader looks a metric up and sees it beside its floors."""
    names = list(figures[ASSISTANT])
    return {name: {one: asdict(figures[one][name]) for one in figures} for name in names}


def _rounded(part: Any) -> Any:  # noqa: ANN401
    """What JSON can hold, with every fraction in it rounded."""
    if isinstance(part, dict):
        return {name: _rounded(one) for name, one in part.items()}
    if isinstance(part, list | tuple):
        return [_rounded(one) for one in part]
    return round(part, DIGITS) if isinstance(part, float) else part
