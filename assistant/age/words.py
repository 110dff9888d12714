"""The word lists of `words.yaml`, and a message's words as they are compared with them; it reads no ages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

LONGEST_PHRASE = 5
MOST_WORDS = 1000
"""A message of 2,000 characters that is written by a person has at most some 600 words and marks."""
_GLUE = re.compile(r"(?<=[^\W\d_])[-‐‑](?=\w)|(?<=\w)[-‐‑](?=[^\W\d_])")
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+|[½¼¾]|[^\s\w]")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")


def split_age_words(message: str) -> tuple[str, ...]:
    """A message's words, numbers and marks: lower case, no apostrophes, no hyphen but between two numbers."""
    folded = _GLUE.sub(" ", message.lower().translate(_APOSTROPHES))
    return tuple(match.group() for match in islice(_WORD.finditer(folded), MOST_WORDS))


@lru_cache(maxsize=1)
def _read_file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=100)
def age_list(name: str) -> frozenset[str]:
    """The words of a list, or of all the lists beneath a name."""
    listed = _read_file()[name]
    return frozenset(" ".join(listed.values()).split() if isinstance(listed, dict) else listed.split())


@lru_cache(maxsize=100)
def age_map(name: str) -> dict[str, str]:
    """Word -> the name of the list that holds it: "wks" -> "week"."""
    return {word: key for key, listed in _read_file()[name].items() for word in listed.split()}


@lru_cache(maxsize=100)
def age_numbers(name: str) -> dict[str, Any]:
    """Word or phrase -> the number, or the numbers, that it stands for."""
    numbers: dict[str, Any] = _read_file()[name]
    return numbers


@lru_cache(maxsize=100)
def _read_phrases(name: str) -> frozenset[str]:
    return frozenset(_read_file()[name])


@lru_cache(maxsize=100)
def _read_first_words(name: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in _read_phrases(name))


def ends_with(words: Sequence[str], end: int, name: str) -> str:
    """The longest phrase of a list that stands directly before the word at `end`; "" where none does."""
    starts = range(max(0, end - LONGEST_PHRASE), end)
    return next((phrase for start in starts if (phrase := " ".join(words[start:end])) in _read_phrases(name)), "")


def starts_with(words: Sequence[str], start: int, name: str) -> str:
    """The longest phrase of a list that begins with the word at `start`; "" where none does."""
    if words[start : start + 1] and words[start] not in _read_first_words(name):
        return ""
    ends = range(min(len(words), start + LONGEST_PHRASE), start, -1)
    return next((phrase for end in ends if (phrase := " ".join(words[start:end])) in _read_phrases(name)), "")
