"""A quote that a gold names -> its places in the documents, refused where it says too little; it knows no case.

What stands in many places, or is a word or two, would count citations of other things as the gold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.document import Document
from ingest.sentence import split_sentences
from ingest.span import Span, find_spans

_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")


def place_quote(words: str, documents: Sequence[Document]) -> tuple[Span, ...]:
    """Every place of a quote in the documents; a whole sentence that stands twice is gold twice.

    Raises ValueError for words that are nowhere, and for a part of a sentence that has fewer than three words or more
    than one place.
    """
    found = [(span, document) for document in documents for span in find_spans(words, document)]
    if not found:
        raise ValueError(f"these words are in no document: {words!r}; copy them from the document as it is now")
    if not all(_is_whole(span, document) for span, document in found):
        _refuse_slight(words, len(found))
    return tuple(span for span, _ in found)


def _refuse_slight(words: str, places: int) -> None:
    count = len(_WORD.findall(words))
    if count < _FEWEST_WORDS:
        raise ValueError(
            f"{words!r} has {count} words, and a quote has {_FEWEST_WORDS} or is a whole sentence or list item; "
            "quote the sentence"
        )
    if places > 1:
        raise ValueError(f"{words!r} stands at {places} places; quote more of the sentence, until it stands at one")


def _is_whole(span: Span, document: Document) -> bool:
    return _trim(span.start, span.end, document.text) in _whole_places(document)


@lru_cache(maxsize=4)
def _whole_places(document: Document) -> frozenset[tuple[int, int]]:
    return frozenset(_trim(one.start, one.end, document.text) for one in split_sentences(document))


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    """A place without the marks around its words: an item is whole with its semicolon or without it."""
    words = list(_WORD.finditer(text, start, end))
    return (words[0].start(), words[-1].end()) if words else (start, end)
