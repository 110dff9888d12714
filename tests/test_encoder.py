from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.encoder import Encoder
from ingest.errors import ModelError

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

TEXTS = ["how long should tummy time be", "hi", "Он держит голову? 👶", "he’s 4–6 months; 38.5 °C", ""]


@pytest.fixture(scope="session")
def encoder(built_once: Place) -> Encoder:
    return Encoder.open(built_once.generation / "encoder")


def test_vectors_have_length_one_and_tokens_leave_out_the_special_pieces(encoder: Encoder) -> None:
    embedded = encoder.embed(TEXTS)

    assert embedded.vectors.shape == (len(TEXTS), 384)
    assert embedded.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(embedded.vectors, axis=1), 1, atol=1e-5)
    assert [len(rows) for rows in embedded.tokens] == [encoder.count_pieces(text) - 2 for text in TEXTS]
    assert np.allclose(np.linalg.norm(np.concatenate(embedded.tokens), axis=1), 1, atol=1e-5)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_neighbours_in_a_batch_never_change_a_bit(encoder: Encoder, texts: list[str]) -> None:
    together = encoder.embed(texts)

    for row, text in enumerate(texts):
        alone = encoder.embed([text])
        assert np.array_equal(together.vectors[row], alone.vectors[0])
        assert np.array_equal(together.tokens[row], alone.tokens[0])


def test_what_is_past_the_window_is_counted_and_not_read(encoder: Encoder) -> None:
    window = " ".join(["tummy"] * 1000)
    longer = f"{window} and more"

    assert encoder.window_pieces == 256
    assert encoder.count_pieces(longer) > encoder.count_pieces(window) > 256
    assert len(encoder.embed([longer]).tokens[0]) == 254
    assert np.array_equal(encoder.embed([longer]).vectors, encoder.embed([window]).vectors)


@pytest.mark.parametrize("text", ["\ud800", "\0", "\u202eabc", "a" * 100_000, " \n\t "])
def test_odd_text_gives_a_finite_vector(encoder: Encoder, text: str) -> None:
    embedded = encoder.embed([text])

    assert np.isfinite(embedded.vectors).all()


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    embedded = encoder.embed([])

    assert embedded.vectors.shape == (0, 384)
    assert embedded.tokens == ()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "limits.json"])
def test_a_missing_file_is_named_with_the_remedy(built_once: Place, tmp_path: Path, name: str) -> None:
    shutil.copytree(built_once.generation / "encoder", tmp_path / "encoder")
    (tmp_path / "encoder" / name).unlink()

    with pytest.raises(ModelError, match=rf"{name}; run `headsup ingest`"):
        Encoder.open(tmp_path / "encoder")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_cut_short_is_an_error_and_no_crash(built_once: Place, tmp_path: Path, name: str) -> None:
    shutil.copytree(built_once.generation / "encoder", tmp_path / "encoder")
    path = tmp_path / "encoder" / name
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(ModelError, match="run `headsup ingest`"):
        Encoder.open(tmp_path / "encoder")
