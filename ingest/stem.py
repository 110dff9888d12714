"""English word -> stem, so that "invades", "invaded" and "invading" meet; it knows no dictionary and no exceptions.

A light form of Porter's rules (1980, doi:10.1108/eb046814): endings of number, tense and derivation come off while
three letters with a vowel stay. Two words that share a stem need not be related.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = re.compile(r"[a-z]{4,}\Z")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1\Z")
_PLURALS = (("sses", "ss"), ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
_TENSES = (("ied", "y"), ("eed", "ee"), ("ing", ""), ("ed", ""))
_DERIVED = (
    ("ization", "ize"), ("isation", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"),
    ("iveness", "ive"), ("ation", "ate"), ("ities", ""), ("ement", ""), ("ition", ""), ("ments", ""), ("ness", ""),
    ("ment", ""), ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("ally", "al"), ("ical", "ic"), ("ity", ""),
    ("ism", ""), ("ist", ""), ("ise", ""), ("ize", ""), ("ate", ""), ("ant", ""), ("ent", ""), ("ion", ""),
    ("ive", ""), ("ous", ""), ("ful", ""), ("ial", ""), ("ly", ""), ("al", ""), ("er", ""), ("or", ""), ("ic", ""),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem_word(word: str) -> str:
    """The stem of a lower-case word; what is no English word of four letters or more stays as it is."""
    if not _LETTERS.match(word):
        return word
    word = _replace_ending(word, _PLURALS, 3)
    word = _replace_ending(word, _TENSES, 3)
    for _ in range(2):
        word = _replace_ending(word, _DERIVED, 4)
    word = _DOUBLED.sub(r"\1", word)
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return f"{word[:-1]}i" if len(word) > 3 and word[-1] == "y" else word


def _replace_ending(word: str, endings: tuple[tuple[str, str], ...], least: int) -> str:
    """The word with the first ending that it has replaced, where enough letters and a vowel stay."""
    for ending, other in endings:
        if word.endswith(ending):
            kept = word[: -len(ending)]
            return kept + other if len(kept) >= least and _VOWEL.search(kept) else word
    return word
