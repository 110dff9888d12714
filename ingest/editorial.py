"""What editors write, as values: notes, situations, conflicts, answers, questions, wording, references.

Field names are the keys of the YAML files, except that `document` and `quote` become a Span and the three review keys
a Review; pydantic makes the values from the files, within a SpanContext, and from our own JSON. Knows nothing of files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, with_config

from ingest.document import Document, ReadFailure
from ingest.span import QuotedSpan, Span

_STRICT = ConfigDict(extra="forbid")

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Texts = tuple[Text, ...]
TextsOrNone = Annotated[Texts, BeforeValidator(lambda value: () if value is None else value)]
"""Texts of which there may be none yet: a key with nothing below it."""
Quote = Annotated[Span, QuotedSpan]


def _nest(field: str, keys: set[str]) -> Callable[[Any], Any]:
    """Make the function that moves a mapping's `keys`, as editors write them, into one field of the value."""

    def nest(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds; pydantic judges it
        if not isinstance(value, dict) or field in value:
            return value
        inner = {key: value[key] for key in value if key in keys}
        return {**{key: value[key] for key in value if key not in keys}, field: inner}

    return nest


NestReview = BeforeValidator(_nest("review", {"reviewed_on", "review_due", "reviewed_by"}))
NestSpan = BeforeValidator(_nest("span", {"document", "quote"}))


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An outside publication, and how it was checked."""

    id: Text
    title: Text
    publisher: Text
    year: int | None
    url: Text | None
    status: Literal["seen-publisher", "seen-reprint", "seen-secondary", "not-verified"]
    caveat: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When a text was last reviewed, until when that holds, and by whom."""

    reviewed_on: date
    review_due: date
    reviewed_by: Text


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A dated safety note; `qualifies` are the spans of the guidance that are never shown without it."""

    id: Text
    code: Text
    severity: Literal["emergency", "urgent", "caution"]
    topics: Texts
    lead: Text
    text: Text
    references: Texts
    verification: Text
    qualifies: tuple[Quote, ...]
    answers: bool
    terms: Texts
    asks: Texts
    review: Review


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A red-flag situation; it holds from `min_age_weeks` up to, not including, `max_age_weeks`.

    older: the id of the situation that the same signs are from `max_age_weeks` on. quotable: whether what the guidance
    says of it may follow the alert; where it is silent, its nearest words soothe.
    """

    id: Text
    code: Text
    title: Text
    level: Literal["emergency", "urgent"]
    age_basis: Literal["none", "actual", "corrected"]
    max_age_weeks: int | None
    min_age_weeks: int | None
    quotable: bool
    lead: Text
    meanwhile: Texts
    ask: Text | None
    references: Texts
    basis: Text
    signs: Texts
    messages: Texts
    calm: Texts
    older: Text | None = None


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the things that the guidance says where it contradicts itself; `label` says it in a few words."""

    label: Text
    span: Quote


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A point on which the guidance contradicts itself, and our resolution; `note` is a note's id."""

    id: Text
    code: Text
    topic: Text
    versions: Annotated[tuple[Annotated[Version, NestSpan], ...], Field(min_length=2)]
    resolution: Text
    references: Texts
    note: Text | None
    asks: Texts
    review: Review


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentence:
    """A sentence of a reviewed answer, and the quotes and notes (by id) that it rests on."""

    sentence: Text
    quotes: tuple[Quote, ...]
    notes: Texts


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """Corrected ages in weeks, from `from_weeks` up to, not including, `to_weeks`; None is no limit."""

    from_weeks: Annotated[float, Field(ge=0)] | None
    to_weeks: Annotated[float, Field(gt=0)] | None


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reviewed answer to a frequent question.

    ages: the babies whom it suits; None for all. born_early: whether it is only for a baby born early.
    series: the name of one need that several answers serve, each at its ages; None where one answer serves all.
    asked_often: whether it is suggested where nothing nearer is.
    """

    id: Text
    topic: Text
    phrasings: Annotated[Texts, Field(min_length=5)]
    body: Annotated[tuple[AnswerSentence, ...], Field(min_length=1)]
    review: Review
    ages: Ages | None = None
    born_early: bool = False
    series: Text | None = None
    asked_often: bool = False


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class WordingSpan:
    """Words of the guidance that must not lead a reply, or must not be quoted at all.

    mistranslated: whether the translation got them wrong, which a reply says above them.
    """

    span: Quote
    use: Literal["never_lead", "never_quote"]
    reason: Text
    mistranslated: bool = False


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceQuestions:
    """Questions that the words at `span` answer; either list may be empty, as in a file that is being filled.

    drafts: a machine's questions, which count for nothing until a person has moved them.
    """

    span: Quote
    questions: TextsOrNone
    drafts: TextsOrNone = ()


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Questions on a topic that the documents in `checked_against` (ids) do not answer.

    reason: why, as in the reply's contract; `no_content` where nothing is asked.
    """

    topic: Text
    reason: Literal["topic_not_in_guidance", "outside_topic", "needs_a_person", "no_content"]
    checked_against: Texts
    questions: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All that may be said; `failures` are guidance files that could not be read."""

    documents: tuple[Document, ...]
    failures: tuple[ReadFailure, ...]
    references: dict[str, Reference]
    notes: tuple[Note, ...]
    situations: tuple[Situation, ...]
    conflicts: tuple[Conflict, ...]
    answers: tuple[Answer, ...]
    wording: tuple[WordingSpan, ...]
    questions: tuple[SentenceQuestions, ...]
    topics: tuple[Topic, ...]
