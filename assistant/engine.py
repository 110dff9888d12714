"""An opened index and all that answering needs besides: made once, then only read; it answers nothing itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assistant.limits import Limits, read_limits
from assistant.spelling import COMMON, Speller, build_speller
from assistant.suggest import Suggestible, collect_suggestible
from assistant.words import every_listed_word
from ingest.index import Index, open_index

KNOWN_SHARE = 0.4
"""Of 1,503 held-out lines none has fewer than 0.6 of its words known, of nine sentences in other languages none more
than 0.3."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Everything a question meets: the index, the fitted limits, what to suggest, the words it can read and mend."""

    index: Index
    limits: Limits
    suggestible: Suggestible
    vocabulary: frozenset[str]
    speller: Speller

    def knows_words_of(self, message: str) -> bool:
        """Whether enough of a message's words occur in the questions that parents ask in English."""
        words = _WORD.findall(message.lower())
        known = sum(word in self.vocabulary for word in words)
        return bool(words) and known >= KNOWN_SHARE * len(words)


def open_engine(home: Path) -> Engine:
    """Open the published index under a home. Raises the ingest room's index errors, which say what mends them."""
    index = open_index(home)
    asked = Counter(
        word for bank in index.banks.values() for text in bank.texts for word in _WORD.findall(text.lower())
    )
    return Engine(
        index=index,
        limits=read_limits(),
        suggestible=collect_suggestible(index),
        vocabulary=_read_vocabulary(index, asked),
        speller=build_speller(asked + _count_signs(index)),
    )


def _count_signs(index: Index) -> Counter[str]:
    """The words of the red flags' patterns, each often enough to be known: a misspelt one must find them."""
    signs = [sign for situation in index.corpus.situations for sign in situation.signs]
    return Counter(word for sign in signs for word in _WORD.findall(sign.lower()) for _ in range(COMMON))


def _read_vocabulary(index: Index, asked: Counter[str]) -> frozenset[str]:
    """Everyday words, the guidance's, and those that two questions or more share: a foreign word stands in one."""
    written = {word for sentence in index.sentences for word in _WORD.findall(sentence.text.lower())}
    return frozenset(every_listed_word() | written | {word for word, count in asked.items() if count >= 2})
