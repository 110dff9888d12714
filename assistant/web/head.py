"""What stands in the head of every page: our style and icon, both from here. It knows no page."""

from __future__ import annotations

from urllib.parse import quote

from assistant.web.markup import Html

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5f66"/>'
    '<circle cx="16" cy="12" r="6" fill="#fff"/>'
    '<path d="M6 26c2-7 18-7 20 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
)
STYLE = Html(
    f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}"><link rel="stylesheet" href="/page.css">'
    '<meta name="color-scheme" content="light dark">'
)
SCRIPT = Html('<script src="/page.js" defer></script>')
READABLE = Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
