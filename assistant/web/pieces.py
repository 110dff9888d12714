"""A reply -> its paragraphs in order, each with what it is; it makes no markup.

The reply's text gives the order and our own wording; its fields say which paragraph is an alert, a note, a quote or a
conflict. A paragraph that no field knows is shown as plain words, so nothing that the reply says is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.dialect import spell
from assistant.reply import Citation, ConflictCard, NoteCard, Reply
from assistant.versions import tells_versions
from assistant.wording import say

Kind = Literal["alert", "carried", "heading", "note", "note_answer", "conflict", "opening", "quote", "words"]

FOLD = "---"
_QUOTE = re.compile(r"> .*\[(\d+)\]")
_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph of a reply: its words, and the note, citations (of one block) or conflict that it shows."""

    kind: Kind
    words: str
    note: NoteCard | None = None
    citations: tuple[Citation, ...] = ()
    conflict: ConflictCard | None = None


def read_pieces(reply: Reply) -> tuple[Piece, ...]:
    """The reply in order: what it says, up to the folded notes, which belong to the notes' own cards.

    A note whose lead stands in a paragraph of ours follows that; one that no paragraph has follows the alert, above
    every quote; other things left over come last.
    """
    told = _place_notes(_place_conflicts(_read_paragraphs(reply), reply), reply)
    after_alert = next((n for n, piece in enumerate(told) if piece.kind not in ("alert", "carried")), len(told))
    missing = tuple(_missing(reply, told))
    notes = tuple(piece for piece in missing if piece.kind == "note")
    return (*told[:after_alert], *notes, *told[after_alert:], *missing[len(notes) :])


def _read_paragraphs(reply: Reply) -> tuple[Piece, ...]:
    paragraphs = [
        paragraph for paragraph in reply.text.partition(f"\n\n{FOLD}\n\n")[0].split("\n\n") if paragraph.strip()
    ]
    leading = _count_alert_lines(paragraphs, reply)
    alert: Kind = "alert" if reply.outcome == "alert" else "carried"
    told = [Piece(kind=alert, words=words) for words in paragraphs[:leading]]
    return (*told, *(_read_piece(words, reply) for words in paragraphs[leading:]))


def _place_conflicts(told: tuple[Piece, ...], reply: Reply) -> tuple[Piece, ...]:
    """A line that names a conflict's versions shows the conflict, unless the paragraph of its resolution does.

    A line that only says that there are some shows all that are left.
    """
    shown = [piece.conflict for piece in told if piece.conflict]
    placed: list[Piece] = []
    for piece in told:
        named = _conflict_of_versions(piece, reply)
        if named is None and piece.words != say("answered.inconsistent"):
            placed.append(piece)
            continue
        due = [one for one in (reply.conflicts if named is None else [named]) if one not in shown]
        shown += due
        placed += [Piece(kind="conflict", words=say("answered.inconsistent"), conflict=one) for one in due]
        placed += [piece] if not reply.conflicts else []
    return tuple(placed)


def _conflict_of_versions(piece: Piece, reply: Reply) -> ConflictCard | None:
    """The conflict whose versions a line names: the one whose citations hold the line's numbers."""
    if piece.kind != "words" or not tells_versions(piece.words):
        return None
    numbers = {int(number) for number in _NUMBER.findall(piece.words)}
    return max(reply.conflicts, key=lambda one: len(numbers & set(one.versions)), default=None)


def _place_notes(told: tuple[Piece, ...], reply: Reply) -> tuple[Piece, ...]:
    """Notes without a paragraph of their own, each behind the paragraph of ours that has its lead."""
    shown = [piece.note for piece in told if piece.note]
    placed: list[Piece] = []
    for piece in told:
        placed.append(piece)
        if piece.kind == "words":
            here = [note for note in reply.notes if note not in shown and f"{note.lead} [" in piece.words]
            shown += here
            placed += [Piece(kind="note", words="", note=note) for note in here]
    return tuple(placed)


def _missing(reply: Reply, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Notes, then conflicts, then quotes of the reply that no paragraph showed, so that none is ever hidden."""
    notes = {piece.note.letter for piece in pieces if piece.note}
    conflicts = [piece.conflict for piece in pieces if piece.conflict]
    cited = {one.number for piece in pieces for one in piece.citations}
    yield from (Piece(kind="note", words="", note=note) for note in reply.notes if note.letter not in notes)
    for conflict in reply.conflicts:
        if conflict not in conflicts:
            yield Piece(kind="conflict", words=conflict.resolution, conflict=conflict)
    yield from (Piece(kind="quote", words="", citations=(one,)) for one in reply.citations if one.number not in cited)


def _count_alert_lines(paragraphs: list[str], reply: Reply) -> int:
    """How many paragraphs from the first one on belong to the alert."""
    if reply.alert is None:
        return 0
    if reply.outcome != "alert":
        return 1
    count = 0
    while count < len(paragraphs) and _belongs_to_alert(paragraphs[count], reply.alert.text):
        count += 1
    return count


def _belongs_to_alert(paragraph: str, alert: str) -> bool:
    """Whether it is the alert's own, the line on what would be worse, what was heard, or the question on the level."""
    words = spell(paragraph.strip("*"), "american")
    heard = words.startswith(say("alert.named").partition("{")[0])
    asks = paragraph.endswith("?") and not paragraph.startswith("*")
    return words in spell(f"{alert} {say('alert.worse')}", "american") or heard or asks


def _read_piece(words: str, reply: Reply) -> Piece:
    citations = _read_block(words, reply)
    if citations:
        return Piece(kind="quote", words=words, citations=citations)
    for note in reply.notes:
        if words == f"**{note.lead}** [{note.letter}]":
            return Piece(kind="note", words=words, note=note)
        if words == f"**{note.lead}** {note.text} [{note.letter}]":
            return Piece(kind="note_answer", words=words, note=note)
    conflict = next((one for one in reply.conflicts if one.resolution and one.resolution in words), None)
    if conflict:
        return Piece(kind="conflict", words=words, conflict=conflict)
    return Piece(kind=_kind_of_ours(words, reply), words=words)


def _read_block(words: str, reply: Reply) -> tuple[Citation, ...]:
    """The citations of a block, one a line; none where a line is no quote of the reply."""
    by_number = {one.number: one for one in reply.citations}
    quoted = [_QUOTE.fullmatch(line) for line in words.splitlines()]
    numbers = [int(line[1]) for line in quoted if line]
    known = len(numbers) == len(quoted) and set(numbers) <= set(by_number)
    return tuple(by_number[number] for number in numbers) if known else ()


def _kind_of_ours(words: str, reply: Reply) -> Kind:
    if words in {say("answered.says"), say("answered.says_qualified"), say("answered.says_translated")}:
        return "opening"
    is_heading = any(words == say("answered.part", question=part.question) for part in reply.parts)
    return "heading" if is_heading else "words"
