from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder import Embedded
from ingest.vector_cache import VectorCache


def _embedded(*rows: int) -> Embedded:
    noise = np.random.default_rng(0)
    tokens = tuple(noise.normal(size=(count, 4)).astype(np.float32) for count in rows)
    return Embedded(vectors=noise.normal(size=(len(rows), 4)).astype(np.float32), tokens=tokens)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    with closing(VectorCache(tmp_path / "vectors.sqlite", "model one")) as opened:
        yield opened


def test_vectors_come_back_exactly_and_tokens_in_half_precision(cache: VectorCache) -> None:
    embedded = _embedded(3, 0)

    cache.put(["a", "b"], embedded, tokens=True)

    assert np.array_equal(cache.pooled(["b", "a", "b"]), embedded.vectors[[1, 0, 1]])
    assert [rows.shape for rows in cache.tokens(["a", "b"])] == [(3, 4), (0, 4)]
    assert np.array_equal(cache.tokens(["a"])[0], embedded.tokens[0].astype(np.float16))


def test_only_what_is_not_held_is_missing_and_each_once(cache: VectorCache) -> None:
    cache.put(["a"], _embedded(1), tokens=False)

    assert cache.missing(["b", "a", "b", "c"], tokens=False) == ["b", "c"]
    assert cache.missing(["a"], tokens=True) == ["a"]
    with pytest.raises(KeyError, match="a"):
        cache.tokens(["a"])


def test_another_model_shares_nothing(cache: VectorCache, tmp_path: Path) -> None:
    cache.put(["a"], _embedded(1), tokens=True)

    with closing(VectorCache(tmp_path / "vectors.sqlite", "model two")) as other:
        assert other.missing(["a"], tokens=False) == ["a"]


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be one" * 100, b"SQLite format 3\0" + bytes(4096)]
)
def test_a_damaged_file_is_thrown_away(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors.sqlite").write_bytes(content)

    with closing(VectorCache(tmp_path / "vectors.sqlite", "model one")) as opened:
        assert opened.missing(["a"], tokens=False) == ["a"]
