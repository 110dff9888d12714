"""The reply: the value that every face prints, and its JSON; it does not know how a reply is made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Outcome = Literal["answered", "not_covered", "alert", "small_talk"]
Reason = Literal["outside_topic", "topic_not_in_guidance", "needs_a_person", "unclear", "no_content"]
Source = Literal["reviewed", "extractive", "note", "llm"]
Severity = Literal["emergency", "urgent", "caution"]

OUTCOME_ORDER: tuple[Outcome, ...] = ("alert", "answered", "not_covered", "small_talk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim quote with its place; `start` and `end` count characters of the document's text."""

    number: int
    document: str
    title: str
    section: str
    quote: str
    start: int
    end: int
    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReference:
    """Where a note, an alert or a resolution comes from outside the guidance."""

    publisher: str
    title: str
    year: int | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """A safety note as shown: its lead above the quote, its text folded beneath."""

    id: str
    letter: str
    severity: Severity
    lead: str
    text: str
    references: tuple[SourceReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What to do at once about a red flag."""

    level: Literal["emergency", "urgent"]
    situation: str
    text: str
    references: tuple[SourceReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictCard:
    """A point on which the guidance disagrees with itself: the citations' numbers, and what to do."""

    topic: str
    versions: tuple[int, ...]
    resolution: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The answer to one of the questions in a message."""

    question: str
    outcome: Outcome
    reason: Reason | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, in the fields and the order of the contract."""

    id: str | None
    question: str
    standalone: str
    outcome: Outcome
    alert: Alert | None
    text: str
    citations: tuple[Citation, ...]
    notes: tuple[NoteCard, ...]
    conflicts: tuple[ConflictCard, ...]
    parts: tuple[Part, ...]
    reason: Reason | None
    suggestions: tuple[str, ...]
    source: Source | None
    confidence: float
    timing_ms: dict[str, float] | None

    def as_json(self) -> dict[str, Any]:
        """The reply as one JSON object: tuples as lists, `confidence` with three decimals."""
        fields = asdict(self)
        fields["confidence"] = round(float(self.confidence), 3)
        return fields

    def named(self, identifier: str | None) -> Reply:
        """The same reply under the id of its input line."""
        return replace(self, id=identifier)
