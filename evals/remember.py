"""An engine -> the same engine with an encoder that embeds no text twice; replies stay the same to the bit.

For what is asked again and again: overlaps, floors, rankings, mutants. Latency is measured without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Engine
from ingest.encoder import Embedded, Encoder

_Vectors = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberingEncoder(Encoder):
    """An encoder that keeps every text's pooled vector and token vectors."""

    encoder: Encoder
    memory: dict[str, _Vectors]

    def embed(self, texts: Sequence[str]) -> Embedded:
        """Embed texts as the encoder does, which gives the same bits whatever a text is embedded with."""
        missing = list(dict.fromkeys(text for text in texts if text not in self.memory))
        embedded = self.encoder.embed(missing)
        self.memory.update(zip(missing, zip(embedded.vectors, embedded.tokens, strict=True), strict=True))
        pairs = [self.memory[text] for text in texts]
        vectors = np.stack([vector for vector, _ in pairs]) if pairs else embedded.vectors
        return Embedded(vectors=vectors, tokens=tuple(tokens for _, tokens in pairs))


def remember_embeddings(engine: Engine) -> Engine:
    """The engine with an encoder that remembers."""
    plain = engine.index.encoder
    own = {name: getattr(plain, name) for name in Encoder.__dataclass_fields__}
    return replace(engine, index=replace(engine.index, encoder=RememberingEncoder(**own, encoder=plain, memory={})))
