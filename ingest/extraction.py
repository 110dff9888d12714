"""The child's side of the extractor: a pdf, docx or html file -> its text, by llama-index's readers and Beautiful Soup.

Imported in that child process only. Knows nothing of documents.
"""

import logging
import sys
import zipfile
from pathlib import Path

from llama_index.readers.file import DocxReader, PDFReader
from pypdf import PdfReader

from ingest.errors import DocumentError
from ingest.html_text import extract_html, find_html_title
from ingest.plain_text import clean_text, decode_text

if sys.platform != "win32":  # which has no such limits; the extractor's limit on time still holds there
    import resource

MAX_UNPACKED_BYTES = 200 * 1024**2
MAX_RATIO = 100  # Apache POI's bound, here for parts above 1 MB
MAX_PARTS = 10_000


def limit_process(limit_bytes: int) -> None:
    """Limit this process' address space, and keep the parsers from writing into the user's terminal."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, limit_bytes))
    logging.disable()


def answer(path: Path) -> dict[str, str | None]:
    """Answer with the file's `text` and `title`, or with the `reason` why it has none."""
    read = {".pdf": _read_pdf, ".docx": _read_docx}.get(path.suffix.lower(), _read_html)
    try:
        text, title = read(path)
    except DocumentError as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": "needs more memory to be read than a file may take; save it anew, or as text"}
    except Exception as error:  # the border to the parsers of untrusted files, which raise anything
        return {"reason": f"is broken, or no {path.suffix}: {_describe(error)}; save it anew"}
    return {"text": clean_text(text), "title": title}


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _read_html(path: Path) -> tuple[str, str | None]:
    html = decode_text(path.read_bytes())
    return extract_html(html), find_html_title(html)


def _read_pdf(path: Path) -> tuple[str, str | None]:
    """Read a PDF; pypdf is asked first, since PDFReader tries three times and hides the reason."""
    pdf = PdfReader(path)
    if pdf.is_encrypted:
        raise DocumentError("is encrypted; save a copy without a password")
    pages = len(pdf.pages)
    if not pages:
        raise DocumentError("has 0 pages; export it again")
    text = PDFReader(return_full_document=True).load_data(path)[0].text
    if not text.strip():
        raise DocumentError(
            f"has no text on its {pages:,} page{'s' if pages > 1 else ''} (scanned?); "
            "run text recognition on it, for example `ocrmypdf OLD NEW`"
        )
    return text, None


def _read_docx(path: Path) -> tuple[str, str | None]:
    _refuse_zip_bomb(path)
    return DocxReader().load_data(path)[0].text, None


def _refuse_zip_bomb(path: Path) -> None:
    """Refuse an archive by what its directory declares; zipfile reads no more than that of any part."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    ratio = max((part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 1024**2), default=0)
    if unpacked > MAX_UNPACKED_BYTES or ratio > MAX_RATIO or len(parts) > MAX_PARTS:
        raise DocumentError(
            f"unpacks to {unpacked / 1024**2:,.0f} MB in {len(parts):,} parts, one {ratio:,.0f} times its packed size "
            f"(at most {MAX_UNPACKED_BYTES / 1024**2:.0f} MB, {MAX_PARTS:,} parts, {MAX_RATIO} times); save it anew"
        )
