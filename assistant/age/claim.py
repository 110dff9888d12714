"""A message -> what it claims of a baby's age or early birth, and whose it is; it weighs no messages together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.age.birth import Birth, find_births, read_birth
from assistant.age.clause import Clause, read_clause
from assistant.age.duration import Duration, bring_near, change_unit, read_durations
from assistant.age.kin import Owner, Person, find_owner, find_people
from assistant.age.weight import NOW, SURE, TOLD, WEAK, weigh_age
from assistant.age.words import age_list, age_map, split_age_words, starts_with

OLDEST_WEEKS = 3 * 52
MARK_REACH = 7
"""How far behind "sorry" or "I mean" what it corrects with may begin, in words."""
MOST_MARKS = 10
NEWBORN_WEEKS, NEWBORN_OLDEST_WEEKS = 2.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeClaim:
    """One thing told: an age since birth, one from the due date ("corrected"), or weeks early; all in weeks.

    weight: 0.5 may be an example, 1 is a bare number, 2 says "old", 3 is said of the baby, 4 says "now".
    place: of its first word in the message.
    """

    kind: Literal["age", "corrected", "early"]
    weeks: float
    youngest: float
    oldest: float
    owner: Owner
    weight: float
    place: int

    @property
    def is_newborn(self) -> bool:
        """Whether it is told by the word "newborn", which some use for weeks."""
        return (self.weeks, self.youngest, self.oldest) == (NEWBORN_WEEKS, 0.0, NEWBORN_OLDEST_WEEKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message's claims, less those that it corrects itself.

    babies: where its words for a baby of the parent's own stand. corrects: the kinds of claim of earlier messages that
    it takes back. last: the last time in it, whose unit the next message may correct.
    """

    claims: tuple[AgeClaim, ...]
    babies: tuple[int, ...]
    corrects: frozenset[str]
    last: Duration | None


def read_told(message: str, before: Duration | None = None) -> Told:
    """Read a message's claims; `before` is the last time of the message before it."""
    words = split_age_words(message)
    people = find_people(words)
    marks = _find_marks(words)
    durations = _add_units(words, marks, read_durations(words), before)
    claims = [claim for one in durations for claim in _read_claims(words, people, one)]
    claims += _read_births(words, people) + _read_newborns(words)
    kept, corrects = _correct(marks, claims)
    babies = tuple(person.place for person in people if person.owner == "baby")
    return Told(claims=kept, babies=babies, corrects=corrects, last=durations[-1] if durations else before)


def _read_claims(words: Sequence[str], people: Sequence[Person], told: Duration) -> list[AgeClaim]:
    clause = read_clause(words, told)
    owner = find_owner(words, people, told.start, told.end)
    birth = read_birth(clause)
    if birth:
        return [_claim_birth(birth, clause, owner)]
    if told.weeks > OLDEST_WEEKS or (owner == "self" and told.form != "old"):
        return []
    if clause.behind == "in" or clause.lead in age_list("coming"):
        clause = read_clause(words, bring_near(told))
    weight = weigh_age(words, people, clause, owner)
    return [_claim_age(clause.duration, "unknown" if owner == "self" else owner, weight)] if weight else []


def _claim_birth(birth: Birth, clause: Clause, owner: Owner) -> AgeClaim:
    told = clause.duration
    if owner == "self" and (birth.kind == "age" or not clause.is_about_me or "when" in clause.after):
        owner = "baby"
    if birth.kind == "age":
        return _claim_age(told, owner, SURE)
    is_exact = birth.kind == "early" or birth.weeks <= 0
    low, high = (birth.weeks, birth.weeks) if is_exact else (told.youngest, told.oldest)
    return AgeClaim(
        kind=birth.kind, weeks=birth.weeks, youngest=low, oldest=high, owner=owner, weight=SURE, place=told.start
    )


def _claim_age(told: Duration, owner: Owner, weight: float) -> AgeClaim:
    return AgeClaim(
        kind="age",
        weeks=told.weeks,
        youngest=told.youngest,
        oldest=told.oldest,
        owner=owner,
        weight=weight,
        place=told.start,
    )


