"""Sentences of the index -> quotes that keep their meaning; it does not choose which sentences answer.

A quote is one sentence, or several in a row where cutting would change what is said: a following warning ("Don't leave
it unattended!") comes along, and so does the sentence that "This ..." points back to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.index import Index

_RESTRICTS = re.compile(
    r"^(?:don[’']?t|do not|never|not|but|however|only|unless|except|keep (?:a )?close|always|this will happen later|"
    r"be careful|make sure)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"^(?:this|that|these|those|it|they|he will|at first|as a rule|also|just|after all|but|and)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Characters `start` to `end` of a document, covering the sentences at `positions` (in a row)."""

    document_id: str
    start: int
    end: int
    positions: tuple[int, ...]

    def text(self, index: Index) -> str:
        """The quote's words, exactly as in the document."""
        return index.documents[self.document_id].text[self.start : self.end]


def quote_sentences(positions: tuple[int, ...], index: Index) -> tuple[Quote, ...]:
    """Quotes for the sentences at these positions, in that order, each with what its meaning needs, none twice.

    A list item comes directly after the line that introduces it, which is a quote of its own.
    """
    quotes: list[Quote] = []
    covered: set[int] = set()
    for position in positions:
        if position in covered:
            continue
        quote = _quote_one(position, index)
        intro = _intro_of(quote.positions[0], index)
        for piece in ([intro] if intro and intro.positions[0] not in covered else []) + [quote]:
            covered.update(piece.positions)
            quotes.append(piece)
    return tuple(_intros_before_items(quotes, index))


def _quote_one(position: int, index: Index) -> Quote:
    first = last = position
    if _POINTS_BACK.search(index.sentences[first].text) and _same_paragraph(first - 1, first, index):
        first -= 1
    while _same_paragraph(last, last + 1, index) and _RESTRICTS.search(index.sentences[last + 1].text):
        last += 1
    return _make_quote(first, last, index)


def _make_quote(first: int, last: int, index: Index) -> Quote:
    return Quote(
        document_id=index.sentences[first].document_id,
        start=index.sentences[first].start,
        end=index.sentences[last].end,
        positions=tuple(range(first, last + 1)),
    )


def _intro_of(position: int, index: Index) -> Quote | None:
    intro = index.sentences[position].intro
    return None if intro is None else _make_quote(intro, intro, index)


def _intros_before_items(quotes: list[Quote], index: Index) -> list[Quote]:
    """Bring the items of one list together behind the line that introduces them, where the first of them stood."""
    ordered: list[Quote] = []
    for quote in quotes:
        if quote in ordered:
            continue
        ordered.append(quote)
        if index.sentences[quote.positions[0]].kind == "intro":
            ordered += [
                item
                for item in quotes
                if item not in ordered and (intro := _intro_of(item.positions[0], index)) and intro.start == quote.start
            ]
    return ordered


def _same_paragraph(first: int, second: int, index: Index) -> bool:
    if first < 0 or second >= len(index.sentences):
        return False
    one, other = index.sentences[first], index.sentences[second]
    return one.document_id == other.document_id and one.paragraph == other.paragraph
