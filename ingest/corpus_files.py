"""A corpus folder's YAML files -> editorial values, each with its place; knows nothing of how they hang together.

A folder without some of the files is a corpus without these things. Problems are collected, not raised, so that an
editor sees all of them at once: "file:line: what; what to do".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails

from ingest.document import Document, name_document
from ingest.editorial import (
    Answer,
    Conflict,
    NestReview,
    NestSpan,
    Note,
    Reference,
    SentenceQuestions,
    Situation,
    Text,
    Topic,
    WordingSpan,
)
from ingest.errors import CorpusError, DocumentError
from ingest.plain_text import decode_text
from ingest.span import SpanContext
from ingest.yaml_file import YamlFile, find_place, parse_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T]):
    """A value, the file that holds it, and the keys and indices that lead to it there."""

    value: T
    file: YamlFile
    path: tuple[str | int, ...] = ()

    def place(self, *steps: str | int) -> str:
        """Name `file:line` of this entry, or of what further steps lead to."""
        return find_place(self.file, (*self.path, *steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFiles:
    """All entries of a corpus folder, and what could not be read of it."""

    references: tuple[Entry[Reference], ...]
    notes: tuple[Entry[Note], ...]
    situations: tuple[Entry[Situation], ...]
    conflicts: tuple[Entry[Conflict], ...]
    answers: tuple[Entry[Answer], ...]
    wording: tuple[Entry[WordingSpan], ...]
    questions: tuple[Entry[SentenceQuestions], ...]
    topics: tuple[Entry[Topic], ...]
    problems: tuple[str, ...]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class _WordingFile:
    spans: tuple[Annotated[WordingSpan, NestSpan], ...]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class _QuestionsFile:
    document: Text
    sentences: tuple[Annotated[SentenceQuestions, NestSpan], ...]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class _TopicsFile:
    topics: tuple[Topic, ...]


def _name_references(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds; pydantic judges it
    """Give each reference its key as id."""
    if not isinstance(value, dict):
        return value
    return {key: {**fields, "id": key} if isinstance(fields, dict) else fields for key, fields in value.items()}


_REMEDIES = {
    "missing": "add `{key}`",
    "unexpected_keyword_argument": "mend its spelling or take it away",
}
_REFERENCES = TypeAdapter(Annotated[dict[str, Reference], BeforeValidator(_name_references)])
_NOTE: TypeAdapter[Note] = TypeAdapter(Annotated[Note, NestReview])
_SITUATION = TypeAdapter(Situation)
_CONFLICT: TypeAdapter[Conflict] = TypeAdapter(Annotated[Conflict, NestReview])
_ANSWER: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, NestReview])
_WORDING = TypeAdapter(_WordingFile)
_QUESTIONS = TypeAdapter(_QuestionsFile)
_TOPICS = TypeAdapter(_TopicsFile)


def read_corpus_files(folder: Path, documents: Sequence[Document]) -> CorpusFiles:
    """Read all YAML files of a corpus folder; quotes are resolved in `documents`."""
    reader = _Reader(folder, documents)
    return CorpusFiles(
        references=tuple(
            Entry(value=reference, file=file, path=(reference.id,))
            for file, references in reader.read("references.yaml", _REFERENCES)
            for reference in references.values()
        ),
        notes=reader.read_entries("notes/*.yaml", _NOTE),
        situations=reader.read_entries("triage/*.yaml", _SITUATION),
        conflicts=reader.read_entries("conflicts/*.yaml", _CONFLICT),
        answers=reader.read_entries("answers/*.yaml", _ANSWER),
        wording=tuple(
            Entry(value=span, file=file, path=("spans", place))
            for file, wording in reader.read("guidance/*.wording.yaml", _WORDING)
            for place, span in enumerate(wording.spans)
        ),
        questions=tuple(
            Entry(value=sentence, file=file, path=("sentences", place))
            for file, questions in reader.read("questions/*.yaml", _QUESTIONS, leave_out="not-covered.yaml")
            for place, sentence in enumerate(questions.sentences)
        ),
        topics=tuple(
            Entry(value=topic, file=file, path=("topics", place))
            for file, topics in reader.read("questions/not-covered.yaml", _TOPICS)
            for place, topic in enumerate(topics.topics)
        ),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads files of one kind after another, and keeps the problems."""

    def __init__(self, folder: Path, documents: Sequence[Document]) -> None:
        self.folder = folder
        self.documents = {document.id: document for document in documents}
        self.problems: list[str] = []

    def read_entries(self, pattern: str, adapter: TypeAdapter[T]) -> tuple[Entry[T], ...]:
        """Read files that hold one entry each."""
        return tuple(Entry(value=value, file=file) for file, value in self.read(pattern, adapter))

    def read(self, pattern: str, adapter: TypeAdapter[T], leave_out: str = "") -> Iterator[tuple[YamlFile, T]]:
        """Read files in the order of their names, passing over those with problems."""
        for path in sorted(self.folder.glob(pattern)):
            if path.name == leave_out or path.name.startswith("."):
                continue
            name = path.relative_to(self.folder).as_posix()
            try:
                file = parse_yaml(decode_text(path.read_bytes()), name)
                yield file, adapter.validate_python(file.content, context=self._context(path, file))
            except CorpusError as error:
                self.problems.append(str(error))
            except (OSError, DocumentError) as error:
                self.problems.append(f"{name}:1: {error}; mend the file or take it away")
            except ValidationError as error:
                self.problems.extend(describe_problems(file, error))

    def _context(self, path: Path, file: YamlFile) -> SpanContext:
        """Know which document is meant by quotes that name none."""
        named = file.content.get("document") if isinstance(file.content, dict) else None
        beside = name_document(path.name.removesuffix(".wording.yaml"))
        return SpanContext(documents=self.documents, default_document=named if isinstance(named, str) else beside)


def describe_problems(file: YamlFile, error: ValidationError) -> list[str]:
    """Say pydantic's findings as "file:line: what; what to do", but for lists that are short of a broken entry only."""
    details = error.errors(include_url=False)
    broken = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [_describe_detail(file, detail) for detail in details if detail["loc"] not in broken]


def _describe_detail(file: YamlFile, detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":  # of a quote, with its remedy
        return f"{find_place(file, (*detail['loc'], 'quote'))}: {detail['msg'].removeprefix('Value error, ')}"
    key = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "the file")
    remedy = _REMEDIES.get(detail["type"], "mend the value").format(key=key)
    return f"{find_place(file, detail['loc'])}: `{key}`: {detail['msg']}; {remedy}"
