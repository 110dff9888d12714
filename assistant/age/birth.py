"""A time in its clause -> what it says of the birth: weeks early, an age from the due date, an age since birth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from assistant.age.clause import Clause
from assistant.age.duration import WEEKS_PER_MONTH
from assistant.age.words import age_list, age_numbers, starts_with

TERM_WEEKS = 40
PRETERM_BELOW_WEEKS = 37
LEAST_WEEKS_AT_BIRTH, MOST_WEEKS_AT_BIRTH = 22, 43
MOST_WEEKS_EARLY = 17.0
MOST_BIRTHS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """What is said of a birth, in weeks: how early, or how old since then, or (corrected) since the due date.

    A corrected age is below 0 before the due date.
    """

    kind: Literal["early", "age", "corrected"]
    weeks: float


def read_birth(clause: Clause) -> Birth | None:
    """What a time says of the birth; None where it says nothing of it."""
    for rule in _RULES:
        birth = rule(clause)
        if birth:
            return birth
    return None


def find_births(words: Sequence[str]) -> list[tuple[int, Birth]]:
    """Births told without a unit, and where: "born at 34", "was full term", "due date was yesterday", "born today"."""
    found: list[tuple[int, Birth]] = []
    for place, word in enumerate(words):
        if len(found) >= MOST_BIRTHS:
            break
        due, term = starts_with(words, place, "due_date"), starts_with(words, place, "term")
        if due:
            found.append((place, Birth(kind="corrected", weeks=float(age_numbers("due_date")[due]))))
        elif term:
            found.append((place, Birth(kind="early", weeks=0.0)))
        elif word in age_list("births"):
            found += [(place, birth) for birth in [_read_behind_birth(words, place)] if birth]
    return found


def _read_behind_birth(words: Sequence[str], place: int) -> Birth | None:
    day = starts_with(words, place + 1, "born_when")
    if day and words[place] == "born":
        return Birth(kind="age", weeks=float(age_numbers("born_when")[day]))
    for after in range(place + 1, min(place + 6, len(words))):
        if words[after].isdecimal() and LEAST_WEEKS_AT_BIRTH <= float(words[after]) < MOST_WEEKS_AT_BIRTH:
            ends = after + 1 == len(words) or words[after + 1] in age_list("ends_gestation")
            return _at_birth(float(words[after])) if ends and after > place + 1 else None
        if words[after] not in age_list("birth_fill"):
            return None
    return None


def _read_weeks_at_birth(clause: Clause) -> Birth | None:
    """Weeks at birth: "born at 34 weeks", "34 weeker", "I was 34 weeks when I had him", "born at 8 months"."""
    told = clause.duration
    is_ordinal = told.form == "ordinal"
    if told.form in {"old", "olds"}:
        return None
    is_birth = clause.reaches("births", "birth_fill") and clause.behind not in age_list("not_at_birth")
    if told.unit == "month" and is_birth:
        months = told.weeks / WEEKS_PER_MONTH + is_ordinal
        is_pregnancy = 6 <= months <= 9.5
        return _at_birth(round(months * WEEKS_PER_MONTH)) if is_pregnancy else None
    weeks = told.weeks + is_ordinal
    if told.unit != "week" or not LEAST_WEEKS_AT_BIRTH <= weeks < MOST_WEEKS_AT_BIRTH:
        return None
    return _at_birth(weeks) if _tells_gestation(clause) else None


def _tells_gestation(clause: Clause) -> bool:
    after = clause.after[:REACH_OF_WHEN]
    if "when" in after or clause.behind == "at":
        place = after.index("when" if "when" in after else "at")
        if not age_list("birth").isdisjoint(after[place:]):
            return True
    if clause.behind in age_list("pregnancy"):
        return False
    return (
        clause.duration.form == "weeker"
        or clause.behind in age_list("gestation") | age_list("weekers") | age_list("early")
        or clause.after[:2] == ("by", "dates")
        or not age_list("gestation").isdisjoint(clause.near[-4:])
        or (clause.reaches("birth", "birth_fill") and clause.behind not in age_list("not_at_birth"))
        or (clause.near[-2:] == ("ago", "at") and not age_list("births").isdisjoint(clause.near))
        or not age_list("early").isdisjoint(clause.before[-2:])
        or (clause.duration.form == "plus" and not clause.is_about_me and not clause.is_now)
    )


def _read_early(clause: Clause) -> Birth | None:
    """Weeks early: "6 weeks early", "6 weeks before term", "early by 6 weeks", "due 6 weeks after he was born"."""
    after = clause.after[1:] if clause.behind == "too" else clause.after
    first = after[0] if after else ""
    is_birth = clause.reaches("birth", "birth_fill")
    told = (
        (first in age_list("early") and age_list("not_early").isdisjoint(after[1:2]) and not _asks(clause))
        or (is_birth and (first == "ahead" or first in age_list("soon") or after == ("before",)))
        or (first in age_list("before_due") and not age_list("due").isdisjoint(after[1:6]))
        or (clause.lead == "by" and not age_list("early").isdisjoint(clause.near[-2:]))
        or (first in age_list("later") and _is_due(clause))
    )
    if not told or clause.duration.unit in {"hour", "year"}:
        return None
    return Birth(kind="early", weeks=min(MOST_WEEKS_EARLY, clause.duration.weeks))


def _asks(clause: Clause) -> bool:
    """Whether it is "is 6 weeks early", of an age and not of a birth."""
    if clause.lead != "is":
        return False
    return len(clause.near) < 2 or clause.near[-2] in age_list("no_subject")


def _read_late(clause: Clause) -> Birth | None:
    """Not early: "2 weeks late", "born 10 days overdue"; an age from the due date: "3 weeks past his due date"."""
    is_birth = not age_list("late_leads").isdisjoint(clause.near[-3:])
    is_over = clause.behind == "overdue" or clause.after[:2] == ("over", "due")
    if is_over or (clause.behind in age_list("late") and is_birth):
        return Birth(kind="early", weeks=0.0)
    if clause.behind not in age_list("after_due") or age_list("due").isdisjoint(clause.after[1:5]):
        return None
    is_born = not age_list("births").isdisjoint(clause.near + clause.after)
    return Birth(kind="early", weeks=0.0) if is_born else Birth(kind="corrected", weeks=clause.duration.weeks)


def _read_due(clause: Clause) -> Birth | None:
    """An age from the due date: "due date was 3 weeks ago", "not due for another 3 weeks"."""
    if not _is_due(clause):
        return None
    if clause.behind == "ago":
        return Birth(kind="corrected", weeks=clause.duration.weeks)
    is_ahead = not age_list("due_ahead").isdisjoint(clause.near[-2:])
    return Birth(kind="corrected", weeks=-clause.duration.weeks) if is_ahead else None


def _is_due(clause: Clause) -> bool:
    """Whether the baby is what was due: "due date", "he was due", not "her jabs are due"."""
    due = next((place for place in range(len(clause.near)) if clause.near[place] in age_list("due_words")), None)
    if due is None:
        return False
    if clause.near[due + 1 : due + 2] == ("date",):
        return clause.near[:due][-1:] != ("my",) or clause.behind != "from"
    said = list(takewhile(age_list("due_fill").__contains__, reversed(clause.near[:due])))
    return bool(said) and (len(said) == due or clause.near[due - len(said) - 1] in age_list("and"))


def _read_corrected(clause: Clause) -> Birth | None:
    """An age that says from when it counts: "8 weeks adjusted", "actual age: 8 weeks", "8 weeks from his due date"."""
    if clause.behind in age_list("corrected"):
        return Birth(kind="corrected", weeks=clause.duration.weeks)
    if clause.behind in age_list("actual"):
        return Birth(kind="age", weeks=clause.duration.weeks)
    if clause.behind in {"from", "by"} and not age_list("due").isdisjoint(clause.after[1:4]):
        return Birth(kind="corrected", weeks=clause.duration.weeks)
    for name, kind in (("corrected", "corrected"), ("actual", "age")):
        if clause.reaches(name, "corrected_fill"):
            return Birth(kind="corrected" if kind == "corrected" else "age", weeks=clause.duration.weeks)
    return None


def _read_since_birth(clause: Clause) -> Birth | None:
    """An age since birth: "born 3 weeks ago", "6 weeks since he was born", "6 weeks postpartum"."""
    is_born = clause.behind == "ago" and (
        not age_list("births").isdisjoint(clause.near[-6:]) or clause.reaches("had", "birth_fill")
    )
    is_since = clause.behind in age_list("since") and not age_list("births").isdisjoint(clause.after[1:5])
    if is_born or is_since or clause.behind in age_list("postpartum"):
        return Birth(kind="age", weeks=clause.duration.weeks)
    return None


def _at_birth(weeks: float) -> Birth:
    early = 0.0 if weeks >= PRETERM_BELOW_WEEKS else min(MOST_WEEKS_EARLY, TERM_WEEKS - weeks)
    return Birth(kind="early", weeks=early)


REACH_OF_WHEN = 8
_RULES: tuple[Callable[[Clause], Birth | None], ...] = (
    _read_weeks_at_birth,
    _read_early,
    _read_late,
    _read_due,
    _read_corrected,
    _read_since_birth,
)
