"""A message -> what it asks about this assistant itself, if that is what it asks; it words no answer.

By patterns of words, not by likeness: "can you" and "is it safe" are asked of babies far oftener than of a program.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.lexicon import fold_words, has_pattern
from assistant.words import is_small_talk, split_words, word_list

ABOUT_PATH = Path(__file__).with_name("about.yaml")
MOST_WORDS, SHORTEST_PHONE = 18, 3
"""A longer message tells more than such a question does, and so does one with a number of a digit or two: an age."""


def find_about(message: str) -> str | None:
    """The kind of `about.yaml` that a message asks: "doctor", "private", …; None where it asks something else."""
    words = split_words(message)
    tells = any(word.isdigit() and len(word) < SHORTEST_PHONE for word in words) or not _matters().isdisjoint(words)
    if len(words) > MOST_WORDS or is_small_talk(message) or tells:
        return None
    folded = fold_words(message)
    kinds = _read_kinds().items()
    return next((kind for kind, patterns in kinds if any(has_pattern(folded, one) for one in patterns)), None)


def is_about_itself(parts: tuple[str, ...]) -> bool:
    """Whether the parts of a message ask about the assistant and nothing else, small talk aside."""
    asked = [part for part in parts if not is_small_talk(part)]
    return bool(asked) and all(find_about(part) for part in asked)


@lru_cache(maxsize=1)
def _matters() -> frozenset[str]:
    """Words that turn the question to a baby: the guidance answers it or refuses it, not we."""
    care = word_list("subjects") | word_list("bodies") | word_list("happenings") | word_list("babies")
    return care - word_list("asked_of_us")


@lru_cache(maxsize=1)
def _read_kinds() -> dict[str, tuple[str, ...]]:
    kinds = yaml.safe_load(ABOUT_PATH.read_text(encoding="utf-8"))
    return {kind: tuple(patterns) for kind, patterns in kinds.items()}
