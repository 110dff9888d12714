"""Plain text: what is decoded stays as it was, what was extracted can always be stored."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DocumentError
from ingest.plain_text import clean_text, decode_text


@given(st.binary(max_size=40))
def test_bytes_are_decoded_exactly_or_refused(content: bytes) -> None:
    with suppress(DocumentError):
        assert decode_text(content).encode() == content


@given(st.text(st.characters(), max_size=40))
def test_cleaned_text_can_be_stored_and_read_back_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    assert decode_text(cleaned.encode()) == cleaned == clean_text(cleaned)
    assert "\r" not in cleaned


def test_scripts_from_right_to_left_and_joined_emoji_are_ordinary_text() -> None:
    text = "שלום\u200f 👩\u200d👧 می\u200cخواهم\n"
    assert decode_text(text.encode()) == text
