"""A reply's text -> how much of it is ours, and how hard that is to read; it knows nothing of gold."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = re.compile(r"^\s*(?:---|\*\*\*|<details\b.*)\s*$", re.MULTILINE)
_MARKER = re.compile(r"\[(?:\d+|[a-z]{1,2})\]")
_MARKUP = re.compile(r"[*_`#]+")


def fold(text: str) -> str:
    """Unicode NFC, and runs of white space as one blank."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def plain(text: str) -> str:
    """The words as a reader sees them: without markers and markup, folded."""
    return fold(_MARKUP.sub("", _MARKER.sub("", text)))


def above_the_rule(text: str) -> str:
    """A reply's text without the notes folded beneath its rule."""
    return _FOLDED.split(text, maxsplit=1)[0]


def own_wording(text: str) -> str:
    """What is left of a reply's text without quotes, markers, and the notes folded beneath the rule."""
    lines = [line for line in above_the_rule(text).splitlines() if not line.startswith(">")]
    return _MARKUP.sub("", _MARKER.sub("", "\n".join(lines))).strip()
