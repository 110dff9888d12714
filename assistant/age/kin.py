"""A message's words -> whom each age in it belongs to: the baby, a relative, somebody else; it reads no ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.age.number import word_at
from assistant.age.words import age_list, age_map

Owner = Literal["baby", "relative", "other", "self", "unknown"]
SUBJECT_WORDS = 8
"""How far before an age its subject may stand."""
ADJACENT_WORDS = 2
MOST_LOOKED_AT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A child in the words: where, whose age it would be, and as which of m, f or any; `of`: as whose relative."""

    place: int
    owner: Owner
    gender: str
    of: str


def find_people(words: Sequence[str]) -> tuple[Person, ...]:
    """The children that a message names, in their order; a relative is "other" where "his" or "never" rules it out."""
    return tuple(person for place in range(len(words)) if (person := _read_person(words, place)))


def find_owner(words: Sequence[str], people: Sequence[Person], start: int, end: int) -> Owner:
    """Whose a number from `start` to before `end` is: of the noun behind it, else of the subject before it.

    "unknown" where no such word is near: the baby, as a rule.
    """
    at = {person.place: person for person in people}
    behind = _read_noun_behind(words, at, end)
    if behind:
        return behind.owner
    if _before(words, start) in age_list("determiners"):
        return "other" if _before(words, start - 1) in age_list("elsewhere") else "unknown"
    if _before(words, start) in age_list("elsewhere") | age_list("older_ones"):
        return "other"
    return _read_subject(words, people, at, start)


def _read_person(words: Sequence[str], place: int) -> Person | None:
    word, before, behind = words[place], _before(words, place), word_at(words, place + 1)
    if word in age_list("relatives") or word in age_list("never_baby"):
        is_someone = behind != "in" and behind not in age_list("babies")
        return _read_relative(words, place) if is_someone else None
    if _is_another_child(word, before, behind):
        return Person(place=place, owner="other", gender="any", of="")
    if word not in age_list("babies") or behind in age_list("relatives"):
        return None
    others = age_list("elsewhere") | age_list("older_ones") | age_list("relatives") | {"law", "laws"}
    return Person(place=place, owner="other" if before in others else "baby", gender=age_map("babies")[word], of="")


def _is_another_child(word: str, before: str, behind: str) -> bool:
    """Whether it is "my other one", "my first walked" or "his twin"."""
    owned = age_list("own") | age_list("possessors")
    if word in age_list("older_ones"):
        return before in owned and behind in age_list("one_words")
    if word in {"first", "last"}:
        return before in owned and behind in age_list("past_verbs")
    return word == "twin" and before in age_list("possessors") | age_list("older_ones")


def _read_relative(words: Sequence[str], place: int) -> Person:
    start = place
    while start > place - ADJACENT_WORDS and _before(words, start) in age_list("describing"):
        start -= 1
    possessor = _before(words, start)
    of = age_map("possessors").get(possessor, "any" if possessor in age_list("babies") else "")
    never = of or words[place] in age_list("never_baby") or possessor in age_list("elsewhere")
    gender = age_map("relatives").get(words[place], "any")
    return Person(place=place, owner="other" if never else "relative", gender=gender, of=of)


def _read_noun_behind(words: Sequence[str], at: dict[int, Person], end: int) -> Person | None:
    """The noun of "6 month old baby boy"; not that of "6 months baby 5 weeks"."""
    place = end
    while place < end + ADJACENT_WORDS and place not in at and word_at(words, place) in age_list("describing"):
        place += 1
    return None if word_at(words, place + 1)[:1].isdecimal() else at.get(place)


def _read_subject(words: Sequence[str], people: Sequence[Person], at: dict[int, Person], start: int) -> Owner:
    for place in range(start - 1, max(-1, start - 1 - SUBJECT_WORDS), -1):
        word = words[place]
        if word in age_list("clause_ends") or word in age_list("sentence_ends"):
            break
        if place in at:
            return at[place].owner
        if word in age_map("pronouns"):
            return _resolve(words, people, place, age_map("pronouns")[word])
        if word in age_list("self") and age_list("self_fill").issuperset(words[place + 1 : start]):
            return "self"
    return _read_apposition(people, start)


def _resolve(words: Sequence[str], people: Sequence[Person], place: int, gender: str) -> Owner:
    """Whom "he" or "she" means: the last child before it of that gender; the baby himself where none is."""
    earlier = [person for person in people if person.place < place][-MOST_LOOKED_AT:]
    for person in reversed(earlier):
        if person.of and person.of == gender:
            return "baby"
        is_far = not age_list("sentence_ends").isdisjoint(words[person.place : place])
        if is_far and words[person.place] in age_list("never_baby"):
            continue
        if "any" in (person.gender, gender) or person.gender == gender:
            return person.owner
    return "baby"


def _read_apposition(people: Sequence[Person], start: int) -> Owner:
    """Whose an age without a subject is, as in "my niece, 6 months old"."""
    last = next((person for person in reversed(people) if person.place < start), None)
    if last is None:
        return "unknown"
    if start - last.place <= ADJACENT_WORDS or last.owner == "relative":
        return last.owner
    return "unknown"


def _before(words: Sequence[str], place: int) -> str:
    return word_at(words, place - 1)
