"""Words of ours -> how much schooling they take to read; it knows nothing of what they say."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n{2,}")
_VOWELS = re.compile(r"[aeiouy]+")


def count_words(text: str) -> int:
    """How many words a text has; a number is a word, "baby's" is one."""
    return len(_WORD.findall(text))


def measure_reading_grade(text: str) -> float | None:
    """Flesch-Kincaid grade, the US school grade that can read a text; None for a text without words.

    0.39 words per sentence + 11.8 syllables per word - 15.59; syllables are groups of vowels without a silent final e,
    at least one a word. Source: Kincaid et al. 1975, Research Branch Report 8-75.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, sum(bool(_WORD.search(piece)) for piece in _SENTENCE_END.split(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_count_syllables, words)) / len(words) - 15.59


def _count_syllables(word: str) -> int:
    lowered = word.lower()
    groups = len(_VOWELS.findall(lowered))
    silent = lowered.endswith("e") and not lowered.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)
