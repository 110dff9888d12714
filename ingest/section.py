"""Document -> sections, by its headings; knows nothing of sentences."""

from dataclasses import dataclass

from ingest.block import Block, split_blocks
from ingest.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text below it, up to the next heading of any level.

    `start` is where the heading's line begins; `level` is 1 to 6, and 0 for text before the first heading, which
    stands under the document's title.
    """

    document_id: str
    heading: str
    level: int
    start: int
    end: int


def split_sections(document: Document) -> tuple[Section, ...]:
    """Split a document into sections, in order, which cover its body without gaps; at least one."""
    headings = [block for block in split_blocks(document) if block.kind == "heading"]
    ends = [heading.line_start for heading in headings[1:]] + [len(document.text)]
    sections = [_section(document, heading, end) for heading, end in zip(headings, ends, strict=False)]
    lead_end = headings[0].line_start if headings else len(document.text)
    if headings and not document.text[document.body_start : lead_end].strip():
        return tuple(sections)
    lead = Section(
        document_id=document.id,
        heading=document.front_matter.title,
        level=0,
        start=document.body_start,
        end=lead_end,
    )
    return (lead, *sections)


def _section(document: Document, heading: Block, end: int) -> Section:
    return Section(
        document_id=document.id,
        heading=document.text[heading.start : heading.end],
        level=heading.depth,
        start=heading.line_start,
        end=end,
    )
