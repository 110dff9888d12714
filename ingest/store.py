"""Passages with vectors <-> a Chroma collection inside a generation.

The only file that imports chromadb. Does not search: while the corpus is small, the index reads all vectors once and
multiplies; nothing here knows what a passage is for.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from ingest.errors import IndexDamagedError, IndexError_

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

DATABASE_FILE = "chroma.sqlite3"
_COLLECTION = "passages"
_HNSW_SAVED = "index_metadata.pickle"
_PAGE = 5000
"""Rows a call, below Chroma's largest batch of 5,461."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassages:
    """What the collection holds, in the order of the ids; vectors: float32 of shape (n, dim)."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]


def write_passages(folder: Path, nodes: Sequence[BaseNode]) -> None:
    """Write llama-index nodes that carry an embedding into a new collection, in cosine space.

    Raises ValueError for a vector that is not finite, and IndexError_ where Chroma cannot write.
    """
    from llama_index.vector_stores.chroma import ChromaVectorStore  # noqa: PLC0415  (2 s, and only a build writes)

    if not all(np.isfinite(node.get_embedding()).all() for node in nodes):
        raise ValueError("A passage's vector is not finite.")
    try:
        with _client(folder) as client:
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            for start in range(0, len(nodes), _PAGE):
                ChromaVectorStore(chroma_collection=collection).add(list(nodes[start : start + _PAGE]))
    except ChromaError as error:
        raise IndexError_(
            f"Chroma cannot write {folder} ({error}); free some space and run `headsup ingest`."
        ) from error


def read_passages(folder: Path) -> StoredPassages:
    """Read all that a generation's collection holds.

    Raises IndexDamagedError where the database is missing, fails SQLite's own check or lacks the collection: Chroma
    itself would silently make a new empty one.
    """
    _check_database(folder / DATABASE_FILE)
    try:
        with _client(folder) as client:
            rows = _read_rows(client)
    except (ChromaError, ValueError, sqlite3.Error) as error:
        raise IndexDamagedError(f"Chroma cannot read {folder} ({error}); run `headsup ingest`.") from error
    return StoredPassages(
        ids=tuple(row[0] for row in rows),
        texts=tuple(row[1] for row in rows),
        vectors=np.array([row[2] for row in rows], dtype=np.float32),
    )


def hash_passages(passages: StoredPassages) -> str:
    """Hash ids, texts and vectors, whatever the database file looks like; sha256 in hex."""
    digest = hashlib.sha256(repr((passages.ids, passages.texts)).encode())
    digest.update(passages.vectors.tobytes())
    return digest.hexdigest()


def files_that_reading_changes(folder: Path) -> set[Path]:
    """Name the files that Chroma rewrites when it only reads.

    Its database always; the graph of a collection that was too small to be saved (under 1,000 rows), which it builds
    anew from the database at each opening.
    """
    unsaved = [path for path in folder.iterdir() if path.is_dir() and not (path / _HNSW_SAVED).exists()]
    return {folder / DATABASE_FILE, *(file for graph in unsaved for file in graph.iterdir())}


@contextmanager
def _client(folder: Path) -> Iterator[ClientAPI]:
    """Open Chroma on a folder and let go of it wholly, so that its files are complete and a new build can open it."""
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()  # type: ignore[attr-defined]  # the stub lacks it, the class has it


def _check_database(path: Path) -> None:
    """Run SQLite's integrity check, read-only: flipped bytes show in no other way."""
    if not path.is_file() or not path.stat().st_size:
        raise IndexDamagedError(f"{path} is missing or empty; run `headsup ingest`.")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise IndexDamagedError(f"{path} is not a whole database ({error}); run `headsup ingest`.") from error
    if found != ("ok",):
        raise IndexDamagedError(f"{path} fails its integrity check ({found}); run `headsup ingest`.")


def _read_rows(client: ClientAPI) -> list[tuple[str, str, Any]]:
    """Read pages of rows; returns (id, text, vector) sorted by id."""
    collection = client.get_collection(_COLLECTION, embedding_function=None)
    rows: list[tuple[str, str, Any]] = []
    for offset in range(0, collection.count(), _PAGE):
        page: Any = collection.get(limit=_PAGE, offset=offset, include=["documents", "embeddings"])
        rows.extend(zip(page["ids"], page["documents"] or (), page["embeddings"], strict=True))
    return sorted(rows, key=lambda row: row[0])
