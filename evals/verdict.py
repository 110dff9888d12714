"""A report -> its verdict and what changed, in the words and rows that every page of it shows; it decides nothing."""

from __future__ import annotations

from collections import Counter

from evals.comparison import Comparison, Move
from evals.figures import show_number
from evals.judgement import Judged
from evals.report import Report

MOST_MOVES = 10
MOVE_HEADINGS = ("moved on dev", "before", "now", "")


def list_sections(report: Report, judged: Judged | None) -> list[tuple[str, str]]:
    """The anchors and headings of a page on the report, in their order."""
    titles = ["What changed"] if report.comparison else []
    titles += ["Gates"] if report.gates else []
    titles += [*report.figures, *(["LLM judge"] if judged else []), "Failed cases"]
    return [(name_anchor(title), title) for title in titles]


def name_anchor(title: str) -> str:
    """The anchor of a heading, made as GitHub makes those of Markdown."""
    return title.lower().replace(" ", "-")


def describe_verdict(report: Report) -> str:
    """The verdict in one sentence; what was not measured or not compared is no praise."""
    change = report.comparison
    gates = describe_gates(report)
    if report.failed_gates:
        return f"Failed: {', '.join(gate.gate for gate in report.failed_gates)}; {gates}."
    if change and change.worse:
        return f"Worse than the baseline: {'; '.join(change.worse)}; {gates}."
    passed = f"Passed: {gates}" if report.gates else f"Nothing failed: {gates}"
    if change is None:
        return f"{passed}."
    return f"{passed}; {_describe_scope(change)}."


def describe_gates(report: Report) -> str:
    """How many gates held and how many were not measured, without a full stop."""
    if not report.gates:
        return "no gate was measured, since they are of dev and no dev case was run"
    counts = Counter(gate.verdict for gate in report.gates)
    unseen = f", {counts['not measured']} not measured" if counts["not measured"] else ""
    return f"{counts['held']} of {len(report.gates)} gates held{unseen}"


def describe_changes(change: Comparison) -> list[str]:
    """What changed, in sentences: the trend and the counts first, then what keeps it from being the whole story."""
    cases = change.cases
    counts = f"of {change.compared} cases asked alike, {len(cases.fixed)} fixed and {len(cases.broken)} broken"
    told = [f"{change.trend.capitalize()}: {counts}; exact McNemar test on dev p = {change.p_value:.3g}."]
    if change.moves is None:
        told.append("Figures were not compared: only those of a whole dev run are.")
    if cases.changed:
        told.append(f"{len(cases.changed)} cases have another question or gold than in the baseline, and do not count.")
    if not change.same_corpus:
        told.append("The corpus is another than the baseline's.")
    return told


def list_cases(change: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    """The ids of cases by what became of them; what became of none is left out."""
    cases = change.cases
    named = [
        ("fixed", cases.fixed), ("broken", cases.broken), ("changed", cases.changed), ("new", cases.new),
        ("gone", cases.gone),
    ]  # fmt: skip
    return [(word, names) for word, names in named if names]


def tabulate_moves(change: Comparison) -> list[list[str]]:
    """Rows under MOVE_HEADINGS of the figures that moved most, those that left the baseline's interval first."""
    return [
        [move.metric, show_number(move.was.value), show_number(move.found.value), _describe_move(move)]
        for move in (change.moves or ())[:MOST_MOVES]
    ]


def explain_moves(change: Comparison) -> str:
    """What the rows of `tabulate_moves` mean, and how many figures they leave out."""
    rest = len(change.moves or ()) - MOST_MOVES
    more = f"; figures that moved by less: {rest}" if rest > 0 else ""
    return f"(!): outside the baseline's 95 % interval, so that it counts{more}."


def _describe_move(move: Move) -> str:
    return f"{move.side} (!)" if move.beyond else move.side


def _describe_scope(change: Comparison) -> str:
    if change.moves is None:
        broken = len(change.cases.broken)
        return (
            f"{change.compared} cases compared, {broken} broken; no figure compared, since the run is no whole dev run"
        )
    return "nothing is worse than the baseline"
