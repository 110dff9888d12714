import pytest

from assistant.spelling import Speller, build_speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return build_speller({"unconscious": 4, "baby": 900, "tummy": 300, "swallowed": 20, "respond": 9, "teh": 1})


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("unconcious baby", "unconscious baby"),
        ("hes swalowed it, tumy hurts", "hes swallowed it, tumy hurts"),
        ("his tummmy", "his tummy"),
        ("nothing like any known word", "nothing like any known word"),
        ("TUMMY", "tummy"),
        ("", ""),
    ],
)
def test_a_word_is_mended_where_a_known_one_is_near(speller: Speller, typed: str, mended: str) -> None:
    assert speller.mend(typed) == mended


def test_a_word_that_occurs_once_mends_nothing(speller: Speller) -> None:
    assert speller.mend("tehx") == "tehx"
