"""The notes due with a part -> where each note's lead stands, always above the quotes that it qualifies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer_sentences import notes_that_answer, says_the_same
from assistant.notes import is_named_outright
from assistant.part import PartAnswer
from assistant.quote_blocks import QuoteBlock
from assistant.reply import NoteCard
from assistant.shown import Shown
from ingest.editorial import Note

LEADS_ON_TOP = 3
"""A tired parent reads no longer list before the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The notes whose leads stand on top of a part, right above one of its blocks (by its place), and at its end."""

    top: tuple[NoteCard, ...]
    above: Mapping[int, tuple[NoteCard, ...]]
    last: tuple[NoteCard, ...]


def write_lead(note: NoteCard) -> str:
    """A note's lead with its letter."""
    return f"**{note.lead}** [{note.letter}]"


def place_leads(part: PartAnswer, blocks: Sequence[QuoteBlock], shown: Shown, told: frozenset[str]) -> Leads:
    """Where each lead that was not told before stands.

    On top, at most three, stand those that must come before our own answer: of what is quoted first, of a note that
    answers or is asked for, and, where no sentence of ours answers, of all that leads the part. The others stand right
    above the first block that they qualify, or at the end if they qualify none. A note that is itself the answer, or
    whose lead stands in the reviewed answer, is not told again.
    """
    notes = {note.id: note for note in part.notes}
    due = [card for card in shown.notes if card.id in notes and write_lead(card) not in told]
    due = [card for card in due if card.id not in notes_that_answer([part])]
    first = {card.id: _first_qualified(notes[card.id], blocks) for card in due}
    top = [card for card in due if _must_come_first(notes[card.id], first[card.id], part)][:LEADS_ON_TOP]
    rest = [card for card in due if card not in top and not _is_said(card, part)]
    above = {place: tuple(card for card in rest if first[card.id] == place) for place in range(len(blocks))}
    return Leads(top=tuple(top), above=above, last=tuple(card for card in rest if first[card.id] is None))


def _first_qualified(note: Note, blocks: Sequence[QuoteBlock]) -> int | None:
    return next((place for place, block in enumerate(blocks) if block.is_qualified_by(note)), None)


def _must_come_first(note: Note, place: int | None, part: PartAnswer) -> bool:
    """Whether a lead stands before our own answer."""
    if place == 0 or note == part.evidence.note:
        return True
    if part.evidence.answer is None and not part.disagreements:
        return note.id in part.leading
    return is_named_outright(note, part.question)


def _is_said(card: NoteCard, part: PartAnswer) -> bool:
    """Whether the lead stands in the reviewed answer, above every quote."""
    answer = part.evidence.answer
    return answer is not None and any(says_the_same(one, card) for one in answer.body)
