"""What the browser shows before any script has run: who we are, what we are not, and questions to begin with.

Gradio's own page is empty until its script has loaded. This middleware puts our words above it, in the HTML itself; it
does not know gradio's parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import anyio.to_thread
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.cards import question_buttons
from assistant.web.edition import Edition
from assistant.web.head import SCRIPT, STYLE
from assistant.web.marks import document_address, link_phones
from assistant.web.markup import Html, join, tag, text

_FOREIGN = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>|\s*<link rel="manifest"[^>]*>')

TITLE = "Heads Up: a baby learning to hold up the head"
WHAT_IT_IS = (
    "Ask about a baby learning to hold up the head, and read what a guidance text says, in its own words, with safety "
    "notes where official advice differs."
)
WHAT_IT_IS_NOT = "Editorial, not reviewed by a clinician. It does not replace your baby’s doctor or nurse."
EMERGENCY = "Not for emergencies: call 911 US, 999 UK, 112 EU."


class FirstPaint:
    """Adds the opening of the page to the response at `/`."""

    def __init__(self, app: ASGIApp, edition: Callable[[], Edition]) -> None:
        """Show what the current edition offers."""
        self._app = app
        self._edition = edition

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on, and rewrite the page at `/`."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        edition = await anyio.to_thread.run_sync(self._edition)
        started: list[Message] = []
        body = bytearray()

        async def rewrite(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                page = insert_opening(body.decode("utf-8"), edition).encode("utf-8")
                MutableHeaders(scope=started[0])["Content-Length"] = str(len(page))
                await send(started[0])
                await send({"type": "http.response.body", "body": page})

        # gradio would read the name of a stored state in the query, and compress what is to be rewritten here
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "query_string": b"", "headers": plain}, receive, rewrite)


def insert_opening(page: str, edition: Edition) -> str:
    """Gradio's HTML with our title, style, script and opening, and without what it says of itself to other sites."""
    ours = _FOREIGN.sub("", page)
    ours = ours.replace("</head>", f"{tag('title', text(TITLE))}{STYLE}{SCRIPT}</head>", 1)
    return ours.replace("<gradio-app", f"{render_opening(edition)}<gradio-app", 1)


def render_opening(edition: Edition) -> Html:
    """Header, start and the place for a passage; `#examples` leaves with the first question."""
    header = tag(
        "header", tag("h1", text("Heads Up")), tag("p", text(WHAT_IT_IS)),
        tag("p", link_phones(EMERGENCY), class_="emergency-line"), tag("p", text(WHAT_IT_IS_NOT), class_="caveat"),
        class_="opening",
    )  # fmt: skip
    examples = tag("div", tag("h2", text("You could ask")), question_buttons(edition.examples), id="examples")
    shown = [examples] if edition.examples else []
    start = tag("section", *shown, _noscript(), _documents(edition), id="start", aria_label="To begin with")
    return join([header, start, _PASSAGE])


def _documents(edition: Edition) -> Html:
    links = join(
        tag("li", tag("a", text(title), href=document_address(name))) for name, title in sorted(edition.titles.items())
    )
    return tag("details", tag("summary", text("Read the guidance itself")), tag("ul", links))


def _noscript() -> Html:
    return tag("noscript", tag("p", text("Asking needs JavaScript. The guidance below can be read without it.")))


_PASSAGE = tag(
    "dialog",
    tag(
        "div",
        tag(
            "div", tag("p", text("In the guidance"), class_="label"), tag("p", id="passage-title"),
            tag("a", text("Open as a page"), id="passage-page", href="/"),
        ),
        tag("button", text("Close"), type="button", id="passage-close"),
        class_="passage-bar",
    ),
    tag("div", id="passage-text", tabindex="0", role="region", aria_labelledby="passage-title"),
    id="passage", aria_labelledby="passage-title",
)  # fmt: skip
