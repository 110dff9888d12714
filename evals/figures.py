"""Numbers as every page of a report shows them."""

from __future__ import annotations

from evals.estimate import Estimate


def show_number(value: float | None) -> str:
    """Three decimals, one for a number of ten or more, a dash for null."""
    if value is None:
        return "–"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def show_interval(estimate: Estimate) -> str:
    """The 95 % interval in words; nothing where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{show_number(estimate.low)} to {show_number(estimate.high)}"
