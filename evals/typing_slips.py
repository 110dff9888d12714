"""A text -> the same as a tired thumb would type it: letters lost, swapped, doubled or of the next key.

Made for training alone: what is judged is typed by people.
"""

from __future__ import annotations

import random

WORDS_A_SLIP = 6
SHORTEST_WORD = 4
LOWERED_SHARE = 0.4
"""How many texts also lose their capitals, apostrophes and last mark."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2] for row in _ROWS for place, key in enumerate(row)
}


def slip(text: str, chance: random.Random) -> str:
    """One slip for every six words, in words of four letters or more; the same for the same chance."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= SHORTEST_WORD]
    for place in chance.sample(long, min(len(long), max(1, len(words) // WORDS_A_SLIP))):
        words[place] = _slip_in_word(words[place], chance)
    typed = " ".join(words)
    return typed.lower().replace("'", "").rstrip("?.!") if chance.random() < LOWERED_SHARE else typed


def _slip_in_word(word: str, chance: random.Random) -> str:
    """The first letter stays: people and spellers lean on it."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    slips = (
        before + after,
        before + after[0] + letter + after[1:],
        before + letter + letter + after,
        before + chance.choice(_NEIGHBOURS.get(letter.lower(), letter)) + after,
    )
    return chance.choices(slips, weights=(6, 6, 3, 5))[0]
