"""A reply's text -> how much of it is ours, and how hard that is to read; it knows nothing of gold."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = re.compile(r"^\s*(?:---|\*\*\*|<details\b.*)\s*$", re.MULTILINE)
_MARKER = re.compile(r"\[(?:\d+|[a-z]{1,2})\]")
_MARKUP = re.compile(r"[*_`#]+")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n{2,}")
_VOWELS = re.compile(r"[aeiouy]+")


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


def count_words(text: str) -> int:
    """How many words a text has; a number is a word, "baby's" is one."""
    return len(_WORD.findall(text))


def reading_grade(text: str) -> float | None:
    """Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59; None for no words.

    The US school grade that can read the text. Syllables are counted as groups of vowels without a silent final e,
    at least one a word. Source: Kincaid et al. 1975, Research Branch Report 8-75.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, sum(bool(_WORD.search(piece)) for piece in _SENTENCE_END.split(text)))
    syllables = sum(_count_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _count_syllables(word: str) -> int:
    lowered = word.lower()
    groups = len(_VOWELS.findall(lowered))
    silent = lowered.endswith("e") and not lowered.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)
