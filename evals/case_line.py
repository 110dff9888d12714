"""One line of a case file, untrusted, and how it becomes a case: codes to ids, quotes to places in the documents.

Refuses a gold that contradicts itself or its kind. Knows nothing of files; errors are pydantic's, which name the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    ValidationInfo,
    model_validator,
)

from assistant.conversation import QUESTION_LIMIT_CHARS, Baby
from assistant.reply import Outcome
from evals.case import Asked, Case, Fact, Gold, GoldAlert, GoldConflict, Kind, Level, Split, Turn
from evals.case_kind import find_misfits
from evals.case_quote import place_quote
from ingest.corpus import Corpus
from ingest.document import Document
from ingest.editorial import Situation
from ingest.span import Span, fold_text

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What a line's gold may name, by code or id: notes S…, disagreements X…, situations E… and U….

    unquoted: the spans that the editors let no reply show.
    """

    documents: Mapping[str, Document]
    notes: Mapping[str, str]
    conflicts: Mapping[str, GoldConflict]
    situations: Mapping[str, Situation]
    unquoted: tuple[Span, ...]


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
        situations={name: one for one in corpus.situations for name in (one.code, one.id)},
        unquoted=tuple(wording.span for wording in corpus.wording if wording.use == "never_quote"),
    )


def _resolve_fact(quotes: object, info: ValidationInfo) -> Fact:
    if not isinstance(quotes, list) or not quotes:
        raise ValueError("a fact is a list of at least one quote; any one of them gives it")
    spans = tuple(span for quote in quotes for span in _find_quote(quote, _codes(info)))
    if all(_is_unquoted(span, _codes(info)) for span in spans):
        raise ValueError("the corpus lets no reply quote any of these words; add a sentence that a reply may quote")
    return Fact(spans=spans)


def _is_unquoted(span: Span, codes: Codes) -> bool:
    return any(
        one.document_id == span.document_id and one.start <= span.start and span.end <= one.end
        for one in codes.unquoted
    )


def _find_quote(quote: object, codes: Codes) -> tuple[Span, ...]:
    """The places of a quote, in any document or in the one that it names."""
    words, documents = quote, list(codes.documents.values())
    if isinstance(quote, dict) and set(quote) == {"document", "quote"}:
        words, documents = quote["quote"], [_look_up(str(quote["document"]), codes.documents, "document")]
    if not isinstance(words, str):
        raise ValueError('a quote is a text, or {"document": "…", "quote": "…"}')
    return place_quote(words, documents)


def _resolve_note(name: str, info: ValidationInfo) -> str:
    return _look_up(name, _codes(info).notes, "note")


def _resolve_situation(name: object, info: ValidationInfo) -> Situation:
    return _look_up(str(name), _codes(info).situations, "situation")


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


def _fold(words: str) -> str:
    return fold_text(words).casefold().strip()


_Words = Annotated[str, AfterValidator(_not_blank)]
_Question = Annotated[_Words, AfterValidator(_not_too_long)]
_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Turn(_Strict):
    role: Annotated[str, Field(pattern="^(user|assistant)$")]
    content: _Question


class _Baby(_Strict):
    age_weeks: float | None = Field(default=None, ge=0, le=520, allow_inf_nan=False, strict=True)
    born_weeks_early: float | None = Field(default=None, ge=0, le=20, allow_inf_nan=False, strict=True)


class _Alert(_Strict):
    level: Level
    situations: tuple[Annotated[InstanceOf[Situation], BeforeValidator(_resolve_situation)], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _level_fits(self) -> Self:
        for one in self.situations:
            if one.level not in (self.level, "emergency"):
                raise ValueError(f"the situation {one.code} raises {one.level}, not {self.level}; mend one of them")
        if all(one.level != self.level for one in self.situations):
            raise ValueError(f"no situation raises {self.level}; mend the level, or name one that does")
        return self

    def as_alert(self) -> GoldAlert:
        return GoldAlert(level=self.level, situations=tuple(one.id for one in self.situations))


class _Gold(_Strict):
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    facts: tuple[Annotated[Fact, BeforeValidator(_resolve_fact)], ...] = ()
    notes: tuple[Annotated[str, AfterValidator(_resolve_note)], ...] = ()
    conflict: Annotated[GoldConflict | None, BeforeValidator(_resolve_conflict)] = None
    alert: _Alert | None = None
    must_not: tuple[_Words, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.alert is not None) != ("alert" in self.outcomes):
            raise ValueError("`alert` and the outcome alert come together; give both or neither")
        versions = self.conflict.versions if self.conflict else ()
        quoted = [_fold(span.quote) for span in (*(one for fact in self.facts for one in fact.spans), *versions)]
        for words in self.must_not:
            if any(_fold(words) in quote for quote in quoted):
                raise ValueError(f"`must_not` {words!r} stands in a quote of this gold; forbid the claim, not the word")
        return self

    def as_gold(self) -> Gold:
        return Gold(
            outcomes=self.outcomes, facts=self.facts, notes=self.notes, conflict=self.conflict, must_not=self.must_not,
            alert=self.alert.as_alert() if self.alert else None,
        )  # fmt: skip

    def named_fields(self) -> set[str]:
        return {name for name in ("facts", "notes", "conflict", "alert") if getattr(self, name)}


class CaseLine(_Strict):
    """One line of a case file, checked; validation needs Codes as its context."""

    id: _Name
    group: _Name
    split: Split
    kind: Kind
    messages: tuple[_Turn, ...] = Field(min_length=1)
    baby: _Baby | None = None
    standalone: _Question | None = None
    clean: _Question | None = None
    gold: _Gold

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.messages[-1].role != "user":
            raise ValueError("messages: the last must be the user's; end with what is asked")
        fields = {name for name in ("standalone", "clean") if getattr(self, name)} | self.gold.named_fields()
        misfits = find_misfits(self.kind, self.gold.outcomes, fields)
        if misfits:
            raise ValueError("; ".join(misfits))
        return self

    @model_validator(mode="after")
    def _follows_up(self) -> Self:
        if self.kind != "follow_up" or self.standalone is None:
            return self
        if sum(turn.role == "user" for turn in self.messages) == 1:
            raise ValueError("messages: a follow-up has two messages of the user or more; add what it follows")
        if _fold(self.standalone) == _fold(self.messages[-1].content):
            raise ValueError("standalone: it is the last message; word the need so that it stands without the others")
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
