"""The word lists of `words.yaml`, and a message's words; it draws no conclusions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

MOST_BARE = 8
"""Words of a message that may name nothing; a longer one tells something."""
MOST_TALK, MOST_THANKS, MOST_CRIES = 12, 30, 6
"""Words of small talk, of thanks in longer words, and of a cry for help; a longer message tells something besides."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_ASKS = re.compile(
    r"\b(?:what|when|where|why|how|which|who|until|till)\b|\b(?:[a-z]+) (?:i|we) (?:do|go|keep|put|try|use)\b"
)


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
    if not words or len(words) > MOST_THANKS or word_list("greetings").isdisjoint(words):
        return False
    return (len(words) <= MOST_TALK and word_list("small_talk").issuperset(words)) or _is_long_thanks(message, words)


def _is_long_thanks(message: str, words: list[str]) -> bool:
    """Whether a message thanks in everyday words, asks nothing and speaks of no baby."""
    asks = "?" in message or bool(_ASKS.search(" ".join(words)))
    if asks or not is_thanks(message) or not word_list("babies").isdisjoint(words):
        return False
    known = word_list("small_talk") | word_list("stop") | word_list("pleasantries")
    return known.issuperset(word.removesuffix("'s") for word in words)


def says_nothing(message: str) -> bool:
    """Whether a short message names no matter at all: "baby", "why", "he's 6 months old", "is it dangerous"."""
    words = content_words(message)
    empty = word_list("bare") | word_list("judging") | word_list("small_talk")
    judged = any(word in word_list("judging") for word in words) and any(word.isdigit() for word in words)
    return (
        len(split_words(message)) <= MOST_BARE and not judged and all(word in empty or word.isdigit() for word in words)
    )


def cries_for_help(message: str) -> bool:
    """Whether a message is a bare cry for help: "help", "HELP ME please", "emergency"."""
    words = split_words(message)
    known = word_list("cries") | word_list("bare") | word_list("stop") | word_list("small_talk")
    return len(words) <= MOST_CRIES and not word_list("cries").isdisjoint(words) and known.issuperset(words)


def tells_of_baby(message: str) -> bool:
    """Whether a message speaks of the baby's body, or of something that happened to the baby; tummy time is neither."""
    words = split_words(re.sub(r"\btummy[ -]?time\b", " ", message, flags=re.I))
    told = word_list("bodies") | word_list("happenings")
    return not told.isdisjoint(words) and (
        not word_list("babies").isdisjoint(words) or not any(word in ("i", "we", "my", "our") for word in words)
    )


def is_thanks(message: str) -> bool:
    """Whether small talk is thanks or a good-bye rather than a greeting."""
    return any(word in word_list("thanks") for word in split_words(message))


def is_greeting(message: str) -> bool:
    """Whether small talk greets: "ok" and "cool" do not."""
    return any(word in word_list("hellos") for word in split_words(message))


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
