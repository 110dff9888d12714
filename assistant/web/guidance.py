"""A document of the index -> its page: every sentence at a stable address, with the notes that are due.

Works without JavaScript: the address of a passage ends in its id, and the page's style marks that sentence. Unsafe
advice is never shown bare: the lead of each note stands above the paragraph that it qualifies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.web.head import READABLE, STYLE
from assistant.web.markup import NOTHING, Html, join, tag, text
from ingest.block import Block, split_blocks
from ingest.document import Document
from ingest.editorial import Note
from ingest.index import Index
from ingest.sentence import Sentence

WARNING = (
    "The guidance as it came: a source text, not advice from us. Where current official advice differs, a safety note "
    "stands above the words. Editorial, not reviewed by a clinician."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """A document with its sentences in order and the notes that qualify parts of it."""

    document: Document
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...]

    def sentences_in(self, block: Block) -> list[Sentence]:
        """The sentences that start in a block."""
        return [sentence for sentence in self.sentences if block.start <= sentence.start < block.end]

    def notes_on(self, block: Block) -> list[Note]:
        """The notes that qualify any character of a block."""
        return [
            note
            for note in self.notes
            if any(
                span.document_id == self.document.id and span.start < block.end and block.start < span.end
                for span in note.qualifies
            )
        ]


def render_guidance_page(document_id: str, index: Index) -> Html | None:
    """A document's whole page, readable without any script, or None where the index has no such document."""
    article = render_guidance(document_id, index)
    if article is None:
        return None
    title = tag("title", text(index.documents[document_id].front_matter.title))
    back = tag("p", tag("a", text("Heads Up: ask a question"), href="/"), class_="back")
    page = tag(
        "html",
        tag("head", READABLE, title, STYLE),
        tag("body", back, tag("main", article), class_="document"),
        lang="en",
    )
    return join([Html("<!doctype html>"), page])


def render_guidance(document_id: str, index: Index) -> Html | None:
    """The article of a document, or None where the index has no such document."""
    document = index.documents.get(document_id)
    if document is None:
        return None
    own = tuple(sentence for sentence in index.sentences if sentence.document_id == document_id)
    passages = Passages(document=document, sentences=own, notes=index.corpus.notes)
    title = document.front_matter.title
    blocks = [block for block in split_blocks(document) if not _repeats_title(block, document)]
    return tag(
        "article", tag("h1", text(title)), _about(document), *_render_blocks(blocks, passages), class_="guidance",
        lang=document.front_matter.language,
    )  # fmt: skip


def _repeats_title(block: Block, document: Document) -> bool:
    return block.kind == "heading" and document.text[block.start : block.end] == document.front_matter.title


def _about(document: Document) -> Html:
    front = document.front_matter
    retrieved = f" Retrieved on {front.retrieved_on:%d %B %Y}." if front.retrieved_on else ""
    source = tag("p", text(f"{front.source or 'Source unknown.'}{retrieved}"), class_="about")
    return join([tag("p", text(WARNING), class_="warning"), source])


def _render_blocks(blocks: Sequence[Block], passages: Passages) -> list[Html]:
    """Headings and paragraphs one by one, list items gathered in lists."""
    rendered: list[Html] = []
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        group = list(run)
        if kind == "item":
            rendered.append(_render_list(group, passages))
        else:
            rendered += [_render_block(block, passages) for block in group]
    return rendered


def _render_block(block: Block, passages: Passages) -> Html:
    if block.kind == "heading":
        level = min(max(block.depth, 2), 6)
        return tag(f"h{level}", text(passages.document.text[block.start : block.end]))
    return join([_render_notes(block, passages), tag("p", _render_sentences(block, passages))])


def _render_list(items: Sequence[Block], passages: Passages) -> Html:
    """A list; numbered where its first mark is a number, each item with the number that the text gives it."""
    numbers = [passages.document.text[item.line_start : item.start].strip(" \t.)") for item in items]
    is_numbered = numbers[0].isdecimal()
    listed = [
        tag(
            "li", _render_notes(item, passages), _render_sentences(item, passages),
            value=number if is_numbered and number.isdecimal() else None,
        )
        for item, number in zip(items, numbers, strict=True)
    ]  # fmt: skip
    return tag("ol" if is_numbered else "ul", *listed)


def _render_notes(block: Block, passages: Passages) -> Html:
    return join(
        tag("aside", tag("strong", text("Safety note: ")), text(note.lead), class_=f"note {note.severity}")
        for note in passages.notes_on(block)
    )


def _render_sentences(block: Block, passages: Passages) -> Html:
    """The block's words; each sentence is an element of its own, named by its passage id."""
    words = passages.document.text
    pieces, last = [], block.start
    for sentence in passages.sentences_in(block):
        pieces.append(text(words[last : sentence.start]))
        pieces.append(_render_sentence(sentence))
        last = sentence.end
    return join([*pieces, text(words[last : block.end])]) if pieces else text(words[block.start : block.end]) or NOTHING


def _render_sentence(sentence: Sentence) -> Html:
    place = {"data_start": str(sentence.start), "data_end": str(sentence.end)}
    return tag("span", text(sentence.text), id=sentence.passage_id, class_="sentence", tabindex="-1", **place)
