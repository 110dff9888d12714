"""A report -> one HTML page that needs nothing else: no network, no script, no font; plots are inline SVG.

Of the test split it shows figures only, unless the split was opened on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from evals.asking import CaseRun
from evals.baseline import Baseline
from evals.candidates import ASSISTANT
from evals.case import Split
from evals.estimate import Estimate
from evals.figures import show_interval, show_number
from evals.judgement import HEADINGS, Judged, describe_judged, tabulate_judged
from evals.metrics import METRICS
from evals.page_case import describe_case
from evals.page_style import STYLE
from evals.page_table import write_table
from evals.plots import plot_latency, plot_metrics, plot_risk_coverage
from evals.report import Report
from evals.verdict import (
    MOVE_HEADINGS,
    describe_changes,
    describe_verdict,
    explain_moves,
    list_cases,
    list_sections,
    name_anchor,
    tabulate_moves,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NO_REPLY = "no reply"
_OUTCOMES = ("answered", "not_covered", "alert", "small_talk")


def write_page(
    report: Report, baseline: Baseline | None, latency: Mapping[str, float], judged: Judged | None = None
) -> str:
    """The whole page. latency: the assistant's percentiles in milliseconds, from `timings.json`."""
    return "\n".join([
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>Heads Up: evals</title><style>{STYLE}</style></head><body><main>",
        *_head(report, latency),
        *_links(report, judged),
        *_changes(report),
        *_gates(report),
        *(line for split in report.figures for line in _split(report, split, baseline)),
        *(_judged(judged) if judged else ()),
        *_failures(report.failed_runs),
        "</main></body></html>\n",
    ])  # fmt: skip


def _head(report: Report, latency: Mapping[str, float]) -> Iterator[str]:
    suite = report.suite
    good = not report.failed_gates and not (report.comparison and report.comparison.worse)
    within = ", ".join(f"{percent} % within {latency[f'p{percent}_ms']:.0f} ms" for percent in (50, 95, 99))
    hashes = f"cases {suite.cases_sha256[:12]}, corpus {suite.corpus_sha256[:12]}"
    yield "<h1>Heads Up: evals</h1>"
    yield f'<p class="verdict{"" if good else " bad"}">{escape(describe_verdict(report))}</p>'
    yield f'<p class="faint">{suite.cases} cases, {suite.part}; {hashes}; {escape(suite.model)}. Replies: {within}.</p>'


def _links(report: Report, judged: Judged | None) -> Iterator[str]:
    links = (f'<a href="#{anchor}">{escape(title)}</a>' for anchor, title in list_sections(report, judged))
    yield f'<nav aria-label="Sections">{" ".join(links)}</nav>'


def _changes(report: Report) -> Iterator[str]:
    change = report.comparison
    if change is None:
        return
    yield _heading("What changed")
    first, *others = describe_changes(change)
    yield f'<p class="trend {change.trend}">{escape(first)}</p>'
    yield from (f"<p>{escape(line)}</p>" for line in others)
    if change.moves:
        yield write_table(MOVE_HEADINGS, tabulate_moves(change))
        yield f'<p class="faint">{escape(explain_moves(change))}</p>'
    shown = {run.case.id for run in report.failed_runs}
    for word, names in list_cases(change):
        links = ", ".join(_link(name) if name in shown else escape(name) for name in names)
        yield f"<p>{word.capitalize()}: {links}.</p>"


def _link(case_id: str) -> str:
    return f'<a href="#case-{escape(case_id)}">{escape(case_id)}</a>'


def _gates(report: Report) -> Iterator[str]:
    if not report.gates:
        return
    rows = [[one.gate, one.verdict, show_number(one.found.value), f"{one.found.n:,}"] for one in report.gates]
    yield _heading("Gates")
    yield write_table(["gate, on dev", "verdict", "found", "n"], rows)


def _split(report: Report, split: Split, baseline: Baseline | None) -> Iterator[str]:
    runs = [run for run in report.runs if run.case.split == split]
    scores = [run.score for run in runs]
    before = {metric.name: baseline.figure(split, metric.name) if baseline else None for metric in METRICS}
    role = "gated" if split == "dev" else "reported, never gated on"
    yield _heading(split)
    yield f"<p>{len(runs)} cases, {role}.</p>"
    yield _figures_table(report, split, before if baseline else {})
    yield _figure(plot_metrics(report.figures[split], before), f"Metrics of {split} beside floors; ↓ lower is better.")
    if any(score.answerable is not None for score in scores):
        caption = f"Risk and coverage of {split}: how many would be wrong if the surest were answered."
        yield _figure(plot_risk_coverage(scores), caption)
    yield _confusion(runs)
    yield _figure(plot_latency(runs), f"Time from request to reply on {split}.")


def _figures_table(report: Report, split: Split, before: Mapping[str, Estimate | None]) -> str:
    figures = report.figures[split]
    floors = [name for name in figures if name != ASSISTANT]
    rows = []
    for metric in METRICS:
        found, was = figures[ASSISTANT][metric.name], before.get(metric.name)
        title = metric.title + (" (lower is better)" if metric.better == "lower" else "")
        row = [title, show_number(found.value), show_interval(found), f"{found.n:,}"]
        row += [show_number(figures[name][metric.name].value) for name in floors]
        rows.append(row + ([show_number(was.value if was else None)] if before else []))
    headings = ["metric", "value", "95 %", "n", *floors, *(["baseline"] if before else [])]
    return write_table(headings, rows, stacked=True)


def _confusion(runs: Sequence[CaseRun]) -> str:
    """For each kind of case, how many replies had which outcome."""
    counts: Counter[tuple[str, str]] = Counter((run.case.kind, run.score.outcome or _NO_REPLY) for run in runs)
    outcomes = [one for one in (*_OUTCOMES, _NO_REPLY) if any(outcome == one for _, outcome in counts)]
    rows = []
    for kind in sorted({run.case.kind for run in runs}):
        own = [run for run in runs if run.case.kind == kind]
        cells = [str(counts[kind, outcome] or "") for outcome in outcomes]
        rows.append([_spaced(kind), *cells, f"{sum(run.score.right for run in own)} of {len(own)}"])
    return "<h3>Outcomes by kind of case</h3>" + write_table(["kind", *map(_spaced, outcomes), "right"], rows)


def _judged(judged: Judged) -> Iterator[str]:
    yield _heading("LLM judge")
    yield f"<p>{escape(describe_judged(judged))}.</p>"
    yield write_table(HEADINGS, tabulate_judged(judged))


def _failures(failed: Sequence[CaseRun]) -> Iterator[str]:
    yield _heading("Failed cases")
    yield f"<p>{len(failed)} that may be shown.</p>"
    for kind in sorted({run.case.kind for run in failed}):
        own = [run for run in failed if run.case.kind == kind]
        yield f"<details><summary>{_spaced(kind)}: {len(own)}</summary>"
        yield from (describe_case(run) for run in own)
        yield "</details>"


def _heading(title: str) -> str:
    """A heading that can be linked to, as `list_sections` names it."""
    return f'<h2 id="{name_anchor(title)}">{escape(title)}</h2>'


def _figure(svg: str, caption: str) -> str:
    words = escape(caption)
    return f'<figure role="img" aria-label="{words}">{svg}<figcaption>{words}</figcaption></figure>'


def _spaced(name: str) -> str:
    return name.replace("_", " ")
