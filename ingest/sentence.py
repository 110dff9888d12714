"""Document -> sentences: the passages that are searched, cited and quoted.

A list item's sentence points to the line that introduces the list. Headings are no sentences. Knows nothing of the
encoder's window, which is counted in word pieces.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from syntok import segmenter  # type: ignore[import-untyped]

from ingest.block import split_blocks
from ingest.document import Document
from ingest.errors import PassageTooLongError
from ingest.intro import find_intros

MAX_SENTENCE_CHARACTERS = 1_500

_EMPHASIS = str.maketrans("*_", "  ")
_UNFINISHED = re.compile(r"\b(?:e\.g|i\.e)\.\s*\Z", re.IGNORECASE)
_AFTER_ETC = re.compile(r"\betc\.\s+(?=[^\W\d_a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `text` is exactly the document's text from `start` to `end`.

    `section` is the heading it stands under, `paragraph` numbers headings, paragraphs and items through the document.
    `intro` is the index, among the document's sentences, of the line that introduces an item; that line's kind is
    `intro`, or `item` where lists are nested.
    `passage_id` hashes the document's id, the text, and which occurrence of the same text it is: 16 hex digits.
    """

    passage_id: str
    document_id: str
    section: str
    text: str
    start: int
    end: int
    kind: Literal["prose", "intro", "item"]
    intro: int | None
    paragraph: int


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Split a document into sentences, in order, without overlap, leaving out nothing but headings and marks.

    Raises PassageTooLongError for a sentence of more than 1,500 characters that has no ';', ':' or ',' to be split at.
    """
    blocks = split_blocks(document)
    introduced_by = find_intros(document, blocks)
    introducing = set(introduced_by.values())
    last_sentence: dict[int, int] = {}  # block number -> index of its last sentence
    seen: Counter[str] = Counter()
    sentences: list[Sentence] = []
    section = document.front_matter.title
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            section = document.text[block.start : block.end]
            continue
        intro = last_sentence[introduced_by[number]] if number in introduced_by else None
        for start, end in _split_block(document, block.start, block.end):
            text = document.text[start:end]
            prose: Literal["prose", "intro"] = "intro" if number in introducing and end == block.end else "prose"
            sentences.append(
                Sentence(
                    passage_id=name_passage(document.id, text, seen[text]),
                    document_id=document.id,
                    section=section,
                    text=text,
                    start=start,
                    end=end,
                    kind="item" if block.kind == "item" else prose,
                    intro=intro,
                    paragraph=number,
                )
            )
            seen[text] += 1
        last_sentence[number] = len(sentences) - 1
    return tuple(sentences)


def name_passage(document_id: str, text: str, occurrence: int) -> str:
    """Name a passage by its content: 16 hex digits; `occurrence` counts the same text from 0 through the document."""
    return hashlib.sha256(f"{document_id}\n{text}\n{occurrence}".encode()).hexdigest()[:16]


def _split_block(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the spans of a paragraph's or item's sentences, without the blanks between them."""
    words = document.text[start:end]
    bounds = [*_find_starts(words), len(words)]
    for first, after in pairwise(bounds):
        for piece_start, piece_end in _split_long(document, start + first, start + after):
            text = document.text[piece_start:piece_end]
            blanks = len(text) - len(text.lstrip())
            if text.strip():
                yield piece_start + blanks, piece_start + len(text.rstrip())


def _find_starts(words: str) -> list[int]:
    """Find where sentences start, by syntok, whose tokens carry offsets; the first start is always 0.

    syntok was chosen over pysbd on this guidance: both find the same sentences but for two, and keep "i.e.",
    "because... at" and quotes whole; but pysbd cuts wrapped text at each line break, and takes 5.8 s instead of 0.1 s
    for a paragraph of 4,000 sentences. Two habits of syntok are mended: a cut after "e.g.", and none after "etc.".
    Emphasis marks are hidden from it, since it does not cut "**Important!** If".
    """
    plain = words.translate(_EMPHASIS)
    found = {tokens[0].offset for sentences in segmenter.analyze(plain) for tokens in sentences}
    found |= {match.end() for match in _AFTER_ETC.finditer(plain)}
    starts = {
        _before_emphasis(words, start) for start in found if not _UNFINISHED.search(words, max(0, start - 8), start)
    }
    return sorted({0} | {start for start in starts if start > 0})


def _before_emphasis(words: str, start: int) -> int:
    """Move a start back over the emphasis marks that open the sentence."""
    opened = start
    while opened > 0 and words[opened - 1] in "*_":
        opened -= 1
    return opened if opened == 0 or words[opened - 1].isspace() else start


def _split_long(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split what is too long at the last ';', else ':', else ',' within the limit."""
    while end - start > MAX_SENTENCE_CHARACTERS:
        window = document.text[start : start + MAX_SENTENCE_CHARACTERS]
        cuts = [[match.end(1) for match in re.finditer(rf"({mark})\s", window)] for mark in ";:,"]
        cut = next((found[-1] for found in cuts if found), 0)
        if not cut:
            raise PassageTooLongError(
                f"{document.path}: the sentence that starts at character {start:,} has {end - start:,} characters; "
                f"at most {MAX_SENTENCE_CHARACTERS:,} can be quoted whole; end its sentences with '.', '!' or '?', "
                "or break it into paragraphs, and ingest again"
            )
        yield start, start + cut
        start += cut
    yield start, end
