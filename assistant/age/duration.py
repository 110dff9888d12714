"""A message's words -> the stretches of time that they tell, in weeks; it does not know what they are told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.age.number import DAYS, Form, Number, read_half, read_number, read_ordinal, word_at
from assistant.age.words import age_list, age_map, ends_with

WEEKS_PER_MONTH = 52.1775 / 12
UNIT_WEEKS = {
    "hour": 1 / 168, "day": 1 / 7, "week": 1.0, "fortnight": 2.0, "month": WEEKS_PER_MONTH, "year": 52.1775,
}  # fmt: skip
SHORTEST_WEEKS = {**UNIT_WEEKS, "month": 4.0, "year": 48.0}
"""Parents count a month as four weeks: "3 months" is told from 12 weeks on."""
NEARLY_WEEKS = {"hour": 0.01, "day": 0.2, "week": 1.5, "fortnight": 1.5, "month": 1.5, "year": 9.0}
JUST_BELOW = 0.01
MOST_DURATIONS = 60
NUMBER_WORDS = 9
SMALLER = {"year": ("month", 12), "month": ("week", 5), "week": ("day", 7), "fortnight": ("day", 14)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A stretch of time in the words from `start` to before `end`.

    weeks: as told; youngest and oldest: the least and the most weeks that may be meant. form: "old" and "olds" say so,
    "plus" is "34+2", "article" is "a week", "ordinal" is "the 32nd week".
    """

    start: int
    end: int
    weeks: float
    youngest: float
    oldest: float
    unit: str
    form: Form


def read_durations(words: Sequence[str]) -> list[Duration]:
    """The stretches of time in a message, in their order, at most 60; "nearly" or "over" before one is part of it."""
    found: list[Duration] = []
    place, near_unit = 0, _list_near_units(words)
    while place < len(words) and len(found) < MOST_DURATIONS:
        duration = _read_duration(words, place) if place in near_unit else None
        found += [_read_adverbs(words, duration)] if duration else []
        place = duration.end if duration else place + 1
    return found


def _list_near_units(words: Sequence[str]) -> set[int]:
    """The places before a unit, or before the plus of "34+2", where a number may begin."""
    units = age_map("units").keys() | age_list("weekers") | {"+"}
    return {place - back for place, word in enumerate(words) if word in units for back in range(NUMBER_WORDS)}


def change_unit(duration: Duration, unit: str, place: int) -> Duration:
    """The same number of another unit, which stands at `place`: "4 months, sorry, weeks"."""
    number = duration.weeks / UNIT_WEEKS[duration.unit]
    youngest, oldest = number * SHORTEST_WEEKS[unit], (number + 1) * UNIT_WEEKS[unit] - JUST_BELOW
    weeks = number * UNIT_WEEKS[unit]
    return replace(duration, start=place, end=place + 1, weeks=weeks, youngest=youngest, oldest=oldest, unit=unit)


def _read_duration(words: Sequence[str], place: int, above: str = "") -> Duration | None:
    """The time that begins here, of smaller units than `above`."""
    number = read_ordinal(words, place) or read_number(words, place)
    unit = _read_unit(words, number) if number else None
    if number is None or unit is None or (above and UNIT_WEEKS[unit[0]] >= UNIT_WEEKS[above]):
        return None
    name, end = unit
    number, end = _read_more(words, number, name, end)
    told = Duration(
        start=place,
        end=end,
        weeks=number.usual * UNIT_WEEKS[name],
        youngest=number.least * SHORTEST_WEEKS[name],
        oldest=number.most * UNIT_WEEKS[name] - JUST_BELOW,
        unit=name,
        form=number.form,
    )
    return _read_old(words, _read_smaller(words, told) if number.form != "ordinal" else told, unit_at=end - 1)


def _read_unit(words: Sequence[str], number: Number) -> tuple[str, int] | None:
    """A number's unit and the place behind it; "34+2" needs none."""
    place = number.end + (word_at(words, number.end) == "-")
    more = number.digits and word_at(words, place) == "+"
    word = word_at(words, place + more)
    unit = age_map("units").get(word)
    is_with = word_at(words, place + more + 1) == "/" and not _is_slash_o(words, place)
    if word in age_list("letters") and (is_with or not number.digits):
        unit = None
    if unit is None and word in age_list("weekers") and number.usual > 20:
        return "week", place
    if unit is None:
        return ("week", number.end) if number.form == "plus" else None
    return unit, place + more + 1


