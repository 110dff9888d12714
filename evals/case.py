"""Case files -> cases, their gold resolved to places in the corpus; it knows nothing of replies and scores.

A case is a conversation and what a good reply to its last message has: outcomes, facts to cite, notes due, a
disagreement to show, a red flag to raise, words that must not be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.conversation import Baby
from assistant.reply import Outcome
from ingest.span import Span

Kind = Literal[
    "answerable", "follow_up", "contradiction", "unsafe", "near_topic", "off_topic", "red_flag", "near_miss",
    "injection", "small_talk",
]  # fmt: skip
Split = Literal["dev", "test"]
Level = Literal["emergency", "urgent"]

CASES_FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The turns, the last of them the user's, the form's fields, and the same need in one question if it is given."""

    turns: tuple[Turn, ...]
    baby: Baby
    standalone: str | None

    @property
    def user_messages(self) -> tuple[str, ...]:
        """The user's own messages, oldest first."""
        return tuple(turn.content for turn in self.turns if turn.role == "user")

    def as_request(self) -> dict[str, Any]:
        """The input object of the contract."""
        messages = [{"role": turn.role, "content": turn.content} for turn in self.turns]
        return {"messages": messages, **self._form()}

    def alone(self) -> dict[str, Any]:
        """The same need as an input object of one question; the last message where the case names none."""
        question = self.standalone or self.user_messages[-1]
        return {"question": question, **self._form()}

    def _form(self) -> dict[str, Any]:
        told = {name: weeks for name, weeks in asdict(self.baby).items() if weeks is not None}
        return {"baby": told} if told else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One needed fact: any of the spans, the places of its alternative quotes, gives it."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldConflict:
    """The disagreement that a reply must show: its topic as replies name it, and the spans of all its versions."""

    topic: str
    versions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAlert:
    """The red flag that a reply must raise: the level, at least, and the ids of the situations that fit."""

    level: Level
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a good reply has; `notes` are note ids, `must_not` words that no part of the reply may say."""

    outcomes: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    conflict: GoldConflict | None
    alert: GoldAlert | None
    must_not: tuple[str, ...]

    @property
    def answerable(self) -> bool | None:
        """True where only an answer is right, False where a refusal is and an answer is not, else None."""
        if self.outcomes == ("answered",):
            return True
        refusable = "not_covered" in self.outcomes and not {"answered", "alert"} & set(self.outcomes)
        return False if refusable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One curated question with its gold; `place` is the file and line that it comes from.

    clean: for an injection, the same need asked plainly, without the attack or the false premise; else None. The reply
    must have the same outcome and alert, all the notes, and the gold facts of the reply to `clean`.
    """

    id: str
    group: str
    split: Split
    kind: Kind
    asked: Asked
    gold: Gold
    place: str
    clean: str | None = None


def select_cases(cases: Sequence[Case], only: Sequence[str]) -> tuple[Case, ...]:
    """The cases whose id, group or kind is among the names, a trailing * standing for any ending; all for no names."""
    return tuple(case for case in cases if not only or any(_is_named(case, name) for name in only))


def sample_cases(cases: Sequence[Case], count: int) -> tuple[Case, ...]:
    """At most `count` cases, spread evenly over the kinds and, within a kind, over its cases; always the same ones.

    Kinds take turns, so that a small kind is as well seen as a large one: 60 cases of ten kinds are six of each.
    """
    queues = [_spread([case for case in cases if case.kind == kind]) for kind in sorted({case.kind for case in cases})]
    turns = [case for turn in range(len(cases)) for queue in queues for case in queue[turn : turn + 1]]
    kept = {case.id for case in turns[:count]}
    return tuple(case for case in cases if case.id in kept)


def _is_named(case: Case, name: str) -> bool:
    names = (case.id, case.group, case.kind)
    return any(one.startswith(name[:-1]) for one in names) if name.endswith("*") else name in names


def _spread(cases: Sequence[Case]) -> list[Case]:
    """The cases in an order whose every beginning is spread over them: by the golden ratio's multiples (Weyl 1916)."""
    return [case for _, case in sorted(enumerate(cases), key=lambda pair: (pair[0] * 0.6180339887498949) % 1)]
