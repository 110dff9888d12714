"""Words that an editor quotes -> where they stand in a document.

White space and the forms of quotation marks do not count. Knows nothing of the files that quote.
"""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BeforeValidator, ValidationInfo

from ingest.document import Document

_QUOTATION_MARKS = str.maketrans("‘’‚‛′“”„‟″«»", '\'\'\'\'\'"""""""')
_RUN = re.compile(r"\s+|\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` to `end` of a document's text; `quote` is exactly these characters."""

    document_id: str
    start: int
    end: int
    quote: str

    def overlaps(self, document_id: str, start: int, end: int) -> bool:
        """Whether the span shares a character with characters `start` to `end` of a document."""
        return self.document_id == document_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedText:
    """A document's body with white space and quotation marks folded; `offsets` leads back, a character each."""

    document: Document
    text: str
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanContext:
    """The documents that quotes are looked up in, by id, and the one meant where an entry names none."""

    documents: Mapping[str, Document]
    default_document: str | None = None


@lru_cache(maxsize=4)
def fold_document(document: Document) -> FoldedText:
    """Fold a document's body once, so that many quotes can be found in it."""
    return FoldedText(
        document=document,
        text=fold_text(document.text[document.body_start :]),
        offsets=array("Q", (run.start() for run in _RUN.finditer(document.text, document.body_start))),
    )


def fold_text(text: str) -> str:
    """Fold runs of white space to one blank, and quotation marks to straight ones."""
    return re.sub(r"\s+", " ", text).translate(_QUOTATION_MARKS)


def find_spans(quote: str, document: Document) -> tuple[Span, ...]:
    """Find all places of a quote, whole words only, in order; none if it is not there."""
    folded = fold_document(document)
    words = fold_text(quote).strip()
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    if not words:
        return ()
    return tuple(_span(match, folded) for match in re.finditer(before + re.escape(words) + after, folded.text))


def _span(match: re.Match[str], folded: FoldedText) -> Span:
    start, end = folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1
    return Span(document_id=folded.document.id, start=start, end=end, quote=folded.document.text[start:end])


def _resolve(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - pydantic gives and takes what the file holds
    """Replace an editor's `document` and `quote` by the span; leave anything else to pydantic."""
    if not isinstance(value, dict) or "start" in value or not isinstance(info.context, SpanContext):
        return value
    document_id, quote = value.get("document", info.context.default_document), value.get("quote")
    if not isinstance(quote, str) or set(value) - {"document", "quote"}:
        raise ValueError("a quote needs the keys `document` and `quote`, both texts, and no others")
    document = info.context.documents.get(document_id) if isinstance(document_id, str) else None
    if document is None:
        known = ", ".join(sorted(info.context.documents)) or "none"
        raise ValueError(f"there is no document {document_id!r} (known: {known}); mend its id or add the document")
    spans = find_spans(quote, document)
    if not spans:
        raise ValueError(f"these words are not in {document_id}: {quote!r}; copy them from the document as it is now")
    return spans[0]


QuotedSpan = BeforeValidator(_resolve)
"""Makes pydantic resolve an editor's quote, within a SpanContext, to a Span: the first place where it stands."""
