"""Public data sets on disk -> what is asked of which passages; nothing of them is shipped, their paths are arguments.

Two layouts, each plain or gzipped: JSON lines of `kind` document and query, as the BEIR sets are kept (Thakur et al.
2021, arXiv:2104.08663, https://github.com/beir-cellar/beir), and SQuAD 2.0's JSON (Rajpurkar et al. 2018,
arXiv:1806.03822, https://rajpurkar.github.io/SQuAD-explorer/).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import DatasetError

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
    """Documents by id, title and text joined, and the queries asked of them."""

    documents: dict[str, str]
    queries: tuple[Query, ...]


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
    """A SQuAD 2.0 set."""

    paragraphs: tuple[Paragraph, ...]
    questions: tuple[SquadQuestion, ...]


def read_dataset(path: Path) -> Collection | Squad:
    """Read a data set in either layout. Raises DatasetError where it is absent or in neither."""
    text = _read_text(path)
    try:
        return _read_squad(json.loads(text)) if '"paragraphs"' in text[:10_000] else _read_collection(text)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"{path} is in neither layout ({error!r}): {_ORIGINALS}.") from None


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read ({error}); {_ORIGINALS}.") from None


def _read_collection(text: str) -> Collection:
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    documents = {
        row["id"]: f"{row.get('title', '')} {row['text']}".strip() for row in rows if row["kind"] == "document"
    }
    queries = tuple(
        Query(text=row["text"], relevant=frozenset(row["relevant"])) for row in rows if row["kind"] == "query"
    )
    unknown = sum(not query.relevant <= documents.keys() for query in queries)
    if not documents or not queries or unknown:
        raise KeyError(f"{len(documents)} documents, {len(queries)} queries, {unknown} of them with unknown documents")
    return Collection(documents=documents, queries=queries)


def _read_squad(fields: dict[str, Any]) -> Squad:
    paragraphs = [(article["title"], paragraph) for article in fields["data"] for paragraph in article["paragraphs"]]
    return Squad(
        paragraphs=tuple(Paragraph(article=title, text=one["context"]) for title, one in paragraphs),
        questions=tuple(
            question for number, (_, one) in enumerate(paragraphs) for question in _read_questions(number, one["qas"])
        ),
    )


def _read_questions(paragraph: int, rows: list[dict[str, Any]]) -> Iterator[SquadQuestion]:
    for row in rows:
        starts = frozenset(answer["answer_start"] for answer in row["answers"])
        yield SquadQuestion(text=row["question"], paragraph=paragraph, answer_starts=starts)
