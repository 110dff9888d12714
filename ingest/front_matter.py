"""The head of a Markdown file, or the side file of another -> what is known of a document besides its words.

Knows nothing of the other keys that such a head may have: they are passed over.
"""

import re
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from ingest.errors import CorpusError, DocumentError
from ingest.yaml_file import find_place, parse_yaml

MAX_FRONT_MATTER_CHARACTERS = 10_000

_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"[\w-]+[ \t]*:")
_TITLE = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S[^\r\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What is known of a document besides its words; `language` is a BCP 47 tag."""

    title: str
    source: str | None = None
    language: str = "en"
    retrieved_on: date | None = None
    licence: str | None = None
    audience: str | None = None


_FRONT_MATTER = TypeAdapter(FrontMatter)


def find_body(text: str) -> tuple[str, int]:
    """Find the YAML at the head of a text, and where the body starts; no YAML if there is no such head.

    Raises DocumentError for a head of `key:` lines that is never closed.
    """
    opening = _OPENING.match(text)
    start = len(text) - len(text.removeprefix("\ufeff"))
    if not opening:
        return "", start
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER_CHARACTERS)
    if closing:
        return text[opening.end() : closing.start()], closing.end()
    if _KEY.match(text, opening.end()):
        raise DocumentError(
            f"its front matter has no end within {MAX_FRONT_MATTER_CHARACTERS:,} characters; "
            "close it with a line of three dashes"
        )
    return "", start


def read_front_matter(yaml_text: str, *, name: str, first_line: int, title: str) -> FrontMatter:
    """Read front matter from YAML, with `title` where it gives none.

    Raises DocumentError, naming file and line, for broken YAML and for values of the wrong kind.
    """
    try:
        file = parse_yaml(yaml_text, name, first_line)
    except CorpusError as error:
        raise DocumentError(f"its front matter is broken: {error}") from error
    if not isinstance(file.content, dict | None):
        raise DocumentError(f"its front matter is no list of `key: value` lines ({name}:{first_line}); write it so")
    try:
        return _FRONT_MATTER.validate_python({"title": title} | (file.content or {}))
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        place = find_place(file, [step for step in detail["loc"] if isinstance(step, str)])
        raise DocumentError(
            f"its front matter is wrong at {place}: {detail['loc'][0]}: {detail['msg']}; mend it"
        ) from error


def find_title(text: str, start: int) -> str | None:
    """Find the words of the first Markdown heading."""
    heading = _TITLE.search(text, start)
    return heading[1].strip(" \t#") or None if heading else None
