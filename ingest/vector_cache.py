"""Texts embedded before -> their vectors again: one SQLite file in the home's cache, keyed by model and text.

llama-index's per-text embedding cache (BaseEmbedding.embeddings_cache) holds pooled vectors only and writes JSON in
place; this holds token vectors too, in a file that a kill cannot tear. May be deleted at any time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Embedded

_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, pooled BLOB NOT NULL, tokens BLOB)"


class VectorCache:
    """Vectors by text, for one model; rows of other models stay untouched beside them."""

    def __init__(self, path: Path, model_fingerprint: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._model = model_fingerprint.encode()
        self._connection = _open_database(path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def missing(self, texts: Sequence[str], *, tokens: bool) -> list[str]:
        """List the texts that are not held, each once, in their order; with tokens, those held without them too."""
        return [text for text in dict.fromkeys(texts) if not self._has(text, tokens=tokens)]

    def put(self, texts: Sequence[str], embedded: Embedded, *, tokens: bool) -> None:
        """Keep vectors, all or none of them; token vectors (70 MB for 5,000 questions) only where they are wanted.

        Token vectors are kept in half precision, as the index keeps them.
        """
        rows = [
            (self._key(text), vector.tobytes(), rows.astype(np.float16).tobytes() if tokens else None)
            for text, vector, rows in zip(texts, embedded.vectors, embedded.tokens, strict=True)
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def pooled(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Read pooled vectors, float32 of shape (n, dim). Raises KeyError for a text that is missing."""
        rows = [np.frombuffer(self._row(text)[0], dtype=np.float32) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.float16]]:
        """Read token vectors, float16 of shape (t_i, dim) each. Raises KeyError for a text held without them."""
        return [self._matrix(text) for text in texts]

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._model + b"\0" + text.encode("utf-8", "surrogatepass")).digest()

    def _has(self, text: str, *, tokens: bool) -> bool:
        found = self._connection.execute("SELECT tokens IS NOT NULL FROM vectors WHERE key = ?", (self._key(text),))
        row = found.fetchone()
        return row is not None and (bool(row[0]) or not tokens)

    def _matrix(self, text: str) -> NDArray[np.float16]:
        pooled, tokens = self._row(text)
        if tokens is None:
            raise KeyError(text)
        dim = len(pooled) // np.dtype(np.float32).itemsize
        return np.frombuffer(tokens, dtype=np.float16).reshape(-1, dim)

    def _row(self, text: str) -> tuple[bytes, bytes | None]:
        found = self._connection.execute("SELECT pooled, tokens FROM vectors WHERE key = ?", (self._key(text),))
        row: tuple[bytes, bytes | None] | None = found.fetchone()
        if row is None:
            raise KeyError(text)
        return row


def _open_database(path: Path) -> sqlite3.Connection:
    """Open or make the file; one that is damaged is thrown away, since it only saves time."""
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        path.unlink()
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    try:
        connection.execute(_TABLE)
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise sqlite3.DatabaseError(str(found))
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
