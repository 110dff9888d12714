"""A report -> a page of Markdown: verdict, what changed, gates, figures beside floors, and which dev cases failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evals.candidates import ASSISTANT
from evals.case import Split
from evals.comparison import Comparison
from evals.estimate import Estimate
from evals.figures import show_interval, show_number
from evals.gates import GateResult
from evals.judgement import HEADINGS, Judged, describe_judged, tabulate_judged
from evals.metrics import METRICS
from evals.report import Report
from evals.verdict import (
    MOVE_HEADINGS,
    describe_changes,
    describe_verdict,
    explain_moves,
    list_cases,
    list_sections,
    tabulate_moves,
)


def write_summary(report: Report, judged: Judged | None = None) -> str:
    """The report in Markdown, for a pull request or a log; the same report gives the same words."""
    return "\n".join(_lines(report, judged)) + "\n"


def _lines(report: Report, judged: Judged | None) -> Iterator[str]:
    suite = report.suite
    yield from ("# headsup eval", "", describe_verdict(report), "")
    hashes = f"cases {suite.cases_sha256[:12]}, corpus {suite.corpus_sha256[:12]}"
    yield f"{suite.cases} cases, {suite.part}; {hashes}; {suite.model}."
    yield from ("", " · ".join(f"[{title}](#{anchor})" for anchor, title in list_sections(report, judged)))
    if report.comparison:
        yield from _change_lines(report.comparison)
    if report.gates:
        yield from _gate_lines(report.gates)
    for split in report.figures:
        yield from _figure_lines(report, split)
    if judged:
        yield from _judged_lines(judged)
    yield from _failure_lines(report)


def _gate_lines(gates: Sequence[GateResult]) -> Iterator[str]:
    yield from ("", "## Gates", "", "| gate, on dev | found | n | |", "|---|---|---|---|")
    for gate in gates:
        yield f"| {gate.gate} | {show_number(gate.found.value)} | {gate.found.n} | {gate.verdict} |"


def _figure_lines(report: Report, split: Split) -> Iterator[str]:
    figures = report.figures[split]
    floors = [name for name in figures if name != ASSISTANT]
    yield from ("", f"## {split}", "", "Gated." if split == "dev" else "Reported, never gated on.", "")
    yield f"| metric | value | 95 % | n | {' | '.join(floors)} |"
    yield f"|---|---|---|---|{'---|' * len(floors)}"
    for metric in METRICS:
        yield _figure_line(
            metric.title + (" (lower is better)" if metric.better == "lower" else ""), metric.name, figures
        )


def _figure_line(title: str, name: str, figures: Mapping[str, Mapping[str, Estimate]]) -> str:
    found = figures[ASSISTANT][name]
    floors = [show_number(one[name].value) for candidate, one in figures.items() if candidate != ASSISTANT]
    return f"| {title} | {show_number(found.value)} | {show_interval(found)} | {found.n} | {' | '.join(floors)} |"


def _change_lines(change: Comparison) -> Iterator[str]:
    yield from ("", "## What changed", "", *(f"- {line}" for line in describe_changes(change)))
    if change.moves:
        yield from ("", f"| {' | '.join(MOVE_HEADINGS)} |", f"|{'---|' * len(MOVE_HEADINGS)}")
        yield from (f"| {' | '.join(row)} |" for row in tabulate_moves(change))
        yield from ("", explain_moves(change))
    for word, names in list_cases(change):
        yield from ("", f"{word.capitalize()}: {', '.join(names)}.")


def _judged_lines(judged: Judged) -> Iterator[str]:
    yield from ("", "## LLM judge", "", f"{describe_judged(judged)}.", "")
    yield from (f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}")
    yield from (f"| {' | '.join(row)} |" for row in tabulate_judged(judged))


def _failure_lines(report: Report) -> Iterator[str]:
    failed = report.failed_runs
    yield from ("", "## Failed cases", "", f"{len(failed)} that may be shown.", "")
    faults = Counter(fault.split(":", maxsplit=1)[0] for run in failed for fault in run.score.faults)
    for fault, count in sorted(faults.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"- {count} × {fault}"
    yield ""
    for run in failed:
        yield f"- `{run.case.id}` {'; '.join(run.score.faults)}"
