"""Sections: headings in their order, and a body covered without gaps."""

from example_files import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.section import Section, split_sections

LINES = st.sampled_from(
    ["# One\n", "###### Six ##\r\n", "####### seven\n", "#no\n", "#\n", "```\n", "words\n", "\n", " \t\n"]
)
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=10).map("".join)


def headings_of(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in split_sections(make_document(text))]


@given(text=TEXTS)
def test_sections_follow_each_other_without_gaps_to_the_end(text: str) -> None:
    sections = split_sections(make_document(text))
    assert not text[: sections[0].start].strip()
    assert [section.end for section in sections] == [*[section.start for section in sections[1:]], len(text)]


def test_a_heading_and_the_text_before_it_are_two_sections() -> None:
    assert split_sections(make_document("Hello.\n\n## Tummy time ##\r\nDaily.")) == (
        Section(document_id="guide", heading="The guide", level=0, start=0, end=8),
        Section(document_id="guide", heading="Tummy time", level=2, start=8, end=32),
    )


def test_a_document_that_starts_with_a_heading_has_no_section_before_it() -> None:
    assert headings_of("\n# One\ntext\n### Three\n") == [(1, "One"), (3, "Three")]


def test_signs_in_fenced_code_and_without_a_blank_are_no_headings() -> None:
    assert headings_of("# Real\n```\n# code\n```\n#hashtag\n####### seven\n#\n") == [(1, "Real")]


def test_a_document_without_headings_is_one_section_under_its_title() -> None:
    assert headings_of("Only words.\n") == [(0, "The guide")]


def test_a_plain_text_has_no_headings() -> None:
    (section,) = split_sections(make_document("# 1 reason\n", "txt"))
    assert section == Section(document_id="guide", heading="The guide", level=0, start=0, end=11)
