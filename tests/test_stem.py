import pytest

from ingest.stem import stem_word


@pytest.mark.parametrize(
    "words",
    [
        ("invade", "invades", "invaded", "invading"),
        ("baby", "babies"),
        ("organize", "organise", "organization", "organisations"),
        ("stop", "stops", "stopped", "stopping"),
        ("agree", "agrees", "agreed"),
    ],
)
def test_forms_of_one_word_meet(words: tuple[str, ...]) -> None:
    assert len({stem_word(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["1066", "x25", "bus", "is", "thing", "été"])
def test_short_words_and_what_is_no_english_word_stay(word: str) -> None:
    assert stem_word(word) == word


def test_unlike_words_stay_apart() -> None:
    assert len({stem_word(word) for word in ("organ", "origin", "new", "rate", "rice", "bath")}) == 6
