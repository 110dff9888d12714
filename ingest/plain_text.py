"""Bytes -> text, exactly as they say, or a reason why they are not text that parents may be shown.

Knows nothing of files and formats.
"""

import re

from ingest.errors import DocumentError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UTF_32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode_text(content: bytes) -> str:
    """Decode UTF-8 without changing anything: line ends and a byte order mark stay.

    Raises DocumentError for other encodings, binary content, and invisible characters that can hide text from readers.
    """
    encoding = _guess_wide_encoding(content)
    if encoding:
        raise DocumentError(f"is {encoding}, not UTF-8; convert it: `iconv -f {encoding} -t UTF-8 OLD > NEW`")
    if b"\0" in content:
        raise DocumentError(
            f"is not a text file: byte {content.index(0):,} is NUL; save it as text, or give it its ending"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"is not UTF-8: byte 0x{content[error.start]:02X} at offset {error.start:,}; "
            "convert it, for example: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`"
        ) from error
    _refuse_hidden(text)
    return text


def clean_text(text: str) -> str:
    """Make extracted text storable: line feeds at line ends, no control or hiding characters, no half surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\ufffd", _HIDING.sub("", _CONTROL.sub(" ", text)))


def _guess_wide_encoding(content: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their marks, or by a NUL in most of the even or odd places."""
    if content.startswith(_UTF_32_MARKS):
        return "UTF-32"
    if content.startswith(_UTF_16_MARKS):
        return "UTF-16"
    half = len(content[:1000]) // 2
    if half and content[1:1000:2].count(0) > 0.8 * half:
        return "UTF-16LE"
    if half and content[:1000:2].count(0) > 0.8 * half:
        return "UTF-16BE"
    return None


def _refuse_hidden(text: str) -> None:
    """Refuse what no editor writes: control characters, direction overrides, invisible tag characters."""
    for pattern, what in ((_CONTROL, "control"), (_HIDING, "invisible")):
        found = pattern.search(text)
        if found:
            count = len(pattern.findall(text))
            raise DocumentError(
                f"has {count:,} {what} character{'s' if count > 1 else ''}, "
                f"the first U+{ord(found[0]):04X} at character {found.start():,}; take them out"
            )
