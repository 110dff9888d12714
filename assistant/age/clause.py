"""A time and the words beside it, as the rules ask for them; it draws no conclusions about births."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.age.duration import Duration
from assistant.age.words import age_list, age_numbers, ends_with

REACH = 8
"""How many words before and behind a time are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A time, the words before it in its clause and in its sentence, and those behind it in its sentence; 8 at most."""

    duration: Duration
    near: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The word directly before; a colon is passed over, as in "age: 14 weeks"."""
        if self.near:
            return self.near[-1]
        return self.before[-2] if len(self.before) > 1 and self.before[-1] in {":", "-"} else ""

    @property
    def behind(self) -> str:
        """The word directly behind."""
        return self.after[0] if self.after else ""

    @property
    def is_led(self) -> bool:
        """Whether the words before say that it is an age: "he is", "aged", "she has" of a child."""
        if self.lead in age_list("sure_leads") | age_list("bare_subjects"):
            return True
        subject = self.near[-2] if len(self.near) > 1 else ""
        return (self.lead in age_list("has") and subject in age_list("babies") | age_list("pronouns")) or (
            self.lead == "of" and subject in age_list("babies")
        )

    @property
    def is_own(self) -> bool:
        """Whether it is told of one's own child: "my 3 week old"."""
        return self.lead in age_list("own")

    @property
    def has_one(self) -> bool:
        """Whether somebody has one of that age: "I have a 4 month old", "he is a 4 month old"."""
        return not age_list("have_one").isdisjoint(self.near[:-1])

    @property
    def is_now(self) -> bool:
        """Whether "now" or its like is in it or directly behind."""
        return not age_list("now").isdisjoint((*self.told, self.behind))

    @property
    def is_measured(self) -> bool:
        """Whether it is no age without words that say so: "over 2 weeks"."""
        return bool(self.told) and self.told[0] in age_list("measures")

    @property
    def is_conditional(self) -> bool:
        """Whether it is the age of another day: "when he is 4 months", "until she was 6 weeks"."""
        for back in range(2, min(5, len(self.near)) + 1):
            if self.near[-back] in age_list("when"):
                return age_list("subject_fill").issuperset(self.near[len(self.near) - back + 1 :])
        return False

    @property
    def is_about_me(self) -> bool:
        """Whether it is told of who writes: "I was 6 weeks early"."""
        for back in range(1, min(4, len(self.near)) + 1):
            if self.near[-back] in age_list("self"):
                return age_list("self_fill").issuperset(self.near[len(self.near) - back + 1 :])
        return False

    def is_number_at(self, place: int) -> bool:
        """Whether a number, or a word for one, is so many words behind."""
        word = self.after[place] if place < len(self.after) else ""
        return word[:1].isdecimal() or word in age_list("articles") or word in age_numbers("numbers")

    def reaches(self, name: str, fill: str) -> bool:
        """Whether a word of a list stands before it with nothing but words of `fill` between."""
        for word in reversed(self.near):
            if word in age_list(name):
                return True
            if word not in age_list(fill):
                return False
        return False


def read_clause(words: Sequence[str], duration: Duration) -> Clause:
    """Cut the words beside a time at the ends of its clause and of its sentence."""
    before = tuple(words[max(0, duration.start - REACH) : duration.start])
    if ends_with(words, duration.start, "marks"):
        before = ()
    before = before[_last(before, age_list("sentence_ends")) :]
    after = tuple(words[duration.end : duration.end + REACH])
    return Clause(
        duration=duration,
        near=before[_last(before, age_list("clause_ends")) :],
        before=before,
        after=after[: _first(after, age_list("sentence_ends"))],
        told=tuple(words[duration.start : duration.end]),
    )


def _last(words: tuple[str, ...], ends: frozenset[str]) -> int:
    return max((place + 1 for place, word in enumerate(words) if word in ends), default=0)


def _first(words: tuple[str, ...], ends: frozenset[str]) -> int:
    return next((place for place, word in enumerate(words) if word in ends), len(words))
