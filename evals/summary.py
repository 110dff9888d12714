"""A report -> a page of Markdown: verdict, gates, figures beside floors, what changed, and which dev cases failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from evals.candidates import ASSISTANT
from evals.case import Split
from evals.estimate import Estimate
from evals.figures import show_interval, show_number
from evals.judgement import HEADINGS, Judged, describe_judged, tabulate_judged
from evals.metrics import METRICS
from evals.report import Report


def write_summary(report: Report, judged: Judged | None = None) -> str:
    """The report in Markdown, for a pull request or a log; the same report gives the same words."""
    return "\n".join([*_lines(report), *(_judged_lines(judged) if judged else ())]) + "\n"


def describe_verdict(report: Report) -> str:
    """The verdict in one sentence."""
    failed, change = report.failed_gates, report.comparison
    if failed:
        return f"Failed: {', '.join(gate.gate for gate in failed)}."
    if change and change.worse:
        return f"Worse than the baseline: {'; '.join(change.worse)}."
    return "Passed: every gate held" + (", and nothing is worse than the baseline." if change else ".")


def _lines(report: Report) -> Iterator[str]:
    suite = report.suite
    part = "the whole suite" if suite.whole else "a part of the suite"
    yield from ("# headsup eval", "", describe_verdict(report), "")
    yield f"{suite.cases} cases ({part}, {suite.cases_sha256[:12]}), corpus {suite.corpus_sha256[:12]}, {suite.model}."
    yield from ("", "## Gates (dev)", "", "| gate | found | n | |", "|---|---|---|---|")
    for gate in report.gates:
        yield f"| {gate.gate} | {show_number(gate.found.value)} | {gate.found.n} | {gate.verdict} |"
    for split in report.figures:
        yield from _figure_lines(report, split)
    if report.comparison:
        yield from _change_lines(report)
    yield from _failure_lines(report)


def _figure_lines(report: Report, split: Split) -> Iterator[str]:
    figures = report.figures[split]
    floors = [name for name in figures if name != ASSISTANT]
    gated = "gated" if split == "dev" else "reported, never gated on"
    yield from ("", f"## {split} ({gated})", "")
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


def _change_lines(report: Report) -> Iterator[str]:
    change = report.comparison
    if change is None:
        return
    yield from ("", "## Against the baseline", "")
    yield f"{len(change.fixed)} fixed, {len(change.broken)} broken; exact McNemar on dev p = {change.p_value:.3g}."
    for word, names in (("Fixed", change.fixed), ("Broken", change.broken), ("New", change.new), ("Gone", change.gone)):
        if names:
            yield from ("", f"{word}: {', '.join(names)}.")


def _judged_lines(judged: Judged) -> Iterator[str]:
    yield from ("", "## What an LLM says of the answers", "", f"{describe_judged(judged)}.", "")
    yield from (f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}")
    yield from (f"| {' | '.join(row)} |" for row in tabulate_judged(judged))


def _failure_lines(report: Report) -> Iterator[str]:
    failed = report.failed_runs
    yield from ("", f"## Failed cases ({len(failed)} shown)", "")
    faults = Counter(fault.split(":", maxsplit=1)[0] for run in failed for fault in run.score.faults)
    for fault, count in sorted(faults.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"- {count} × {fault}"
    yield ""
    for run in failed:
        yield f"- `{run.case.id}` {'; '.join(run.score.faults)}"
