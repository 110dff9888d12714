"""Counts of what held among what was looked at; the smallest thing that a score is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`hits` of `of` held; nothing was looked at where `of` is 0."""

    hits: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether all held; of nothing, all do."""
        return self.hits == self.of


def count(held: Iterable[bool]) -> Tally:
    """A tally of yes and no."""
    flags = list(held)
    return Tally(hits=sum(flags), of=len(flags))


def add_up(tallies: Iterable[Tally]) -> Tally:
    """The tallies as one."""
    kept = list(tallies)
    return Tally(hits=sum(tally.hits for tally in kept), of=sum(tally.of for tally in kept))
