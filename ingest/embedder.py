"""Texts -> vectors, embedding only what was never embedded by this model before.

Loads sentence-transformers, which takes 9 s, when the first new text comes, and not at all where none does. Does not
know what the texts are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError
from ingest.model_files import ModelFiles
from ingest.vector_cache import VectorCache

if TYPE_CHECKING:
    from ingest.sentence_model import SentenceModel

_CHUNK = 512
"""New texts a write to the cache: what a kill may cost."""


class Embedder:
    """A model and its cache; embedded and reused count the texts of this run."""

    def __init__(self, files: ModelFiles, cache: VectorCache, on_progress: Callable[[int, int], None]) -> None:
        self.files = files
        self.embedded = 0
        self.reused = 0
        self._cache = cache
        self._on_progress = on_progress
        self._model: SentenceModel | None = None

    def embed(self, texts: Sequence[str], *, tokens: bool = False) -> NDArray[np.float32]:
        """Embed texts as unit vectors in the order given, float32 of shape (n, dim); tokens: keep token vectors too.

        Raises ModelError where the model gives something that is no number.
        """
        new = sorted(self._cache.missing(texts, tokens=tokens), key=len, reverse=True)
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            embedded = self.model().encode(chunk)
            if not np.isfinite(embedded.vectors).all():
                raise ModelError(
                    f"The model in {self.files.folder} gives vectors that are no numbers; use another one."
                )
            self._cache.put(chunk, embedded, tokens=tokens)
            self._on_progress(start + len(chunk), len(new))
        self.embedded += len(new)
        self.reused += len(texts) - len(new)
        return self._cache.pooled(texts)

    def read(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Read the vectors of texts that were embedded before, float32 of shape (n, dim)."""
        return self._cache.pooled(texts)

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.float16]]:
        """Read the token vectors of texts that were embedded with tokens, float16 of shape (t_i, dim) each."""
        return self._cache.tokens(texts)

    def model(self) -> SentenceModel:
        """Load the model at the first call."""
        if self._model is None:
            from ingest.sentence_model import load_model  # noqa: PLC0415  (9 s, spared where nothing is new)

            self._model = load_model(self.files)
        return self._model
