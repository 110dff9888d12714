"""A report -> a table a split on the terminal, the gates, and what changed; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from evals.baseline import Baseline
from evals.candidates import ASSISTANT
from evals.case import Split
from evals.comparison import Comparison
from evals.estimate import Estimate
from evals.figures import show_interval, show_number
from evals.judgement import Judged, describe_judged
from evals.metrics import METRICS, Metric
from evals.report import Report
from evals.verdict import describe_changes, describe_verdict, explain_moves, list_cases, tabulate_moves

_COLOURS = {"held": "green", "failed": "bold red", "not measured": "yellow"}


def print_report(report: Report, baseline: Baseline | None, judged: Judged | None, console: Console) -> None:
    """Print the figures, gates, comparison, LLM's means and verdict; ids of cases, never what a test case says."""
    for split in report.figures:
        console.print(tabulate(report, split, baseline))
    for gate in report.gates:
        value = show_number(gate.found.value)
        console.print(
            f"[{_COLOURS[gate.verdict]}]{gate.verdict:>12}[/]  {gate.gate}  (found {value}, n {gate.found.n:,})"
        )
    if report.comparison:
        _print_changes(report.comparison, console)
    if judged:
        console.print(describe_judged(judged), markup=False)
    console.print(describe_verdict(report), style="bold", markup=False, highlight=False)


def tabulate(report: Report, split: Split, baseline: Baseline | None) -> Table:
    """One split's figures: value, 95 % interval, n, the floors, and the baseline before it; 80 columns are enough."""
    figures = report.figures[split]
    floors = [name for name in figures if name != ASSISTANT]
    count = sum(run.case.split == split for run in report.runs)
    note = "gated" if split == "dev" else "reported only"
    title = f"{split}: {count} cases, {note}"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0)
    for heading in ("metric", "value", "95 %", "n", *floors, *(["before"] if baseline else [])):
        table.add_column(heading, justify="left" if heading == "metric" else "right", no_wrap=True)
    for metric in METRICS:
        was = [show_number(_value(baseline.figure(split, metric.name)))] if baseline else []
        table.add_row(*_cells(metric, figures), *was)
    return table


def _cells(metric: Metric, figures: Mapping[str, Mapping[str, Estimate]]) -> list[str]:
    found = figures[ASSISTANT][metric.name]
    arrow = "" if metric.better == "higher" else " ↓"
    floors = [show_number(figures[name][metric.name].value) for name in figures if name != ASSISTANT]
    interval = show_interval(found).replace(" to ", "…")
    return [f"{metric.name}{arrow}", show_number(found.value), interval, f"{found.n:,}", *floors]


def _print_changes(change: Comparison, console: Console) -> None:
    console.print("against the baseline:")
    for line in describe_changes(change):
        console.print(f"  {line}", style="bold red" if line.startswith("Worse") else None, markup=False)
    for metric, was, found, side in tabulate_moves(change):
        console.print(f"  {metric} {was} to {found}: {side}", markup=False)
    if change.moves:
        console.print(f"  {explain_moves(change)}", markup=False)
    for word, names in list_cases(change):
        console.print(f"  {word}: {', '.join(names)}", markup=False)


def _value(estimate: Estimate | None) -> float | None:
    return estimate.value if estimate else None
