"""Public data sets on disk -> what is asked of which passages; nothing of them is shipped, their paths are arguments.

Two layouts, each plain or gzipped: JSON lines of `kind` document and query, as the BEIR sets are kept (Thakur et al.
2021, arXiv:2104.08663, https://github.com/beir-cellar/beir), and SQuAD 2.0's JSON (Rajpurkar et al. 2018,
arXiv:1806.03822, https://rajpurkar.github.io/SQuAD-explorer/).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from evals.errors import DatasetError
from ingest.lexical import split_words

_ORIGINALS = (
    "the layouts are JSON lines with `kind` document (id, title, text) and query (id, text, relevant), made from BEIR "
    "(https://github.com/beir-cellar/beir), and SQuAD 2.0's JSON (https://rajpurkar.github.io/SQuAD-explorer/)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to a collection, and the ids of the documents that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Documents by id, title and text joined, and the queries asked of them.

    skipped: how many queries were left out, having no word or no relevant document; a document without a word is left
    out of the documents alone, so that it is never found.
    """

    documents: dict[str, str]
    queries: tuple[Query, ...]
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of an article, the unit that SQuAD asks of."""

    article: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadQuestion:
    """A question to a paragraph (its place in the set), and where its answers begin; none where it has no answer."""

    text: str
    paragraph: int
    answer_starts: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Squad:
    """A SQuAD 2.0 set; skipped: how many questions were left out, having no word."""

    paragraphs: tuple[Paragraph, ...]
    questions: tuple[SquadQuestion, ...]
    skipped: int


class _DocumentLine(BaseModel):
    kind: Literal["document"]
    id: str
    title: str = ""
    text: str


class _QueryLine(BaseModel):
    kind: Literal["query"]
    id: str
    text: str
    relevant: frozenset[str]


class _Answer(BaseModel):
    answer_start: int = Field(ge=0)


class _Asked(BaseModel):
    question: str
    answers: list[_Answer]


class _Context(BaseModel):
    context: str
    qas: list[_Asked]


class _Article(BaseModel):
    title: str
    paragraphs: list[_Context]


class _SquadFile(BaseModel):
    data: list[_Article]


_Read = TypeVar("_Read")
_SQUAD = TypeAdapter(_SquadFile)
_LINE: TypeAdapter[_DocumentLine | _QueryLine] = TypeAdapter(
    Annotated[_DocumentLine | _QueryLine, Field(discriminator="kind")]
)


def read_dataset(path: Path) -> Collection | Squad:
    """Read a data set in either layout. Raises DatasetError where it is absent, in neither, or asks nothing."""
    text = _read_text(path)
    dataset = _read_squad(text, path) if '"paragraphs"' in text[:10_000] else _read_collection(text, path)
    texts = [one.text for one in dataset.paragraphs] if isinstance(dataset, Squad) else dataset.documents.values()
    asked = dataset.questions if isinstance(dataset, Squad) else dataset.queries
    if not asked or not any(split_words(one) for one in texts):
        raise DatasetError(
            f"{path} has nothing to measure: {len(texts)} texts, {len(asked)} questions, {dataset.skipped} skipped; "
            f"{_ORIGINALS}."
        )
    return dataset


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read ({error}); {_ORIGINALS}.") from None


def _read_collection(text: str, path: Path) -> Collection:
    """Lines end with a line feed alone: other separators may stand within a text."""
    lines = enumerate(text.split("\n"), start=1)
    rows = [_check(_LINE, line, f"{path}:{number}") for number, line in lines if line.strip()]
    documents = {row.id: f"{row.title} {row.text}".strip() for row in rows if isinstance(row, _DocumentLine)}
    asked = [row for row in rows if isinstance(row, _QueryLine)]
    unknown = sorted({name for row in asked for name in row.relevant - documents.keys()})
    if unknown:
        raise DatasetError(
            f"{path}: {len(unknown)} relevant documents are not in the set ({', '.join(unknown[:5])}); add them, or "
            "leave them out of `relevant`."
        )
    queries = tuple(
        Query(text=row.text, relevant=row.relevant) for row in asked if row.relevant and split_words(row.text)
    )
    kept = {name: text for name, text in documents.items() if split_words(text)}
    return Collection(documents=kept, queries=queries, skipped=len(asked) - len(queries))


def _read_squad(text: str, path: Path) -> Squad:
    articles = _check(_SQUAD, text, str(path)).data
    paragraphs = [(article.title, paragraph) for article in articles for paragraph in article.paragraphs]
    asked = [question for number, (_, one) in enumerate(paragraphs) for question in _read_questions(number, one.qas)]
    questions = tuple(question for question in asked if split_words(question.text))
    return Squad(
        paragraphs=tuple(Paragraph(article=title, text=one.context) for title, one in paragraphs),
        questions=questions,
        skipped=len(asked) - len(questions),
    )


def _check(layout: TypeAdapter[_Read], text: str, place: str) -> _Read:
    try:
        return layout.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise DatasetError(f"{place} is in neither layout ({field}: {first['msg']}): {_ORIGINALS}.") from None


def _read_questions(paragraph: int, rows: list[_Asked]) -> Iterator[SquadQuestion]:
    for row in rows:
        starts = frozenset(answer.answer_start for answer in row.answers)
        yield SquadQuestion(text=row.question, paragraph=paragraph, answer_starts=starts)
