"""The quotes of a part -> blocks in the order of reading: what answers first, then the versions that contradict it.

A block is one quote, or a list's heading with its items. It does not know which warnings stand above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.part import PartAnswer
from assistant.quote import Quote
from assistant.reply import Citation
from assistant.shown import Shown
from ingest.editorial import Note
from ingest.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock:
    """Citations shown together, and whether they answer (or are only another version) and are badly translated."""

    citations: tuple[Citation, ...]
    answers: bool
    mistranslated: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Each quote as a line with its number."""
        return tuple(f"> “{' '.join(one.quote.split())}” [{one.number}]" for one in self.citations)

    def is_qualified_by(self, note: Note) -> bool:
        """Whether a note qualifies any character of the block."""
        return any(span.overlaps(one.document, one.start, one.end) for span in note.qualifies for one in self.citations)


def order_blocks(part: PartAnswer, shown: Shown, index: Index) -> tuple[QuoteBlock, ...]:
    """The blocks of a part: those that answer, then other versions, and what is badly translated last."""
    answering = _answering_positions(part, index)
    quotes = {(quote.document_id, quote.start, quote.end): quote for quote in part.quotes}
    blocks = [
        _make_block(group, [quotes[one.document, one.start, one.end] for one in group], answering, index)
        for group in _group_lists(shown.citations_of(part), index)
    ]
    return tuple(sorted(blocks, key=lambda block: (block.mistranslated, block.answers is block.mistranslated)))


def leave_out_told(block: QuoteBlock, told: frozenset[str]) -> tuple[str, ...]:
    """A block's lines without the quotes told before, a list's heading staying with what is new; () if all were."""
    heading, items = (block.lines[:1], block.lines[1:]) if len(block.lines) > 1 else ((), block.lines)
    fresh = tuple(line for line in items if line not in told)
    return (*heading, *fresh) if fresh else ()


def _answering_positions(part: PartAnswer, index: Index) -> frozenset[int]:
    body = part.evidence.answer.body if part.evidence.answer else ()
    reviewed = [position for one in body for span in one.quotes for position in index.positions_in(span)]
    return frozenset([*reviewed, *part.evidence.sentences])


def _group_lists(citations: Sequence[Citation], index: Index) -> list[tuple[Citation, ...]]:
    """Each citation alone, but the items of a list behind the heading that introduces them."""
    introductions = {
        (one.document_id, one.start): None if one.intro is None else index.sentences[one.intro].start
        for one in index.sentences
    }
    groups: list[tuple[Citation, ...]] = []
    for one in citations:
        heading = introductions.get((one.document, one.start))
        if groups and heading is not None and (groups[-1][0].document, groups[-1][0].start) == (one.document, heading):
            groups[-1] = (*groups[-1], one)
        else:
            groups.append((one,))
    return groups


def _make_block(
    citations: tuple[Citation, ...], quotes: Sequence[Quote], answering: frozenset[int], index: Index
) -> QuoteBlock:
    items = quotes[1:] or quotes
    return QuoteBlock(
        citations=citations,
        answers=any(position in answering for quote in items for position in quote.positions),
        mistranslated=any(_is_mistranslated(one, index) for one in citations),
    )


def _is_mistranslated(citation: Citation, index: Index) -> bool:
    return any(
        wording.mistranslated and wording.span.overlaps(citation.document, citation.start, citation.end)
        for wording in index.corpus.wording
    )
