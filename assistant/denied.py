"""A message -> the same without the signs that it denies ("not limp, blue or hot"); it judges nothing.

Only signs whose presence is the danger are left out: where something is missing ("not breathing"), the denial is the
sign. See `denied.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

REACH_WORDS = 12
"""How far a denial reaches at most."""
_PATH = Path(__file__).with_name("denied.yaml")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APART = re.compile(r"[.;!?\n]|\bbut\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The lists of `denied.yaml`; signs as one pattern, pairs as signs of two words."""

    denials: frozenset[str]
    between: frozenset[str]
    until: frozenset[str]
    signs: re.Pattern[str]
    pairs: frozenset[tuple[str, ...]]


def leave_out_denied(text: str) -> str:
    """The text without each denial and the run of signs behind it; the text itself where it denies none."""
    lists = _read_lists()
    words = list(_WORD.finditer(text))
    kept, place, start = [], 0, 0
    while place < len(words):
        end = (
            _end_of_denied(words, place, text)
            if words[place].group().lower().replace("’", "'") in lists.denials
            else place
        )
        if end > place:
            kept.append(text[start : words[place].start()])
            start = words[end - 1].end()
        place = max(end, place + 1)
    kept.append(text[start:])
    return " ".join("".join(kept).split()).lstrip(" ,/-") if len(kept) > 1 else text


def _end_of_denied(words: list[re.Match[str]], denial: int, text: str) -> int:
    """The place behind the last sign that a denial reaches, within its clause; the denial's own place for none."""
    lists = _read_lists()
    if not lists.until.isdisjoint(_rest_of_clause(words, denial, text)):
        return denial
    end, place = denial, denial + 1
    while place < min(len(words), denial + REACH_WORDS) and not _APART.search(
        text[words[place - 1].end() : words[place].start()]
    ):
        word = words[place].group().lower()
        following = words[place + 1].group().lower() if place + 1 < len(words) else ""
        if (word, following) in lists.pairs:
            place += 2
            end = place
        elif lists.signs.fullmatch(word):
            place += 1
            end = place
        elif word in lists.between:
            place += 1
        else:
            break
    return end


def _rest_of_clause(words: list[re.Match[str]], start: int, text: str) -> list[str]:
    """The words from a place on to the end of its clause, in lower case."""
    rest = [words[start].group().lower()]
    for before, word in pairwise(words[start : start + REACH_WORDS]):
        if _APART.search(text[before.end() : word.end()]):
            break
        rest.append(word.group().lower())
    return rest


@lru_cache(maxsize=1)
def _read_lists() -> _Lists:
    read = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    signs = (re.escape(sign.rstrip("*")) + (r"\w*" if sign.endswith("*") else "") for sign in read["signs"].split())
    return _Lists(
        denials=frozenset(read["denials"].split()),
        between=frozenset(read["between"].split()),
        until=frozenset(read["until"].split()),
        signs=re.compile("|".join(signs)),
        pairs=frozenset(tuple(pair.split()) for pair in read["pairs"]),
    )
