"""A message and the quotes that answer it -> whether it takes for granted what no quote says; it words nothing.

Only where the message claims ("is it true that", "the guidance says", "since all babies", ", right?"), and the numbers
with a unit that it claims stand in no quote. A number that may be the baby's own age, or weeks early, claims nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.age.duration import WEEKS_PER_MONTH
from assistant.baby import BabyAge
from assistant.lexicon import fold_words, has_pattern

PREMISE_PATH = Path(__file__).with_name("premise.yaml")
ALIKE = 0.12
"""Two amounts that differ by less than this share are one: 12 weeks are 3 months."""
AGE_SLACK_WEEKS = 1.0
_MINUTES: dict[str, float] = {"second": 1 / 60, "sec": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60}
_WEEKS: dict[str, float] = {
    "day": 1 / 7, "week": 1, "wk": 1, "month": WEEKS_PER_MONTH, "mth": WEEKS_PER_MONTH, "mo": WEEKS_PER_MONTH,
    "year": 12 * WEEKS_PER_MONTH, "yr": 12 * WEEKS_PER_MONTH,
}  # fmt: skip
_UNITS = {"minutes": _MINUTES, "weeks": _WEEKS, "times": {"time": 1.0}}
_WORDS: dict[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60,
    "half a": 0.5, "half an": 0.5, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_ONE = r"(?:\d+(?:[.,]\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?:" + "|".join(sorted((unit for table in _UNITS.values() for unit in table), key=len, reverse=True)) + r")"
_AMOUNT = re.compile(rf"\b(?P<low>{_ONE})(?:\s*(?:-|–|to|or|and)\s*(?P<high>{_ONE}))?[\s-]*(?P<unit>{_UNIT})s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, as a range in minutes, weeks, or times; unit: how many of these the one told has."""

    kind: str
    unit: float
    low: float
    high: float

    def meets(self, quoted: Amount) -> bool:
        """Whether a quoted amount bears this one out: an end of it is nearly the same, or it lies within.

        Six weeks lie between the first and the third month, but nobody told six weeks: within counts in one unit.
        """
        ends = {self.low, self.high}, {quoted.low, quoted.high}
        alike = any(abs(one - other) <= ALIKE * max(one, other) for one in ends[0] for other in ends[1])
        within = self.unit == quoted.unit and quoted.low <= self.low and self.high <= quoted.high
        return self.kind == quoted.kind and (alike or within)


def opens_with_premise(question_text: str, quotes_text: str, age: BabyAge) -> bool:
    """Whether a reply must say first that the guidance does not say what the message takes for granted."""
    folded = fold_words(question_text)
    if not _claims(folded, question_text) or any(has_pattern(folded, one) for one in _read_premises()["authorities"]):
        return False
    claimed = [amount for amount in read_amounts(question_text) if not _is_own(amount, age)]
    quoted = read_amounts(quotes_text)
    if claimed:
        return not any(one.meets(other) for one in claimed for other in quoted)
    return _claims_strongly(folded, fold_words(quotes_text))


def read_amounts(text: str) -> tuple[Amount, ...]:
    """The numbers with a unit in a text, in its order; "a day", which tells how often, is none."""
    return tuple(_read_amount(match) for match in _AMOUNT.finditer(text.lower()) if not _is_rate(match))


def _is_rate(match: re.Match[str]) -> bool:
    return match["low"] in ("a", "an") and not match["high"] and match["unit"] in _WEEKS


def _read_amount(match: re.Match[str]) -> Amount:
    unit = match["unit"]
    kind, table = next((kind, table) for kind, table in _UNITS.items() if unit in table)
    ends = [_read_number(match[name]) * table[unit] for name in ("low", "high") if match[name]]
    return Amount(kind=kind, unit=table[unit], low=min(ends), high=max(ends))


def _read_number(word: str) -> float:
    return _WORDS[word] if word in _WORDS else float(word.replace(",", "."))


def _is_own(amount: Amount, age: BabyAge) -> bool:
    """Whether an amount may be the baby's own age, corrected or not, or the weeks that the baby was early."""
    own = [weeks for weeks in (age.weeks, age.early_weeks, age.corrected_weeks) if weeks is not None]
    return amount.kind == "weeks" and any(
        amount.low - AGE_SLACK_WEEKS <= weeks <= amount.high + AGE_SLACK_WEEKS for weeks in own
    )


def _claims(folded: str, question_text: str) -> bool:
    if any(has_pattern(folded, one) for one in _read_premises()["claims"]):
        return True
    tags = "|".join(re.escape(tag) for tag in _read_premises()["tags"])
    return bool(re.search(rf",\s*(?:{tags})\W*$", question_text.lower().replace("'", "").replace("’", "")))


def _claims_strongly(folded: str, quoted: str) -> bool:
    """Whether a strong word of the message stands in no quote, nor any word like it."""
    strong = [line for line in _read_premises()["strong"] if has_pattern(folded, line)]
    return bool(strong) and not any(has_pattern(quoted, line) for line in strong)


@lru_cache(maxsize=1)
def _read_premises() -> dict[str, tuple[str, ...]]:
    read = yaml.safe_load(PREMISE_PATH.read_text(encoding="utf-8"))
    return {name: tuple(lines) for name, lines in read.items()}
