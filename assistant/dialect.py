"""The parent's spelling, British or American -> our own words spelled alike; quotes and headings stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.reply import Reply
from assistant.wording import say
from assistant.words import split_words

Dialect = Literal["british", "american"]

DIALECT_PATH = Path(__file__).with_name("dialect.yaml")
_QUOTED = re.compile(r"“[^”]*”")
_WORD = re.compile(r"[^\W\d_]+")


def read_dialect(messages: Sequence[str]) -> Dialect:
    """The spelling that more of the words of the messages tell; American where they tell none, as the guidance is."""
    words = [word for message in messages for word in split_words(message)]
    cues = _read_cues()
    british, american = (sum(word in cues[name] for word in words) for name in ("british", "american"))
    return "british" if british > american else "american"


def spell_reply(reply: Reply, dialect: Dialect) -> Reply:
    """The same reply with every word of ours in one spelling: text, alert, notes, resolutions.

    Not changed: quotes, headings that repeat the user's words, sources, and suggestions (the bank's questions).
    """
    headings = {say("answered.part", question=part.question) for part in reply.parts}
    lines = [
        line if line.startswith(">") or line in headings else spell(line, dialect) for line in reply.text.split("\n")
    ]
    return replace(
        reply,
        text="\n".join(lines),
        alert=reply.alert and replace(reply.alert, text=spell(reply.alert.text, dialect)),
        notes=tuple(
            replace(note, lead=spell(note.lead, dialect), text=spell(note.text, dialect)) for note in reply.notes
        ),
        conflicts=tuple(replace(card, resolution=spell(card.resolution, dialect)) for card in reply.conflicts),
    )


def spell(text: str, dialect: Dialect) -> str:
    """A text with the words of the table changed, their capitals kept, but for what stands in quotation marks."""
    pairs = _read_pairs(dialect)
    pieces = _QUOTED.split(text)
    quoted = [*_QUOTED.findall(text), ""]
    return "".join(_swap(piece, pairs) + quote for piece, quote in zip(pieces, quoted, strict=True))


def _swap(text: str, pairs: Mapping[str, str]) -> str:
    def change(match: re.Match[str]) -> str:
        word = match.group()
        other = pairs.get(word.lower())
        return word if other is None else other.capitalize() if word[0].isupper() else other

    return _WORD.sub(change, text)


@lru_cache(maxsize=2)
def _read_pairs(dialect: Dialect) -> Mapping[str, str]:
    """Word -> word of that dialect."""
    pairs: dict[str, str] = _read_file()["pairs"]
    return pairs if dialect == "american" else {american: british for british, american in pairs.items()}


@lru_cache(maxsize=1)
def _read_cues() -> Mapping[Dialect, frozenset[str]]:
    read = _read_file()
    return {
        "british": frozenset([*read["british"].split(), *read["pairs"]]),
        "american": frozenset([*read["american"].split(), *read["pairs"].values()]),
    }


@lru_cache(maxsize=1)
def _read_file() -> dict[str, Any]:
    return dict(yaml.safe_load(DIALECT_PATH.read_text(encoding="utf-8")))
