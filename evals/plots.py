"""Runs and figures -> plots as inline SVG; the only file that knows matplotlib, which is imported when a plot is drawn.

Drawn 360 pixels wide, with letters that a phone shows at their size; text stays text, so that it can be found and read
aloud. Colours are those of Okabe and Ito, told apart by all kinds of colour vision; shapes say the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evals.asking import CaseRun
from evals.candidates import ASSISTANT
from evals.estimate import Estimate, percentile
from evals.metrics import METRICS, Metric
from evals.score import CaseScore

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_INCHES = 3.75
POINT_LETTERS = 8
_BLUE, _ORANGE, _GREEN, _GREY = "#0072b2", "#d55e00", "#009e73", "#767676"
_MARKS = {"bm25": ("s", _ORANGE), "dense": ("^", _GREEN), "refuse": ("x", _GREY)}


def plot_metrics(figures: Mapping[str, Mapping[str, Estimate]], before: Mapping[str, Estimate | None]) -> str:
    """Every metric between 0 and 1 with its interval, the floors as small marks, the baseline as an open diamond."""
    shown = [one for one in METRICS if _is_share(one, figures[ASSISTANT][one.name])]
    figure, axes = _start(height=0.8 + 0.27 * len(shown))
    for row, metric in enumerate(shown):
        _draw_metric(axes, row, metric, figures, before.get(metric.name))
    axes.set_yticks(range(len(shown)), [one.name + (" ↓" if one.better == "lower" else "") for one in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    _add_legend(axes, [name for name in figures if name != ASSISTANT], with_baseline=any(before.values()))
    return _as_svg(figure)


def plot_risk_coverage(scores: Sequence[CaseScore]) -> str:
    """The share of wrong ones among the questions of highest confidence, as ever more of them would be answered.

    Wrong is a question without an answer, or one answered wrongly. Source: El-Yaniv and Wiener 2010, JMLR 11.
    """
    points = risk_coverage(scores)
    figure, axes = _start(height=2.5)
    axes.step([coverage for coverage, _ in points], [risk for _, risk in points], where="post", color=_BLUE)
    axes.set_xlabel("share of questions answered, surest first")
    axes.set_ylabel("share of them wrong")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max([0.1, *(risk for _, risk in points)]) * 1.1)
    axes.grid(color="#dddddd", linewidth=0.6)
    return _as_svg(figure)


def plot_latency(runs: Sequence[CaseRun]) -> str:
    """The share of replies that came within so many milliseconds, with the median and the 95th percentile."""
    ordered = sorted(run.seconds * 1000 for run in runs)
    figure, axes = _start(height=2.3)
    axes.step(ordered, [(rank + 1) / len(ordered) for rank in range(len(ordered))], where="post", color=_BLUE)
    for percent, style in ((50, "--"), (95, ":")):
        value = percentile(ordered, percent)
        axes.axvline(value, color=_ORANGE, linestyle=style, linewidth=1, label=f"{percent} % within {value:.0f} ms")
    axes.set_xlabel("milliseconds")
    axes.set_ylabel("share of replies")
    axes.set_ylim(0, 1.02)
    axes.legend(loc="lower right", frameon=False)
    return _as_svg(figure)


def risk_coverage(scores: Sequence[CaseScore]) -> list[tuple[float, float]]:
    """Points (coverage, risk) at every different confidence, from the surest question to all of them."""
    judged = sorted(
        (score for score in scores if score.answerable is not None), key=lambda score: -(score.confidence or 0.0)
    )
    points: list[tuple[float, float]] = []
    wrong = 0
    for count, score in enumerate(judged, start=1):
        wrong += score.answerable is False or score.truth == -1
        if count == len(judged) or judged[count].confidence != score.confidence:
            points.append((count / len(judged), wrong / count))
    return points


def _is_share(metric: Metric, found: Estimate) -> bool:
    return metric.gated and found.value is not None and found.low is not None and 0 <= found.value <= 1


def _draw_metric(
    axes: Axes, row: int, metric: Metric, figures: Mapping[str, Mapping[str, Estimate]], before: Estimate | None
) -> None:
    found = figures[ASSISTANT][metric.name]
    if found.value is not None and found.low is not None and found.high is not None:
        axes.plot([found.value], [row], "o", color=_BLUE, markersize=5, zorder=3)
        axes.plot([found.low, found.high], [row, row], color=_BLUE, linewidth=1.6, solid_capstyle="butt")
    for name, (mark, colour) in _MARKS.items():
        floor = figures[name][metric.name].value if name in figures else None
        if floor is not None and 0 <= floor <= 1:
            axes.plot([floor], [row], mark, color=colour, markersize=3.5, zorder=2)
    if before is not None and before.value is not None:
        axes.plot([before.value], [row], "D", markersize=6.5, markerfacecolor="none", markeredgecolor="black", zorder=4)


def _add_legend(axes: Axes, floors: Sequence[str], *, with_baseline: bool) -> None:
    axes.plot([], [], "o-", color=_BLUE, markersize=5, label="Heads Up, 95 %")
    for name in floors:
        mark, colour = _MARKS[name]
        axes.plot([], [], mark, color=colour, markersize=3.5, label=f"floor: {name}")
    if with_baseline:
        axes.plot([], [], "D", markerfacecolor="none", markeredgecolor="black", label="baseline")
    axes.legend(loc="lower center", bbox_to_anchor=(0.2, 1.0), ncols=2, frameon=False, handletextpad=0.5)


def _start(*, height: float) -> tuple[Figure, Axes]:
    """A figure of the width of a phone, without a window system, with text that stays text."""
    import matplotlib  # noqa: PLC0415  (a second, spared where no plot is drawn)
    from matplotlib.figure import Figure  # noqa: PLC0415

    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "headsup", "font.size": POINT_LETTERS})
    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _as_svg(figure: Figure) -> str:
    """The figure as an SVG element to be put into a page, without a date and without a fixed size."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    return re.sub(r'\s(?:width|height)="[\d.]+pt"', "", svg, count=2)
