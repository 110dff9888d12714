"""Sentences -> quotes that keep their meaning."""

from assistant.quote import quote_sentences
from ingest.index import Index


def place_of(words: str, index: Index) -> int:
    return next(place for place, sentence in enumerate(index.sentences) if words in sentence.text)


def quoted(words: str, index: Index) -> list[str]:
    return [quote.text(index) for quote in quote_sentences((place_of(words, index),), index)]


def test_a_warning_behind_a_sentence_comes_along(index: Index) -> None:
    assert quoted("two to three times a day", index) == [
        "Let this become your daily ritual: place your baby on his stomach two to three times a day for 3-5 minutes. "
        "Don't leave it unattended!"
    ]


def test_a_sentence_that_points_back_brings_the_one_before(index: Index) -> None:
    assert quoted("This indicates that the baby", index) == [
        "Rarely do infants experience head tilt. This indicates that the baby has underdeveloped neck muscles."
    ]


def test_a_list_item_comes_behind_the_line_that_introduces_it(index: Index) -> None:
    assert quoted("birth occurred prematurely", index) == [
        "Throwing back the head occurs for the following reasons:",
        "birth occurred prematurely;",
    ]


def test_items_of_one_list_stand_together_behind_their_introduction(index: Index) -> None:
    places = tuple(place_of(words, index) for words in ("birth occurred", "4 months old does not", "brain injury"))
    assert [quote.text(index)[:24] for quote in quote_sentences(places, index)] == [
        "Throwing back the head o",
        "birth occurred premature",
        "brain injury.",
        "Thus, if a baby at 4 mon",
    ]


def test_every_quote_of_every_sentence_is_verbatim_and_none_is_twice(index: Index) -> None:
    for place in range(len(index.sentences)):
        quotes = quote_sentences((place,), index)
        assert len(set(quotes)) == len(quotes)
        for quote in quotes:
            assert index.documents[quote.document_id].text[quote.start : quote.end] == quote.text(index)
        assert any(place in quote.positions for quote in quotes)


def test_neighbouring_sentences_are_one_quote_and_none_is_quoted_twice(index: Index) -> None:
    tilt = place_of("Rarely do infants", index)
    assert [quote.text(index) for quote in quote_sentences((tilt, tilt + 1), index)] == [
        "Rarely do infants experience head tilt. This indicates that the baby has underdeveloped neck muscles."
    ]
    every = tuple(range(len(index.sentences)))
    places = [place for quote in quote_sentences(every, index) for place in quote.positions]
    assert sorted(places) == sorted(set(places))
