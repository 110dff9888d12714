"""A message -> the same within harmless chatter, as people type it: what is asked stays what it is.

Made for training alone: what is judged is typed by people.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

CHATTER_PATH = Path(__file__).with_name("chatter.txt")
PLACES = ("before", "after", "around")
PLACES_WEIGHTS = (5, 3, 2)
JOINTS = (". ", "\n", " ", ", ")
JOINTS_WEIGHTS = (6, 2, 3, 2)


@lru_cache(maxsize=1)
def read_chatter() -> tuple[str, ...]:
    """The lines of chatter.txt: each asks nothing about a baby, tells no sign, and would get no answer."""
    lines = CHATTER_PATH.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def surround(text: str, chatter: Sequence[str], chance: random.Random) -> str:
    """A text with one line of chatter before or after it, or one on each side; the same for the same chance."""
    place = chance.choices(PLACES, weights=PLACES_WEIGHTS)[0]
    pieces = [text]
    if place != "after":
        pieces = [chance.choice(chatter), *pieces]
    if place != "before":
        pieces = [*pieces, chance.choice(chatter)]
    return _join(pieces, chance)


def _join(pieces: Sequence[str], chance: random.Random) -> str:
    joined = pieces[0]
    for piece in pieces[1:]:
        joint = chance.choices(JOINTS, weights=JOINTS_WEIGHTS)[0]
        ended = joined.rstrip()[-1:] in ".!?"
        joined += (" " if ended and joint != "\n" else joint) + piece
    return joined
