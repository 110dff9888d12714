"""Spans: an editor's words found in a document, however they are typed."""

import pytest
from example_files import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.span import Span, find_spans

DOCUMENT = make_document("He said “it’s\r\n  fine”. Fine, he said.\u00a0It is fine.")


@given(text=st.text(alphabet="ab \n“”\"’'.", max_size=40), start=st.integers(0, 40), end=st.integers(0, 40))
def test_a_found_quote_is_the_documents_own_text(text: str, start: int, end: int) -> None:
    for span in find_spans(text[start:end], make_document(text)):
        assert span.quote == text[span.start : span.end] == span.quote.strip()


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ('"it\'s fine"', ["“it’s\r\n  fine”"]),
        ("  he said. It\n", ["he said.\u00a0It"]),
        ("fine", ["fine", "fine"]),
        ("ine", []),
        ("Fin", []),
        ("He said it", []),
        ("", []),
        (" \n", []),
    ],
)
def test_quotation_marks_and_white_space_do_not_count_and_words_are_whole(quote: str, found: list[str]) -> None:
    assert [span.quote for span in find_spans(quote, DOCUMENT)] == found


def test_a_span_is_a_whole_value() -> None:
    assert find_spans("Fine, he", DOCUMENT) == (Span(document_id="guide", start=24, end=32, quote="Fine, he"),)
