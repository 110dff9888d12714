"""One line of a case file, untrusted, and how it becomes a case: codes to ids, quotes to places in the documents.

Knows nothing of files; errors are pydantic's, which name the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from assistant.conversation import QUESTION_LIMIT_CHARS, Baby
from assistant.reply import Outcome
from evals.case import Asked, Case, Fact, Gold, GoldAlert, GoldConflict, Kind, Level, Split, Turn
from ingest.corpus import Corpus
from ingest.document import Document
from ingest.span import Span, find_spans

_Found = TypeVar("_Found")
_CITING_KINDS: frozenset[Kind] = frozenset({"answerable", "follow_up", "contradiction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What a line's gold may name, by code or id: notes S…, disagreements X…, situations E… and U…."""

    documents: Mapping[str, Document]
    notes: Mapping[str, str]
    conflicts: Mapping[str, GoldConflict]
    situations: Mapping[str, str]


def read_codes(corpus: Corpus) -> Codes:
    """The documents of a corpus by id, and the codes that its editors gave."""
    conflicts = {
        name: GoldConflict(topic=one.topic, versions=tuple(version.span for version in one.versions))
        for one in corpus.conflicts
        for name in (one.code, one.id)
    }
    return Codes(
        documents={document.id: document for document in corpus.documents},
        notes={name: note.id for note in corpus.notes for name in (note.code, note.id)},
        conflicts=conflicts,
        situations={name: one.id for one in corpus.situations for name in (one.code, one.id)},
    )


def _resolve_fact(quotes: object, info: ValidationInfo) -> Fact:
    if not isinstance(quotes, list) or not quotes:
        raise ValueError("a fact is a list of at least one quote; any one of them gives it")
    return Fact(spans=tuple(span for quote in quotes for span in _find_quote(quote, _codes(info))))


def _find_quote(quote: object, codes: Codes) -> tuple[Span, ...]:
    """Every place of a quote, in any document or in the one that it names: words that stand twice are gold twice."""
    words, documents = quote, list(codes.documents.values())
    if isinstance(quote, dict) and set(quote) == {"document", "quote"}:
        words, documents = quote["quote"], [_look_up(str(quote["document"]), codes.documents, "document")]
    if not isinstance(words, str):
        raise ValueError('a quote is a text, or {"document": "…", "quote": "…"}')
    spans = tuple(span for document in documents for span in find_spans(words, document))
    if not spans:
        raise ValueError(f"these words are in no document: {words!r}; copy them from the document as it is now")
    return spans


def _resolve_note(name: str, info: ValidationInfo) -> str:
    return _look_up(name, _codes(info).notes, "note")


def _resolve_situation(name: str, info: ValidationInfo) -> str:
    return _look_up(name, _codes(info).situations, "situation")


def _resolve_conflict(name: object, info: ValidationInfo) -> GoldConflict | None:
    return None if name is None else _look_up(str(name), _codes(info).conflicts, "conflict")


def _look_up(name: str, known: Mapping[str, _Found], noun: str) -> _Found:
    if name not in known:
        raise ValueError(f"there is no {noun} {name!r} (known: {', '.join(sorted(known)) or 'none'}); mend the code")
    return known[name]


def _codes(info: ValidationInfo) -> Codes:
    if not isinstance(info.context, Codes):
        raise TypeError("CaseLine is validated with Codes as its context; load cases with evals.case_file.load_cases.")
    return info.context


def _not_blank(words: str) -> str:
    if not words.strip():
        raise ValueError("it is blank")
    return words


def _not_too_long(words: str) -> str:
    if len(words) > QUESTION_LIMIT_CHARS:
        raise ValueError(f"it has {len(words):,} characters; a question has at most {QUESTION_LIMIT_CHARS:,}")
    return words


_Words = Annotated[str, AfterValidator(_not_blank)]
_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Turn(_Strict):
    role: Annotated[str, Field(pattern="^(user|assistant)$")]
    content: Annotated[_Words, AfterValidator(_not_too_long)]


class _Baby(_Strict):
    age_weeks: float | None = Field(default=None, ge=0, le=520, allow_inf_nan=False)
    born_weeks_early: float | None = Field(default=None, ge=0, le=20, allow_inf_nan=False)


class _Alert(_Strict):
    level: Level
    situations: tuple[Annotated[str, AfterValidator(_resolve_situation)], ...] = Field(min_length=1)


class _Gold(_Strict):
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    facts: tuple[Annotated[Fact, BeforeValidator(_resolve_fact)], ...] = ()
    notes: tuple[Annotated[str, AfterValidator(_resolve_note)], ...] = ()
    conflict: Annotated[GoldConflict | None, BeforeValidator(_resolve_conflict)] = None
    alert: _Alert | None = None
    must_not: tuple[_Words, ...] = ()

    @model_validator(mode="after")
    def _alert_fits(self) -> Self:
        if (self.alert is not None) != ("alert" in self.outcomes):
            raise ValueError("`alert` and the outcome alert come together; give both or neither")
        return self

    def as_gold(self) -> Gold:
        alert = GoldAlert(level=self.alert.level, situations=self.alert.situations) if self.alert else None
        return Gold(
            outcomes=self.outcomes, facts=self.facts, notes=self.notes, conflict=self.conflict, alert=alert,
            must_not=self.must_not,
        )  # fmt: skip


class CaseLine(_Strict):
    """One line of a case file, checked; validation needs Codes as its context."""

    id: _Name
    group: _Name
    split: Split
    kind: Kind
    messages: tuple[_Turn, ...] = Field(min_length=1)
    baby: _Baby | None = None
    standalone: _Words | None = None
    clean: _Words | None = None
    gold: _Gold

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.messages[-1].role != "user":
            raise ValueError("the last message must be the user's")
        if self.kind in _CITING_KINDS and not self.gold.facts:
            raise ValueError(f"a case of kind {self.kind} needs at least one fact")
        if self.kind == "contradiction" and self.gold.conflict is None:
            raise ValueError("a contradiction needs `conflict`")
        if self.kind == "red_flag" and self.gold.alert is None:
            raise ValueError("a red flag needs `alert`")
        if self.kind == "follow_up" and self.standalone is None:
            raise ValueError("a follow-up needs `standalone`: the same need asked in one question")
        return self

    def as_case(self, place: str) -> Case:
        """The case, with the file and line that it comes from."""
        turns = tuple(
            Turn(role="user" if turn.role == "user" else "assistant", content=turn.content) for turn in self.messages
        )
        baby = Baby(**self.baby.model_dump()) if self.baby else Baby()
        return Case(
            id=self.id, group=self.group, split=self.split, kind=self.kind, place=place, gold=self.gold.as_gold(),
            asked=Asked(turns=turns, baby=baby, standalone=self.standalone), clean=self.clean,
        )  # fmt: skip
