"""Blocks -> for each list item the block whose last line introduces it; knows nothing of sentences."""

import re
from collections.abc import Sequence

from ingest.block import Block
from ingest.document import Document

MAX_CAPTION_CHARACTERS = 80

_COLON = re.compile(r"[:：][*_”\"]*\Z")
_SENTENCE_END = re.compile(r"[.!?:;…。！？：；][*_)”\"’']*\Z")


def find_intros(document: Document, blocks: Sequence[Block]) -> dict[int, int]:
    """Map the numbers of list items to the number of the block that introduces them; items without one are left out.

    A paragraph that ends with a colon introduces the list right below it, an item that does so the deeper items below.
    In Markdown a list goes on after a caption (a short line without end punctuation, between two items): the guidance
    has a photo's caption inside a list. In a plain text such a line may be a heading, so there it ends the list.
    """
    introduced_by: dict[int, int] = {}
    opened: list[tuple[int, int]] = []  # (depth, number) of introducing blocks, outermost first
    for number, block in enumerate(blocks):
        if block.kind == "item":
            opened = [intro for intro in opened if intro[0] < block.depth]
            if opened:
                introduced_by[number] = opened[-1][1]
        elif not _is_caption(document, blocks, number):
            opened = []
        if _introduces(document, blocks, number):
            opened.append((block.depth, number))
    return introduced_by


def _introduces(document: Document, blocks: Sequence[Block], number: int) -> bool:
    """Tell a block that ends with a colon and is followed by an item, deeper than itself."""
    if number + 1 == len(blocks) or blocks[number].kind == "heading":
        return False
    block, following = blocks[number], blocks[number + 1]
    return following.kind == "item" and following.depth > block.depth and _ends(_COLON, document, block)


def _is_caption(document: Document, blocks: Sequence[Block], number: int) -> bool:
    """Tell a short Markdown line without end punctuation between two list items."""
    if document.media != "md" or blocks[number].kind != "paragraph" or not 0 < number < len(blocks) - 1:
        return False
    block = blocks[number]
    return (
        blocks[number - 1].kind == blocks[number + 1].kind == "item"
        and block.end - block.start <= MAX_CAPTION_CHARACTERS
        and "\n" not in document.text[block.start : block.end]
        and not _ends(_SENTENCE_END, document, block)
    )


def _ends(pattern: re.Pattern[str], document: Document, block: Block) -> bool:
    return pattern.search(document.text, max(block.start, block.end - 8), block.end) is not None
