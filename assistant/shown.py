"""The numbered and lettered things that a reply shows; it words nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.part import PartAnswer
from assistant.reply import Citation, ConflictCard, NoteCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Citations, notes and conflicts of a whole reply, in its order."""

    citations: tuple[Citation, ...]
    notes: tuple[NoteCard, ...]
    conflicts: tuple[ConflictCard, ...]

    @property
    def letters(self) -> Mapping[str, str]:
        """The letter of each note, by its id."""
        return {note.id: note.letter for note in self.notes}

    def citations_of(self, part: PartAnswer) -> tuple[Citation, ...]:
        """The citations that answer a part, in order."""
        spans = {(quote.document_id, quote.start, quote.end) for quote in part.quotes}
        return tuple(one for one in self.citations if (one.document, one.start, one.end) in spans)

    def numbers_of(self, part: PartAnswer) -> tuple[int, ...]:
        """The numbers of the citations that answer a part, in order."""
        return tuple(one.number for one in self.citations_of(part))
