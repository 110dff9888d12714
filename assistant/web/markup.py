"""Text -> HTML that is safe to show: the only place where a string becomes markup; it knows nothing of replies."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NewType

Html = NewType("Html", str)
"""Markup made by this file. A plain string is never passed where this type is asked for: mypy tells them apart."""

NOTHING = Html("")


def text(words: str) -> Html:
    """Escape words from anywhere: `< > & " '` become entities, so nothing in them is ever markup."""
    return Html(escape(words, quote=True))


def tag(element: str, *children: Html, **attributes: str | None) -> Html:
    """An element with escaped attributes; `class_` is written class, `data_start` data-start; None is left out.

    The element's and the attributes' names come from our code, never from a text.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Html(f"<{element}{written}>{join(children)}</{element}>")


def join(pieces: Iterable[Html]) -> Html:
    """Pieces of markup one after the other."""
    return Html("".join(pieces))


def web_address(url: str | None) -> str | None:
    """An http or https address as it may stand in a link, or None for any other scheme."""
    return url if url is not None and url.startswith(("https://", "http://")) else None
