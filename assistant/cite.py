"""Quotes and notes -> numbered citations and lettered note cards; it words nothing."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase

from assistant.quote import Quote
from assistant.reply import Citation, NoteCard, SourceReference
from ingest.editorial import Note
from ingest.index import Index


def number_quotes(quotes: Iterable[Quote], index: Index) -> tuple[Citation, ...]:
    """A citation for each different quote, numbered from 1 in the order given."""
    distinct = list(dict.fromkeys(quotes))
    return tuple(_cite(number, quote, index) for number, quote in enumerate(distinct, start=1))


def letter_notes(notes: Iterable[Note], index: Index) -> tuple[NoteCard, ...]:
    """A card for each different note, lettered a, b, c … in the order given."""
    distinct = list(dict.fromkeys(notes))
    return tuple(
        NoteCard(
            id=note.id,
            letter=_letter(position),
            severity=note.severity,
            lead=note.lead,
            text=note.text,
            references=look_up_references(note.references, index),
        )
        for position, note in enumerate(distinct)
    )


def look_up_references(names: Iterable[str], index: Index) -> tuple[SourceReference, ...]:
    """The references of a note, alert or resolution, as they are shown."""
    found = [index.corpus.references[name] for name in names if name in index.corpus.references]
    return tuple(SourceReference(publisher=one.publisher, title=one.title, year=one.year, url=one.url) for one in found)


def _cite(number: int, quote: Quote, index: Index) -> Citation:
    document = index.documents[quote.document_id]
    first = index.sentences[quote.positions[0]]
    return Citation(
        number=number,
        document=document.id,
        title=document.front_matter.title,
        section=first.section,
        quote=quote.text(index),
        start=quote.start,
        end=quote.end,
        passage_id=first.passage_id,
    )


def _letter(position: int) -> str:
    repeats, rest = divmod(position, len(ascii_lowercase))
    return ascii_lowercase[rest] * (repeats + 1)
