"""Texts -> pooled and token vectors, by sentence-transformers: the model as its authors run it.

The only file that imports sentence_transformers, and slow to import (9 s): only a build that has something new to embed
does. Does not know of caches or documents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from ingest.adapter import merge_adapter
from ingest.encoder import Embedded
from ingest.errors import ModelError
from ingest.model_files import ModelFiles

BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceModel:
    """A loaded model; dim: the length of its vectors."""

    files: ModelFiles
    dim: int
    transformer: SentenceTransformer

    def encode(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> Embedded:
        """Embed texts in one pass that gives both kinds of vectors, in the order given.

        The longest come first, so that a batch is padded little; on_batch hears how many texts each batch had.
        What is past the window is not read: the caller counts pieces before.
        """
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        tokens: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), BATCH_TEXTS):
            places = order[start : start + BATCH_TEXTS]
            for place, (vector, rows) in zip(places, self._encode_batch([texts[p] for p in places]), strict=True):
                vectors[place], tokens[place] = vector, rows
            if on_batch:
                on_batch(len(places))
        return Embedded(vectors=vectors, tokens=tuple(tokens[place] for place in range(len(texts))))

    def _encode_batch(self, texts: list[str]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        features: Any = self.transformer.encode(
            texts, batch_size=len(texts), output_value=None, convert_to_numpy=False, show_progress_bar=False
        )
        return [(unit_rows(one["sentence_embedding"].numpy()), unit_rows(_own_tokens(one))) for one in features]


def load_model(files: ModelFiles) -> SentenceModel:
    """Load checked files on the CPU, without network and without code of the model's own, the adapter merged in.

    Raises ModelError where the files are not a model that can be loaded.
    """
    disable_progress_bar()
    try:
        transformer = SentenceTransformer(
            str(files.folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"The model in {files.folder} does not load: {str(error).splitlines()[0]}") from error
    if files.adapter:
        merge_adapter(files.adapter, dict(transformer.named_parameters()))
    transformer.eval()
    dim = transformer.get_embedding_dimension()
    if not dim:
        raise ModelError(f"The model in {files.folder} does not say how long its vectors are; use another one.")
    return SentenceModel(files=files, dim=dim, transformer=transformer)


def _own_tokens(features: Mapping[str, Any]) -> NDArray[np.float32]:
    """Take the token vectors between [CLS] and [SEP], without padding on the right."""
    pieces = int(features["attention_mask"].sum())
    rows: NDArray[np.float32] = features["token_embeddings"].numpy()[1 : pieces - 1]
    return rows


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale rows (or one vector) to length 1."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True).clip(1e-12), dtype=np.float32)
