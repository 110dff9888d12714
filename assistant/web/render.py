"""A reply -> the markup that a parent sees; pure functions, all text escaped. It does not know who asks or how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.reply import Reply
from assistant.versions import VersionLine
from assistant.web.cards import (
    QUOTE_LABEL,
    alert_card,
    carried_card,
    conflict_card,
    note_card,
    quotes_card,
    source_line,
    suggestions_card,
)
from assistant.web.marks import Marks
from assistant.web.markup import Html, tag, text
from assistant.web.pieces import Piece, read_pieces
from assistant.wording import say


def render_reply(reply: Reply, prefix: str, versions: Sequence[VersionLine] = ()) -> Html:
    """A whole reply; `prefix` (letters and digits) is its id, and begins the ids in it.

    `versions` say in a few words what each version of its conflicts says.

    Nothing in it loads anything, and nothing in the reply's texts can become markup.
    """
    marks = Marks(reply, prefix)
    blocks = [*_render_pieces(read_pieces(reply), reply, versions, marks), suggestions_card(reply), source_line(reply)]
    return tag("article", *blocks, id=prefix, class_=f"reply outcome-{reply.outcome}", aria_label="Reply")


def render_line(words: str, prefix: str) -> Html:
    """A kind line instead of a reply, e.g. that a question is too long."""
    return tag("article", tag("p", text(words)), id=prefix, class_="reply refused", role="alert")


def _render_pieces(
    pieces: Sequence[Piece], reply: Reply, versions: Sequence[VersionLine], marks: Marks
) -> Iterator[Html]:
    label = QUOTE_LABEL
    for kind, run in groupby(pieces, key=lambda piece: piece.kind):
        group = list(run)
        if kind == "alert" and reply.alert:
            yield alert_card(reply.alert, [piece.words for piece in group])
        elif kind == "opening":
            label = _label(group[-1].words)
        elif kind == "quote":
            yield quotes_card([piece.citations for piece in group], label)
        else:
            yield from (_render_piece(piece, versions, marks) for piece in group)


def _render_piece(piece: Piece, versions: Sequence[VersionLine], marks: Marks) -> Html:
    if piece.kind == "carried":
        return carried_card(piece.words)
    if piece.kind == "heading":
        return tag("h3", text(piece.words))
    if piece.note:
        return note_card(piece.note, marks, unfolded=piece.kind == "note_answer")
    if piece.conflict:
        lines = [line for line in versions if line.topic == piece.conflict.topic]
        return conflict_card(piece.conflict, piece.words, lines, marks)
    return tag("p", marks.words(piece.words), class_="ours")


def _label(opening: str) -> str:
    return QUOTE_LABEL if opening == say("answered.says") else opening.rstrip(":")
