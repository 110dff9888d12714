"""Quotes and question -> the safety notes that are due; it does not word them.

A note that qualifies a quoted span always comes with it. A note is also due where the question names its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.lexicon import fold_words, has_pattern
from assistant.quote import Quote
from ingest.editorial import Note
from ingest.index import Index

_SEVERITY = ("emergency", "urgent", "caution")


def notes_for_quotes(quotes: Iterable[Quote], index: Index) -> tuple[Note, ...]:
    """The notes that qualify any character of the quotes, the gravest first."""
    kept = tuple(quotes)
    return order_notes(note for note in index.corpus.notes if any(_qualifies(note, quote) for quote in kept))


def notes_for_question(question: str, index: Index) -> tuple[Note, ...]:
    """The notes whose terms stand in the question, the gravest first."""
    folded = fold_words(question)
    return order_notes(note for note in index.corpus.notes if any(_names(term, folded) for term in note.terms))


def is_named_outright(note: Note, question: str) -> bool:
    """Whether one of the note's terms that are patterns stands in the question: then the note itself answers."""
    folded = fold_words(question)
    return any(_names(term, folded) for term in note.terms if _is_pattern(term))


def order_notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Each note once, the gravest first, otherwise in the order given."""
    return tuple(sorted(dict.fromkeys(notes), key=lambda note: _SEVERITY.index(note.severity)))


def _names(term: str, folded: str) -> bool:
    """Whether a term stands in a folded question; a term with & or | is a pattern as in the signs of triage."""
    if _is_pattern(term):
        return has_pattern(folded, term)
    return bool(_compile_term(term).search(folded))


@lru_cache(maxsize=4096)
def _compile_term(term: str) -> re.Pattern[str]:
    """Kept: Python's own cache holds 512 patterns, and compiling anew took half of a reply's time."""
    return re.compile(rf"\b{re.escape(fold_words(term))}s?\b")


def _is_pattern(term: str) -> bool:
    return "&" in term or "|" in term


def _qualifies(note: Note, quote: Quote) -> bool:
    return any(span.overlaps(quote.document_id, quote.start, quote.end) for span in note.qualifies)