def _read_births(words: Sequence[str], people: Sequence[Person]) -> list[AgeClaim]:
    """Births told without a unit: "born at 34", "was full term", "due date was yesterday", "born today"."""
    claims = []
    for place, birth in find_births(words):
        owner = find_owner(words, people, place, place)
        high = birth.weeks + (1.0 if birth.kind == "age" else 0.0)
        claims.append(
            AgeClaim(
                kind=birth.kind,
                weeks=birth.weeks,
                youngest=birth.weeks,
                oldest=high,
                owner=owner,
                weight=SURE,
                place=place,
            )
        )
    return claims


def _read_newborns(words: Sequence[str]) -> list[AgeClaim]:
    """The word "newborn" where it tells an age: not "like a newborn", nor "the newborn stage"."""
    claims = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        behind = words[place + 1] if place + 1 < len(words) else ""
        if word not in age_list("newborn") and not (word == "born" and before in age_list("newly")):
            continue
        start = place
        while start and words[start - 1] in age_list("articles_and_own"):
            start -= 1
        is_like = start > 0 and words[start - 1] in age_list("not_newborn_before")
        if not is_like and behind not in age_list("not_newborn_behind") and (start < place or word != "newborns"):
            claims.append(_claim_newborn(place, _weigh_newborn(words, start, place)))
    return claims[:MARK_REACH]


def claim_exactly(weeks: float) -> AgeClaim:
    """The age of a form."""
    return AgeClaim(kind="age", weeks=weeks, youngest=weeks, oldest=weeks, owner="baby", weight=NOW, place=0)


def _claim_newborn(place: int, weight: float) -> AgeClaim:
    low, high = 0.0, NEWBORN_OLDEST_WEEKS
    return AgeClaim(
        kind="age", weeks=NEWBORN_WEEKS, youngest=low, oldest=high, owner="unknown", weight=weight, place=place
    )


def _weigh_newborn(words: Sequence[str], start: int, place: int) -> float:
    """Above "3 weeks old" where somebody has one or it is "my" or "the" newborn, else below an example."""
    had = start < place and not age_list("have_one").isdisjoint(words[max(0, start - MARK_REACH) : start])
    is_own = had or not age_list("own").isdisjoint(words[start:place])
    return TOLD + 0.5 if is_own else WEAK - 0.1


def _find_marks(words: Sequence[str]) -> list[int]:
    """The places behind "sorry", "I mean" and the like; "sorry for" corrects nothing."""
    found = [0] if words[:1] == ("no",) else []
    for place in range(len(words)):
        phrase = starts_with(words, place, "marks")
        end = place + len(phrase.split())
        if phrase and not (end < len(words) and words[end] in age_list("no_mark_before")):
            found.append(end)
    return found[-MOST_MARKS:]


def _add_units(
    words: Sequence[str], marks: Sequence[int], durations: list[Duration], before: Duration | None
) -> list[Duration]:
    """The durations, with those that correct but a unit: "4 months, sorry, weeks"."""
    added = []
    for mark in marks:
        last = max((one for one in durations if one.end <= mark), key=lambda one: one.end, default=before)
        reach = range(mark, min(mark + 3, len(words)))
        place = next((at for at in reach if words[at] not in age_list("unit_fill")), mark)
        unit = age_map("units").get(words[place]) if place < len(words) else None
        if last and unit and words[place] not in age_list("letters"):
            added.append(change_unit(last, unit, place))
    return sorted([*durations, *added], key=lambda one: one.start)


def _correct(marks: Sequence[int], claims: list[AgeClaim]) -> tuple[tuple[AgeClaim, ...], frozenset[str]]:
    """The claims less those taken back by a later one behind a mark, and the kinds taken back of earlier messages."""
    corrects = set()
    for mark in marks:
        for claim in claims:
            if not mark <= claim.place <= mark + MARK_REACH or claim.owner in {"other", "self"}:
                continue
            earlier = [one for one in claims if one.place < mark and one.kind == claim.kind]
            claims = [one for one in claims if one not in earlier or one.owner in {"other", "self"}]
            if not earlier:
                corrects.add(claim.kind)
    return tuple(claims), frozenset(corrects)
