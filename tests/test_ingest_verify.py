from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.errors import IndexDamagedError
from ingest.index import SENTENCES, Index
from ingest.layout import Layout
from ingest.token_vectors import TokenVectors, save_token_vectors
from ingest.verify import measure_self_recall, verify_generation

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]


@pytest.fixture(scope="module")
def index(built_once: Place) -> Index:
    return built_once.open()


def test_a_whole_generation_gives_the_hash_that_its_manifest_holds(index: Index) -> None:
    assert verify_generation(index.folder, index.sentences) == index.manifest.passages_sha256


def test_a_sentence_too_few_or_altered_is_found(index: Index) -> None:
    altered = (replace(index.sentences[0], text="other"), *index.sentences[1:])

    with pytest.raises(IndexDamagedError, match=f"{len(index.sentences)} sentences were written"):
        verify_generation(index.folder, index.sentences[1:])
    with pytest.raises(IndexDamagedError, match="sentences were written"):
        verify_generation(index.folder, altered)


def test_a_passage_that_chroma_lacks_is_found(built: Place) -> None:
    folder = built.generation
    sentences = (*built.open().sentences, replace(built.open().sentences[0], passage_id="0" * 16))
    Layout(folder).sentences.write_bytes(SENTENCES.dump_json(sentences))

    with pytest.raises(
        IndexDamagedError, match=rf"Chroma holds {len(sentences) - 1} passages, .* has {len(sentences)}"
    ):
        verify_generation(folder, sentences)


def test_token_vectors_of_another_number_of_sentences_are_found(built: Place) -> None:
    layout = Layout(built.generation)
    sentences = built.open().sentences
    shutil.rmtree(layout.tokens)
    empty = TokenVectors(values=np.zeros((0, 384), dtype=np.float16), offsets=np.zeros(3, dtype=np.int64))
    save_token_vectors(empty, layout.tokens)

    with pytest.raises(IndexDamagedError, match=f"for 2 of {len(sentences)} sentences"):
        verify_generation(built.generation, sentences)


def test_self_recall_is_one_and_falls_when_vectors_are_mixed_up(index: Index) -> None:
    mixed = np.roll(index.vectors, 1, axis=0)

    assert measure_self_recall(index.sentences, index.vectors, index.encoder) == 1.0
    assert measure_self_recall(index.sentences, mixed, index.encoder) == 0.0