def _is_slash_o(words: Sequence[str], place: int) -> bool:
    return tuple(words[place + 1 : place + 3]) == ("/", "o")


def _read_more(words: Sequence[str], number: Number, unit: str, end: int) -> tuple[Number, int]:
    """A number with what its unit is followed by: "a month and a half", "5 weeks + 3"."""
    half, after = read_half(words, end)
    if half and number.form in {"plain", "article"}:
        usual = number.usual + half
        return replace(number, least=usual, usual=usual, most=usual + 0.5, form="plain"), after
    days = word_at(words, end + 1)
    is_days = unit == "week" and word_at(words, end) == "+" and days in DAYS
    if is_days and number.form == "plain" and word_at(words, end + 2) not in age_map("units"):
        usual = number.usual + int(days) / 7
        return replace(number, least=usual, usual=usual, most=usual + 1 / 7, form="plus"), end + 2
    return number, end


def _read_smaller(words: Sequence[str], told: Duration) -> Duration:
    """The weeks or days that follow: "4 months and 2 weeks". "4 months 2 weeks early" are two."""
    if told.unit not in SMALLER or told.form not in {"plain", "article"}:
        return told
    place = told.end
    while place < told.end + 2 and (word_at(words, place) == "," or word_at(words, place) in age_list("and")):
        place += 1
    other = _read_duration(words, place, told.unit)
    unit, below = SMALLER[told.unit]
    is_days = other is not None and other.unit == "day" and told.unit == "month" and other.weeks < 31 / 7
    if other is None or not (is_days or (other.unit == unit and other.weeks < below * UNIT_WEEKS[unit])):
        return told
    splits = "splits" if word_at(words, told.end) != "," else "splits_behind_comma"
    births = age_list("birth").isdisjoint(words[max(0, told.start - 5) : told.start])
    if births and word_at(words, other.end) in age_list(splits):
        return told
    return replace(
        told,
        end=other.end,
        weeks=told.weeks + other.weeks,
        youngest=told.youngest + other.youngest,
        oldest=told.weeks + other.oldest,
        form=other.form if other.form in {"old", "olds"} else "plain",
    )


def _read_old(words: Sequence[str], told: Duration, unit_at: int) -> Duration:
    """The "old" behind it, or in its unit."""
    place = told.end + (word_at(words, told.end) == "." and word_at(words, told.end + 1) in age_list("old"))
    word = word_at(words, place)
    if word in age_list("old") or (word == "of" and word_at(words, place + 1) == "age"):
        return replace(told, end=place + 1 + (word == "of"), form="old")
    if word == "olds":
        return replace(told, end=place + 1, form="olds")
    if _is_slash_o(words, place - 1):
        return replace(told, end=place + 2, form="old")
    if word in age_list("weekers"):
        return replace(told, end=place + 1, form="weeker")
    return replace(told, form="old") if word_at(words, unit_at) in age_list("old_units") else told


def _read_adverbs(words: Sequence[str], told: Duration) -> Duration:
    """How sure the words before it make it: "nearly", "about", "over", "only"."""
    for _ in range(3):
        for name in ("nearly", "under", "over", "about", "plain"):
            phrase = ends_with(words, told.start, name)
            if phrase:
                told = replace(_blur(told, name), start=told.start - len(phrase.split()))
                break
    if word_at(words, told.end) == "yet":
        told = replace(_blur(told, "nearly"), start=told.start - (word_at(words, told.start - 1) == "not"))
    return _blur(told, "about") if word_at(words, told.end) == "ish" else told


def _blur(told: Duration, name: str) -> Duration:
    unit, near = UNIT_WEEKS[told.unit], NEARLY_WEEKS[told.unit]
    if name == "nearly":
        return replace(told, youngest=max(0.0, told.youngest - near), oldest=told.weeks)
    if name == "under":
        weeks = max(0.0, told.weeks - unit / 2)
        return replace(told, weeks=weeks, youngest=0.0, oldest=max(weeks, told.weeks - JUST_BELOW))
    if name == "over":
        return replace(told, oldest=told.weeks + 2 * unit)
    if name == "about":
        return replace(told, youngest=max(0.0, told.youngest - unit / 2), oldest=told.oldest + unit / 2)
    return told


def bring_near(told: Duration) -> Duration:
    """A time that is not quite reached: an age that he turns tomorrow."""
    return _blur(told, "nearly")
