"""A message as typed -> the same with misspelt words mended, for reading only; nothing mended is ever shown.

Knows the words that parents' questions share, and nothing else: a word that it does not know stays, unless a known one
is an edit or two away. Source: SymSpell, symmetric deletes, https://github.com/wolfgarbe/SymSpell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from symspellpy import SymSpell, Verbosity

SHORTEST, LONG = 5, 8
"""Shorter words are left alone: too many are one edit from another; long ones may be two edits off."""
COMMON = 2
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speller:
    """The words that are known, ready to be looked up."""

    words: SymSpell

    def mend(self, message: str) -> str:
        """The message with each unknown word replaced by the known one that is nearest, if one is near."""
        return _WORD.sub(lambda match: self._mend_word(match.group()), message)

    def _mend_word(self, word: str) -> str:
        if len(word) < SHORTEST:
            return word
        edits = 2 if len(word) >= LONG else 1
        found = self.words.lookup(word.lower(), Verbosity.TOP, max_edit_distance=edits)
        return found[0].term if found else word


def build_speller(counts: Mapping[str, int]) -> Speller:
    """Make a speller of words and how often each occurs; a word that occurs once may itself be misspelt."""
    words = SymSpell(max_dictionary_edit_distance=2)
    for word, count in counts.items():
        if count >= COMMON:
            words.create_dictionary_entry(word, count)
    return Speller(words=words)
