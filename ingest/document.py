"""Files -> documents, each with its text exactly as it will be quoted.

Markdown and plain text are read as they are, since offsets count the characters of the shipped file: llama-index's
FlatReader folds line ends into line feeds, and its MarkdownReader cuts at headings. The other formats go through the
extractor. Knows nothing of sections and sentences.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.document_file import ReadFailure, find_files, show_path
from ingest.errors import DocumentError
from ingest.extractor import Extractor
from ingest.front_matter import FrontMatter, find_body, find_title, read_front_matter
from ingest.plain_text import decode_text

__all__ = ["Document", "FrontMatter", "Media", "ReadFailure", "ReadOutcome", "name_document", "read_documents"]

Media = Literal["md", "txt", "html", "pdf", "docx"]

_MEDIA: dict[str, Media] = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that may be quoted.

    For md and txt, `text` is `open(path, encoding="utf-8", newline="").read()`; for the others what was extracted.
    Offsets elsewhere count its characters; the body, after the front matter, begins at `body_start`.
    `sha256` is that of the file's bytes; `id` is made of the file's name without its ending.
    """

    id: str
    text: str
    body_start: int
    media: Media
    path: str
    sha256: str
    front_matter: FrontMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutcome:
    """All that came of reading: documents in the order of their files, and failures in the order of their paths."""

    documents: tuple[Document, ...]
    failures: tuple[ReadFailure, ...]


def read_documents(paths: Sequence[Path], on_document: Callable[[Path], None] | None = None) -> ReadOutcome:
    """Read files and folders; `on_document` is told of each file when it is done, failed or not.

    What cannot be read is a failure in the outcome, never an exception.
    """
    files, refused = find_files(paths)
    documents: dict[str, Document] = {}
    failures = list(refused)
    with Extractor() as extractor:
        for file in files:
            try:
                document = read_document(file, extractor)
                _refuse_twin(document, documents)
                documents[document.id] = document
            except DocumentError as error:
                failures.append(ReadFailure(path=show_path(file), reason=str(error)))
            if on_document:
                on_document(file)
    failures.sort(key=lambda failure: failure.path)
    return ReadOutcome(documents=tuple(documents.values()), failures=tuple(failures))


def read_document(path: Path, extractor: Extractor) -> Document:
    """Read one file; raises DocumentError with the reason and the remedy."""
    content = _read_bytes(path)
    media = _MEDIA[path.suffix.lower()]
    title: str | None = None
    if media in ("md", "txt"):
        text = decode_text(content)
    else:
        text, title = extractor.extract(path)
        if _read_bytes(path) != content:
            raise DocumentError("changed while it was read; ingest it again")
    yaml_text, body_start = find_body(text) if media == "md" else ("", len(text) - len(text.removeprefix("\ufeff")))
    if not any(character.isalnum() for character in text[body_start:]):
        raise DocumentError(f"has no words ({len(text):,} characters); put its text into it, or take it away")
    return Document(
        id=name_document(path.stem),
        text=text,
        body_start=body_start,
        media=media,
        path=show_path(path),
        sha256=hashlib.sha256(content).hexdigest(),
        front_matter=_find_front_matter(path, yaml_text, title or _find_title(text, body_start, media) or path.stem),
    )


def name_document(stem: str) -> str:
    """Make a document's id of a file's name: lower case, words joined by hyphens; letters of any script are kept.

    Raises DocumentError for a name without letters and digits.
    """
    slug = re.sub(r"[\W_]+", "-", stem.casefold()).strip("-")
    if not slug:
        raise DocumentError("has a name without letters or digits; give it a name")
    return slug


def _find_front_matter(path: Path, yaml_text: str, title: str) -> FrontMatter:
    """Read front matter from the file's own head, or else from the side file NAME.meta.yaml, if there is one."""
    side = path.with_name(path.stem + ".meta.yaml")
    if yaml_text or not side.is_file():
        return read_front_matter(yaml_text, name=path.name, first_line=2, title=title)
    return read_front_matter(decode_text(_read_bytes(side)), name=side.name, first_line=1, title=title)


def _find_title(text: str, body_start: int, media: Media) -> str | None:
    return find_title(text, body_start) if media in ("md", "html") else None


def _refuse_twin(document: Document, others: dict[str, Document]) -> None:
    """Refuse a document whose id another one has, since quotes name documents by id."""
    if document.id in others:
        raise DocumentError(f"has the same id, {document.id!r}, as {others[document.id].path}; rename one of them")


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}; check it and ingest again") from error
