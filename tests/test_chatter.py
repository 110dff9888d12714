"""Chatter around a message: the message stays whole, and the same chance gives the same chatter."""

import random

from hypothesis import given
from hypothesis import strategies as st

from evals.chatter import read_chatter, surround

TEXT = "When can my baby hold his head up?"


def test_the_lines_that_ship_ask_nothing() -> None:
    lines = read_chatter()
    assert len(lines) == 700
    assert not any("?" in line for line in lines)


@given(st.integers())
def test_the_message_stands_whole_within_one_or_two_lines(seed: int) -> None:
    told = surround(TEXT, ("Hi all.", "ta"), random.Random(seed))  # noqa: S311  (no secret)
    assert TEXT in told
    assert told != TEXT
    assert "Hi all" in told.replace(TEXT, "") or "ta" in told.replace(TEXT, "")


def test_the_same_chance_gives_the_same_chatter() -> None:
    lines = read_chatter()
    told = {surround(TEXT, lines, random.Random(4)) for _ in range(3)}  # noqa: S311
    assert len(told) == 1
