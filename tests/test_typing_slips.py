"""Typing slips: like a thumb's, the same for the same chance, and never another text altogether."""

import random

from hypothesis import given
from hypothesis import strategies as st

from evals.typing_slips import slip

TEXT = "When can my baby hold his head up without any help from me?"


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (no secret)


def test_the_same_chance_gives_the_same_slips() -> None:
    assert slip(TEXT, _chance(3)) == slip(TEXT, _chance(3)) != TEXT


def test_short_words_are_left_alone() -> None:
    assert slip("is it ok", _chance(1)).lower() == "is it ok"


@given(st.text(), st.integers())
def test_words_keep_their_number_and_first_letters(text: str, seed: int) -> None:
    typed = slip(text, _chance(seed)).split()
    assert len(typed) <= len(text.split())
