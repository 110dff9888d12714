"""Sentences of the index -> quotes that keep their meaning; it does not choose which sentences answer.

A quote is one sentence, or several in a row where cutting would change what is said: a following warning ("Don't leave
it unattended!") comes along, and so does the sentence that "This ..." points back to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.index import Index

_RESTRICTS = re.compile(
    r"^(?:don[’']?t|do not|never|not|but|however|only|unless|except|keep (?:a )?close|always|this will happen later|"
    r"be careful|make sure)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"^(?:this|that|these|those|it|they|he will|at first|as a rule|also|just|after all|but|and|you can start)\b", re.I
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

    Sentences in a row become one quote. A list item comes behind the line that introduces it, a quote of its own.
    """
    quotes: list[Quote] = []
    for first, last in _join_runs([_widen(position, index) for position in positions], index):
        quote = _make_quote(first, last, index)
        intro = _intro_of(first, index)
        quotes += [piece for piece in (intro, quote) if piece and piece not in quotes]
    return order_introductions(quotes, index)


def _widen(position: int, index: Index) -> tuple[int, int]:
    """The first and the last position of the sentences that one sentence cannot be quoted without, itself included."""
    first = last = position
    if _POINTS_BACK.search(index.sentences[first].text) and _same_paragraph(first - 1, first, index):
        first -= 1
    while _same_paragraph(last, last + 1, index) and _RESTRICTS.search(index.sentences[last + 1].text):
        last += 1
    return first, last


def _join_runs(runs: list[tuple[int, int]], index: Index) -> list[tuple[int, int]]:
    """Runs that overlap or adjoin within a paragraph as one, standing where the earlier of them stood."""
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        touching = [
            run
            for run in joined
            if run[0] <= last + 1 and first <= run[1] + 1 and _same_paragraph(run[0], first, index)
        ]
        whole = (min([first, *(run[0] for run in touching)]), max([last, *(run[1] for run in touching)]))
        place = joined.index(touching[0]) if touching else len(joined)
        joined = [run for run in joined if run not in touching]
        joined.insert(place, whole)
    return joined


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


def order_introductions(quotes: Sequence[Quote], index: Index) -> tuple[Quote, ...]:
    """Bring the items of one list together behind the line that introduces them, where the first of them stood.

    To be done again where quotes of several questions are put together, each quote then standing once.
    """
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
    return tuple(ordered)


def _same_paragraph(first: int, second: int, index: Index) -> bool:
    if first < 0 or second >= len(index.sentences):
        return False
    one, other = index.sentences[first], index.sentences[second]
    return one.document_id == other.document_id and one.paragraph == other.paragraph
