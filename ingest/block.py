"""Document -> blocks: its headings, paragraphs and list items, each with the offsets of its words.

Headings are read in Markdown (and in html, whose extracted text marks them the same way), outside fenced code.
Marks (list marks, rules, fences, table rulers, Markdown comments) belong to no block. Knows nothing of sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ingest.document import Document

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"^ {0,3}<!--", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s|\Z)")
_CLOSED_HEADING = re.compile(r"(?<=\s)#+\Z")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}\Z|\s*\|[\s|:-]*\Z")
_ITEM = re.compile(r"(\s*)(?:[-*+•‣◦▪·]|\d{1,3}[.)])\s+(?=\S)")
_ROW = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph or list item; `start` to `end` are its words, `line_start` where its first line begins.

    `depth` is a heading's level (1 to 6), an item's indent in characters, and -1 for a paragraph.
    """

    kind: Literal["heading", "paragraph", "item"]
    line_start: int
    start: int
    end: int
    depth: int


def split_blocks(document: Document) -> tuple[Block, ...]:
    """Split a document's body into blocks, in order; they never overlap, and none is empty."""
    marked = document.media in ("md", "html")
    blocks: list[Block] = []
    open_block = False
    for block in _read_lines(_hide_comments(document.text) if marked else document.text, document.body_start, marked):
        if block is None:
            open_block = False
        elif open_block and block.kind == "paragraph" and not _is_row(document.text, block):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(_continue_item(blocks, block) if marked else block)
            open_block = block.kind != "heading" and not _is_row(document.text, block)
    return tuple(blocks)


def _hide_comments(text: str) -> str:
    """Put blanks where comments are that begin a line and are closed, so that offsets hold."""
    shown, end = [], 0
    for opening in _COMMENT.finditer(text):
        if opening.start() < end:
            continue
        closing = text.find("-->", opening.end())
        if closing < 0:
            break
        shown += [text[end : opening.start()], re.sub(r"[^\r\n]", " ", text[opening.start() : closing + 3])]
        end = closing + 3
    return "".join([*shown, text[end:]])


def _read_lines(text: str, start: int, marked: bool) -> Iterator[Block | None]:
    """Give each line as a block of its own, and None for what separates blocks."""
    fenced = False
    while start < len(text):
        line = _LINE.match(text, start)
        if line is None:  # cannot be: every character starts a line
            return
        if marked and _FENCE.match(line[1]):
            fenced = not fenced
            yield None
        elif not line[1].strip() or (not fenced and _RULE.match(line[1])):
            yield None
        else:
            yield _read_line(line[1], line.start(), marked=marked, fenced=fenced)
        start = line.end()


def _read_line(line: str, offset: int, *, marked: bool, fenced: bool) -> Block | None:
    """Read a line that is not blank; None for a heading without words."""
    heading = _HEADING.match(line) if marked and not fenced else None
    if heading:
        words = _CLOSED_HEADING.sub("", line.rstrip()).rstrip()
        return _block("heading", offset, heading.end(), words, depth=len(heading[1]))
    item = _ITEM.match(line) if not fenced else None
    if item:
        return _block("item", offset, item.end(), line, depth=len(item[1]))
    return _block("paragraph", offset, 0, line, depth=-1)


def _block(
    kind: Literal["heading", "paragraph", "item"], offset: int, mark_end: int, line: str, *, depth: int
) -> Block | None:
    """Make a block of a line from the end of its mark on; None if nothing but the mark is there."""
    words = line[mark_end:]
    start = offset + mark_end + len(words) - len(words.lstrip())
    if not words.strip():
        return None
    return Block(kind=kind, line_start=offset, start=start, end=offset + len(line.rstrip()), depth=depth)


def _is_row(text: str, block: Block) -> bool:
    """Tell a table's row, which stands alone; rows are not joined to a paragraph."""
    return _ROW.match(text, block.line_start, block.end) is not None


def _continue_item(blocks: list[Block], block: Block) -> Block:
    """Make a paragraph that is indented below a list item part of the list."""
    indent = block.start - block.line_start
    if block.kind != "paragraph" or not blocks or blocks[-1].kind != "item" or indent < blocks[-1].depth + 2:
        return block
    return replace(block, kind="item", depth=blocks[-1].depth)
