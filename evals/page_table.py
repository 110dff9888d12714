"""Rows -> an HTML table; on a narrow screen each cell can carry its heading with it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def write_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, stacked: bool = False) -> str:
    """A table, everything escaped; the first cell of a row is its heading.

    stacked: rows become blocks at 360 pixels; otherwise a table that is too wide scrolls by itself.
    """
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in headings)
    body = "".join(_row(headings, row) for row in rows)
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<table class="figures">{table}' if stacked else f'<div class="scroll"><table>{table}</div>'


def _row(headings: Sequence[str], row: Sequence[str]) -> str:
    cells = "".join(
        f'<td data-label="{escape(heading)}">{escape(cell)}</td>'
        for heading, cell in zip(headings[1:], row[1:], strict=True)
    )
    heading = escape(row[0]).replace("_", "_<wbr>")
    return f'<tr><th scope="row">{heading}</th>{cells}</tr>\n'
