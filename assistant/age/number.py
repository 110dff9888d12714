"""A message's words -> a number as parents tell one, with how exact it is; it knows no units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.age.words import age_list, age_numbers

DAYS = frozenset("0123456")
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
HALVES = {("1", "2"): 0.5, ("1", "4"): 0.25, ("3", "4"): 0.75}

Form = Literal["plain", "old", "olds", "plus", "article", "weeker", "ordinal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number told by the words before `end`: the least, the usual, and the first number that it does not mean."""

    end: int
    least: float
    usual: float
    most: float
    form: Form
    digits: bool


def read_number(words: Sequence[str], place: int) -> Number | None:
    """A number and the place behind it: "3", "3 1/2", "two and a half", "2-3", "a couple of", "half a", "34+2"."""
    number = _read_plain_number(words, place)
    if number is None:
        return None
    half, end = read_half(words, number.end)
    if half:
        usual = number.usual + half
        return Number(end=end, least=usual, usual=usual, most=usual + 0.5, form="plain", digits=number.digits)
    if number.form == "plain" and word_at(words, end) == "+" and word_at(words, end + 1) in DAYS and number.usual >= 4:
        usual = number.usual + int(word_at(words, end + 1)) / 7
        return replace(number, end=end + 2, least=usual, usual=usual, most=usual + 1 / 7, form="plus")
    return _read_range(words, number)


def _read_plain_number(words: Sequence[str], place: int) -> Number | None:
    word = word_at(words, place)
    if word[:1].isdecimal():
        value = float(word.replace(",", "."))
        return _whole(place + 1, value, digits=True) if "." not in word and "," not in word else _part(place + 1, value)
    if word == "half" or word in FRACTIONS:
        end = place + 1 + (word_at(words, place + 1) == "of")
        end += word_at(words, end) in age_list("articles")
        value = FRACTIONS.get(word, 0.5)
        return Number(end=end, least=0.8 * value, usual=value, most=1.5 * value, form="plain", digits=False)
    if word in age_list("articles"):
        return _read_after_article(words, place + 1)
    vague = age_numbers("vague").get(word)
    if vague:
        end = place + 1 + (word_at(words, place + 1) == "of")
        return Number(end=end, least=vague[0], usual=vague[1], most=vague[2], form="plain", digits=False)
    tens, ones = age_numbers("tens").get(word, 0), age_numbers("numbers")
    if tens:
        one = ones.get(word_at(words, place + 1), 0)
        return _whole(place + 2, tens + one) if 0 < one < 10 else _whole(place + 1, tens)
    return _whole(place + 1, ones[word]) if word in ones else None


def _read_after_article(words: Sequence[str], place: int) -> Number | None:
    if word_at(words, place) in age_list("articles"):
        return None
    number = _read_plain_number(words, place)
    if number and not number.digits and word_at(words, place) not in age_numbers("numbers"):
        return number
    return replace(_whole(place, 1.0), form="article")


def read_half(words: Sequence[str], place: int) -> tuple[float, int]:
    """A half or a quarter behind a number or a unit, and the place behind it: "1/2", "½", "and a half"."""
    after = place + (word_at(words, place) in age_list("and"))
    after += after > place and word_at(words, after) in age_list("articles")
    first = word_at(words, after)
    if first in FRACTIONS:
        return FRACTIONS[first], after + 1
    if (first, word_at(words, after + 2)) in HALVES and word_at(words, after + 1) == "/":
        return HALVES[first, word_at(words, after + 2)], after + 3
    return (0.5, after + 1) if first == "half" and after > place else (0.0, place)


def _read_range(words: Sequence[str], number: Number) -> Number:
    """A range as one number: "2 to 3", "6-8", "4/5"; "1/2" is a half."""
    sign, other = word_at(words, number.end), _read_plain_number(words, number.end + 1)
    if other is None or number.form == "article":
        return number
    if sign == "/" and number.usual == 1 and other.usual == 2:
        end = other.end + (word_at(words, other.end) in age_list("articles"))
        return Number(end=end, least=0.4, usual=0.5, most=0.75, form="plain", digits=True)
    is_between = sign == "and" and "between" in words[max(0, number.end - 3) : number.end]
    is_range = is_between or sign in age_list("ranges") or (sign == "/" and other.usual == number.usual + 1)
    if not is_range or not number.usual < other.usual <= 3 * number.usual + 1:
        return number
    usual = (number.usual + other.usual) / 2
    return replace(other, least=number.least, usual=usual, most=other.most, form="plain")


def read_ordinal(words: Sequence[str], place: int) -> Number | None:
    """The number of "the 32nd week" or "her third month": the number less one is over."""
    word, end = word_at(words, place), place + 1
    value = age_numbers("ordinals").get(word)
    if word[:1].isdecimal() and word_at(words, place + 1) in age_list("ordinal_ends"):
        value, end = float(word.replace(",", ".")), place + 2
    if not value:
        return None
    return Number(end=end, least=value - 1, usual=value - 1, most=value, form="ordinal", digits=False)


def _whole(end: int, value: float, *, digits: bool = False) -> Number:
    return Number(end=end, least=value, usual=value, most=value + 1, form="plain", digits=digits)


def _part(end: int, value: float) -> Number:
    return Number(end=end, least=value, usual=value, most=value + 0.5, form="plain", digits=True)


def word_at(words: Sequence[str], place: int) -> str:
    """The word at a place; "" outside the message."""
    return words[place] if 0 <= place < len(words) else ""
