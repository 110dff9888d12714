"""The word lists of `words.yaml`, and a message's words; it draws no conclusions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

MOST_BARE = 5
"""Words of a message that may name nothing; a longer one tells something."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


def split_words(message: str) -> list[str]:
    """A message's words and numbers, in lower case, apostrophes straight."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(message)]


def content_words(message: str) -> list[str]:
    """A message's words less those that say nothing of its subject."""
    return [word for word in split_words(message) if word not in word_list("stop")]


def has_words(message: str) -> bool:
    """Whether there is anything to read: at least two letters of any script in a row."""
    return bool(re.search(r"[^\W\d_]{2,}", message))


def is_small_talk(message: str) -> bool:
    """Whether a message is nothing but a greeting, thanks or a good-bye."""
    words = split_words(message)
    if not words or len(words) > 12:
        return False
    return word_list("small_talk").issuperset(words) and not word_list("greetings").isdisjoint(words)


def says_nothing(message: str) -> bool:
    """Whether a short message names no matter at all: "baby", "why", "he's 6 months old"."""
    words = content_words(message)
    return len(split_words(message)) <= MOST_BARE and all(word in word_list("bare") or word.isdigit() for word in words)


def is_thanks(message: str) -> bool:
    """Whether small talk is thanks or a good-bye rather than a greeting."""
    return any(word in word_list("thanks") for word in split_words(message))


@lru_cache(maxsize=1)
def _read_lists() -> dict[str, frozenset[str]]:
    lists = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


def word_list(name: str) -> frozenset[str]:
    """One of the lists of `words.yaml`."""
    return _read_lists()[name]


def every_listed_word() -> frozenset[str]:
    """The words of all lists together: everyday English, whatever the corpus."""
    return frozenset().union(*_read_lists().values())
