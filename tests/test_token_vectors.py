from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.token_vectors import load_token_vectors, save_token_vectors, stack_token_vectors


def _unit_rows(rows: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, 6))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)


@given(lengths=st.lists(st.integers(0, 5), min_size=1, max_size=6), asked=st.integers(0, 4))
def test_max_sim_is_the_mean_of_each_tokens_best_match(lengths: list[int], asked: int) -> None:
    sentences = [_unit_rows(length, seed) for seed, length in enumerate(lengths)]
    query = _unit_rows(asked, seed=99).astype(np.float32)

    scores = stack_token_vectors(sentences).max_sim(query)

    plain = [(rows.astype(np.float32) @ query.T).max(axis=0).mean() if len(rows) and asked else 0 for rows in sentences]
    assert np.allclose(scores, plain, atol=1e-6)


@given(lengths=st.lists(st.integers(0, 5), min_size=1, max_size=6), asked=st.integers(0, 4))
def test_compared_token_by_token_each_sentence_gives_its_nearest_both_ways(lengths: list[int], asked: int) -> None:
    vectors = stack_token_vectors([_unit_rows(length, seed) for seed, length in enumerate(lengths)])
    query = _unit_rows(asked, seed=99).astype(np.float32)
    rows = np.arange(len(lengths))[::2]

    nearest, back = vectors.compare(query, rows)

    assert nearest.shape == (len(rows), asked)
    if asked:
        assert np.allclose(nearest.mean(axis=1), vectors.max_sim(query)[rows], atol=1e-6)
    for row, value in zip(rows, back, strict=True):
        own = _unit_rows(lengths[row], int(row)).astype(np.float32)
        assert np.isclose(value, (own @ query.T).max(axis=1).mean() if len(own) and asked else 0, atol=1e-6)


def test_saved_vectors_stay_on_disk_and_score_the_same(tmp_path: Path) -> None:
    vectors = stack_token_vectors([_unit_rows(3, 1), _unit_rows(2, 2)])
    save_token_vectors(vectors, tmp_path / "tokens")

    loaded = load_token_vectors(tmp_path / "tokens")

    query = _unit_rows(2, 3).astype(np.float32)
    assert isinstance(loaded.values, np.memmap)
    assert len(loaded) == 2
    assert np.array_equal(loaded.max_sim(query), vectors.max_sim(query))
