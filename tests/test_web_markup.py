from hypothesis import given
from hypothesis import strategies as st
from web_pages import Markup

from assistant.web.markup import join, tag, text, web_address


@given(st.text())
def test_text_reads_back_as_the_same_words_and_makes_no_element(words: str) -> None:
    markup = Markup(text(words))

    assert markup.elements == []
    assert "".join(markup.pieces) == words.replace("\r\n", "\n").replace("\r", "\n") or "".join(markup.pieces) == words


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_an_attribute_cannot_end_its_quotes(value: str) -> None:
    assert Markup(tag("a", text("x"), title=value)).elements == [("a", {"title": value})]


def test_names_of_attributes_are_written_as_in_html() -> None:
    assert tag("p", class_="note", data_start="1", href=None) == '<p class="note" data-start="1"></p>'


def test_pieces_are_joined_in_order() -> None:
    assert join([text("a"), tag("b", text("<"))]) == "a<b>&lt;</b>"


def test_only_addresses_of_the_web_may_be_linked() -> None:
    schemes = ["https://a.org", "http://a.org", "javascript:alert(1)", "data:text/html,x", " https://a.org", None]

    assert [web_address(url) for url in schemes] == ["https://a.org", "http://a.org", None, None, None, None]
