"""Small documents and files for tests, made by hand so that nothing has to be shipped."""

import zipfile
from pathlib import Path

from pypdf import PdfWriter

from ingest.document import Document, FrontMatter, Media

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_document(text: str, media: Media = "md", document_id: str = "guide") -> Document:
    return Document(
        id=document_id,
        text=text,
        body_start=0,
        media=media,
        path=f"{document_id}.{media}",
        sha256="0" * 64,
        front_matter=FrontMatter(title="The guide"),
    )


def write_text_pdf(path: Path, line: str) -> None:
    """Write a PDF of one page with one line of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(content)
    path.write_bytes(content + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer)


def write_blank_pdf(path: Path, *, pages: int, password: str | None = None) -> None:
    """Write a PDF without text."""
    with PdfWriter() as writer:
        for _ in range(pages):
            writer.add_blank_page(100, 100)
        if password:
            writer.encrypt(password, algorithm="RC4-128")
        writer.write(path)


def write_docx(path: Path, *paragraphs: str) -> None:
    """Write what docx2txt needs of a Word file."""
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')
