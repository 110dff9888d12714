"""HTML -> text as a reader sees it, with headings and list items marked as in Markdown.

llama-index's HTMLTagReader was read first: it drops headings and joins `<p>One.</p><p>Two.</p>` to "One.Two.", so that
sentences and sections are lost. Knows nothing of files.
"""

import re
from itertools import pairwise

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

_UNSEEN_TAG = re.compile("^(?:head|title|script|style|template|noscript|svg|iframe|object|select|button|form)$")
_UNSEEN_STYLE = re.compile(r"display:none|visibility:hidden|opacity:0(?![.\d])|font-size:0(?![.\d])")
_BLOCK = re.compile(
    "p|div|section|article|aside|header|footer|main|nav|ul|ol|dl|dt|dd|table|tr|figure|figcaption|blockquote|pre|hr|"
    "address|details|summary|fieldset"
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}


def extract_html(html: str) -> str:
    """Extract what is shown; hidden elements, scripts and comments are left out."""
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(string=lambda string: isinstance(string, Comment)):
        node.extract()
    for tag in [*soup.find_all(_UNSEEN_TAG), *soup.find_all(_is_hidden)]:
        tag.decompose()
    for string in soup.find_all(string=True):
        string.replace_with(NavigableString(re.sub(r"\s+", " ", string)))
    for tag in soup.find_all(True):
        _mark(tag)
    return _tidy(soup.get_text())


def find_html_title(html: str) -> str | None:
    """Find the words of the `title` element."""
    title = BeautifulSoup(html, "html.parser").title
    return " ".join(title.get_text().split()) or None if title else None


def _is_hidden(tag: Tag) -> bool:
    """Tell an element that a browser does not show."""
    style = re.sub(r"\s", "", str(tag.get("style", ""))).lower()
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or bool(_UNSEEN_STYLE.search(style))


def _mark(tag: Tag) -> None:
    """Put line ends and marks around an element."""
    if tag.name in _HEADINGS:
        tag.insert(0, "\n\n" + _HEADINGS[tag.name])
        tag.append("\n\n")
    elif tag.name == "li":
        depth = len(tag.find_parents(("ul", "ol"))) - 1
        tag.insert(0, "\n" + "  " * max(depth, 0) + "- ")
        tag.append("\n")
    elif _BLOCK.fullmatch(tag.name):
        tag.insert(0, "\n\n")
        tag.append("\n\n")
    elif tag.name in ("br", "td", "th"):
        tag.insert_before("\n" if tag.name == "br" else " ")


def _tidy(text: str) -> str:
    """Take needless blanks away, keeping the indent of list items, and join a mark to words on a later line."""
    text = re.sub(r"^([ ]*(?:-|#{1,6}) )\s+", r"\1", text, flags=re.MULTILINE)
    lines = [_tidy_line(line) for line in text.split("\n")]
    kept = [line for before, line in pairwise(["", *lines]) if line or before]
    return "\n".join(kept).strip() + "\n"


def _tidy_line(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    words = " ".join(line.split(" ")).strip()
    words = re.sub(r" {2,}", " ", words)
    return " " * indent + words if words.startswith("- ") else words
