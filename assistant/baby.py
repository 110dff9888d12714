"""Words and form fields to a baby's age: chronological and corrected; it knows nothing of milestones or alerts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation import Baby

TERM_WEEKS = 40
PRETERM_BELOW_WEEKS = 37
WEEKS_PER_MONTH = 52.1775 / 12

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a": 1, "an": 1, "half a": 0.5, "couple of": 2, "a couple of": 2, "a few": 3,
}  # fmt: skip
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?(?:\s?½)?(?:\s+and\s+a\s+half)?|½|"
    + "|".join(sorted((re.escape(word) for word in _NUMBER_WORDS), key=len, reverse=True))
    + r")"
)
_MONTHS = r"(?:months?|mnths?|mths?|mos?|mo\.|(?<=[\d\s])(?<!a )(?<!A )m)"
_WEEKS = r"(?:weeks?|wks?|w)"
_DAYS = r"(?:days?|d)"
_UNIT = rf"(?P<unit>{_MONTHS}|{_WEEKS}|{_DAYS}|years?|yrs?|yo)"

_EARLY = re.compile(
    rf"\b(?P<n>{_NUMBER})\s*-?\s*{_UNIT}\s*(?:too\s+)?(?:early|premature(?:ly)?|prem|preemie|before\s+(?:(?:his|her|the|their)\s+)?due)\b(?!\s+(?:for|to)\b)",
    re.I,
)
_BORN_AT = re.compile(
    rf"\b(?:born|arrived|came|delivered|birth|prem(?:ature|mie|ie)?|preemie)\s*(?:early\s+|prematurely\s+)?(?:at|in|on|@|from)?\s*(?:week\s+)?"
    rf"(?P<n>2[3-9]|3\d|4[0-2])(?:\s*\+\s*[0-6])?\s*-?\s*(?:{_WEEKS}\b|weeker\b|$|[,.;)])",
    re.I,
)
_WEEKER = re.compile(r"\b(?P<n>2[3-9]|3[0-6])\s*-?\s*(?:weekers?|wkr?s?\s+(?:prem|preemie|twins?))\b", re.I)
_AGE = re.compile(
    rf"(?<![\d.+])\b(?P<n>{_NUMBER})\s*-?\s*{_UNIT}(?P<old>\s*-?\s*olds?)?\b(?!\s*(?:pregnant|preg\b|gone|gestation))",
    re.I,
)
_NEWBORN = re.compile(r"\b(?:newborn|new\s+born|just\s+born)\b", re.I)
_NOT_AN_AGE = re.compile(
    r"\b(?:for|every|last|past|next|in|within|after|about)\s+(?:the\s+)?(?:last\s+|past\s+|next\s+)?$|\b(?:until|till|til|by|before|wait)\s+$",
    re.I,
)
_AGE_LEAD = re.compile(
    r"\b(?:is|he'?s|she'?s|hes|shes|aged|age|now|old)\s+(?:only\s+|just\s+|about\s+|almost\s+|nearly\s+|now\s+)?$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BabyAge:
    """What is known of the baby's age, in weeks; `corrected_weeks` is the age less the weeks born early."""

    weeks: float | None
    early_weeks: float | None

    @property
    def corrected_weeks(self) -> float | None:
        """Age counted from the due date; the plain age where no early birth is known. Source: AAP, reference R33."""
        if self.weeks is None:
            return None
        return max(0.0, self.weeks - (self.early_weeks or 0.0))

    @property
    def youngest_weeks(self) -> float | None:
        return self.weeks

    @property
    def oldest_weeks(self) -> float | None:
        return self.weeks

    @property
    def arithmetic(self) -> str | None:
        """The corrected age as a sum in words, or None where there is nothing to correct."""
        if self.weeks is None or not self.early_weeks:
            return None
        corrected = self.corrected_weeks or 0.0
        return (
            f"Corrected age: {_weeks_in_words(self.weeks)} old − {_weeks_in_words(self.early_weeks)} early = "
            f"{_weeks_in_words(corrected)}, counted from the due date."
        )


def read_baby_age(messages: tuple[str, ...], baby: Baby) -> BabyAge:
    """Read the age and the weeks born early from the form, else from the newest message that tells them."""
    weeks, early = baby.age_weeks, baby.born_weeks_early
    for message in reversed(messages):
        told_early = _read_early_weeks(message)
        early = told_early if early is None else early
        weeks = _read_age_weeks(message) if weeks is None else weeks
    return BabyAge(weeks=weeks, early_weeks=early)


def _read_early_weeks(message: str) -> float | None:
    match = _EARLY.search(message)
    if match:
        return min(17.0, _in_weeks(match["n"], match["unit"]))
    match = _BORN_AT.search(message) or _WEEKER.search(message)
    if match:
        weeks_at_birth = int(match["n"])
        return 0.0 if weeks_at_birth >= PRETERM_BELOW_WEEKS else float(TERM_WEEKS - weeks_at_birth)
    return None


def _read_age_weeks(message: str) -> float | None:
    """The first number with a unit that reads as the baby's age; an explicit 'old' or 'he is' wins over a bare one."""
    born = [match.span() for pattern in (_EARLY, _BORN_AT, _WEEKER) for match in pattern.finditer(message)]
    bare: float | None = None
    for match in _AGE.finditer(message):
        before = message[: match.start()]
        if any(start <= match.start() < end for start, end in born):
            continue
        weeks = _in_weeks(match["n"], match["unit"])
        if weeks > 3 * 52:
            continue
        if match["old"] or _AGE_LEAD.search(before):
            return weeks
        if bare is None and not _NOT_AN_AGE.search(before) and not match["unit"].lower().startswith("d"):
            bare = weeks
    if bare is None and _NEWBORN.search(message):
        return 2.0
    return bare


def _in_weeks(number: str, unit: str) -> float:
    amount = _read_number(number)
    kind = unit.lower()
    if kind.startswith("y"):
        return amount * 52.1775
    if kind.startswith("m"):
        return amount * WEEKS_PER_MONTH
    return amount / 7 if kind.startswith("d") else amount


def _read_number(text: str) -> float:
    folded = " ".join(text.lower().split())
    if folded in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[folded])
    half = 0.5 if "½" in folded or "half" in folded else 0.0
    digits = re.match(r"\d+(?:[.,]\d+)?", folded)
    return (float(digits.group().replace(",", ".")) if digits else 0.0) + half


def _weeks_in_words(weeks: float) -> str:
    rounded = round(weeks)
    return f"{rounded} week" if rounded == 1 else f"{rounded} weeks"
