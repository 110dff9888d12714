"""An opened index and all that answering needs besides: made once, then only read; it answers nothing itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.limits import Limits, read_limits
from assistant.suggest import Suggestible, collect_suggestible
from ingest.index import Index, open_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Everything a question meets: the index, the fitted limits, the questions to suggest, the words it can read."""

    index: Index
    limits: Limits
    suggestible: Suggestible
    vocabulary: frozenset[str]

    def knows_words_of(self, message: str) -> bool:
        """Whether at least a quarter of a message's words occur in the questions that parents ask in English."""
        words = [word for word in re.findall(r"[^\W\d_]{2,}", message.lower()) if word]
        known = sum(word in self.vocabulary for word in words)
        return bool(words) and known >= 0.25 * len(words)


def open_engine(home: Path) -> Engine:
    """Open the published index under a home. Raises the ingest room's index errors, which say what mends them."""
    index = open_index(home)
    return Engine(
        index=index, limits=read_limits(), suggestible=collect_suggestible(index), vocabulary=_read_vocabulary(index)
    )


def _read_vocabulary(index: Index) -> frozenset[str]:
    texts = [text for bank in index.banks.values() for text in bank.texts] + [
        sentence.text for sentence in index.sentences
    ]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text.lower()))
