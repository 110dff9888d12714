from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.embedder import Embedder
from ingest.embedding import SentenceEmbedding, embed_sentences
from ingest.encoder import Encoder
from ingest.export import PROBES, compare_encoder
from ingest.model_files import DEFAULT_MODEL, find_model
from ingest.sentence import Sentence, name_passage
from ingest.sentence_model import SentenceModel, load_model
from ingest.vector_cache import VectorCache

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

TEXTS = ("Lay the baby on the tummy.", "Keep watching.", "Lay the baby on the tummy.")


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    return load_model(find_model(DEFAULT_MODEL))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    with closing(VectorCache(tmp_path / "vectors.sqlite", "model")) as opened:
        yield opened


def _embedder(cache: VectorCache, told: list[tuple[int, int]] | None = None) -> Embedder:
    return Embedder(find_model(DEFAULT_MODEL), cache, lambda done, total: (told or []).append((done, total)))


def _sentences(*texts: str) -> list[Sentence]:
    return [
        Sentence(
            passage_id=name_passage("guide", text, texts[:place].count(text)),
            document_id="guide",
            section="Start",
            text=text,
            start=place,
            end=place + len(text),
            kind="prose",
            intro=None,
            paragraph=place,
        )
        for place, text in enumerate(texts)
    ]


def test_one_pass_gives_pooled_and_token_vectors_of_the_model(model: SentenceModel) -> None:
    embedded = model.encode(["a long sentence about tummy time", "hi"])

    assert np.allclose(
        embedded.vectors, model.transformer.encode(["a long sentence about tummy time", "hi"]), atol=1e-5
    )
    assert [rows.shape for rows in embedded.tokens] == [(7, 384), (1, 384)]
    assert np.allclose(np.linalg.norm(np.concatenate(embedded.tokens), axis=1), 1, atol=1e-5)


def test_the_exported_encoder_agrees_with_the_model(model: SentenceModel, built_once: Place) -> None:
    assert compare_encoder(model, Encoder.open(built_once.generation / "encoder"), PROBES) >= 0.9999


def test_nodes_carry_passage_ids_and_the_models_vectors(model: SentenceModel, cache: VectorCache) -> None:
    sentences = _sentences(*TEXTS)

    nodes = embed_sentences(sentences, _embedder(cache))

    assert [node.node_id for node in nodes] == [sentence.passage_id for sentence in sentences]
    assert np.allclose([node.get_embedding() for node in nodes], model.transformer.encode(list(TEXTS)), atol=1e-5)


def test_a_second_run_embeds_only_what_is_new(cache: VectorCache) -> None:
    told: list[tuple[int, int]] = [(0, 0)]
    embed_sentences(_sentences(*TEXTS), _embedder(cache))
    again = _embedder(cache, told)

    embed_sentences(_sentences(*TEXTS, "Stop when she is tired."), again)

    assert (again.embedded, again.reused) == (1, 3)
    assert told == [(0, 0), (1, 1)]


def test_unchanged_texts_need_no_model_at_all(cache: VectorCache) -> None:
    _embedder(cache).embed(TEXTS, tokens=True)
    again = _embedder(cache)

    again.embed(TEXTS)

    assert again.embedded == 0
    assert again._model is None
    assert [len(rows) for rows in again.tokens(TEXTS)] == [8, 3, 8]


def test_llama_index_gets_the_same_vector_for_a_query(cache: VectorCache) -> None:
    embedding = SentenceEmbedding(_embedder(cache))

    assert embedding.get_query_embedding(TEXTS[0]) == embedding.get_text_embedding(TEXTS[0])
