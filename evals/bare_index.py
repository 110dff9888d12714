"""Passages of a data set -> an index of them alone, made in memory for ranking; it answers nothing.

The engine's own ranking runs on it, with the weights as they are, so that it can be compared with published figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Engine
from ingest.bank import Bank
from ingest.encoder import Encoder
from ingest.index import Index, section_means
from ingest.lexical import build_lexical
from ingest.sentence import Sentence
from ingest.token_vectors import TokenVectors
from ingest.word_table import build_word_table

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text to rank: its id, and the id of the section that is its context."""

    id: str
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankers:
    """What a data set is ranked by: BM25, the encoder as it was published, and the engine with its own encoder."""

    engine: Engine
    plain: Encoder

    @property
    def names(self) -> tuple[str, str, str]:
        """The rankers' names, in the order of their rows."""
        return "BM25", self.engine.index.manifest.model.name, "Heads Up"

    @property
    def same_encoder(self) -> bool:
        """Whether the engine's encoder is the plain one, so that passages need be embedded only once."""
        both = [
            encoder.embed(["A text to compare encoders by."]).vectors
            for encoder in (self.engine.index.encoder, self.plain)
        ]
        return bool(np.array_equal(both[0], both[1]))


def embed_passages(
    passages: Sequence[Passage], encoder: Encoder, threads: int, on_passage: Callable[[], None] = lambda: None
) -> tuple[Floats, tuple[Floats, ...]]:
    """Pooled vectors of shape (n, dim) and each passage's token vectors; a text past the window is read to its end."""

    def embed(passage: Passage) -> tuple[Floats, Floats]:
        embedded = encoder.embed([passage.text])
        on_passage()
        return embedded.vectors[0], embedded.tokens[0]

    with ThreadPoolExecutor(max_workers=threads) as pool:
        pairs = list(pool.map(embed, passages))
    return np.stack([vector for vector, _ in pairs]), tuple(tokens for _, tokens in pairs)


def index_passages(passages: Sequence[Passage], vectors: Floats, tokens: Sequence[Floats], index: Index) -> Index:
    """An index of these passages alone, everything else of `index` that ranking does not need emptied."""
    sentences = tuple(_as_sentence(number, passage) for number, passage in enumerate(passages))
    empty = Bank(texts=(), labels=(), vectors=np.zeros((0, vectors.shape[1]), dtype=np.float32))
    offsets = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.cumsum([len(rows) for rows in tokens], out=offsets[1:])
    return replace(
        index,
        sentences=sentences,
        vectors=vectors,
        section_vectors=section_means(sentences, vectors),
        token_vectors=TokenVectors(values=np.concatenate(tokens), offsets=offsets),
        lexical=build_lexical([passage.text for passage in passages]),
        words=build_word_table(sentences, {}),
        banks=dict.fromkeys(index.banks, empty),
    )


def _as_sentence(number: int, passage: Passage) -> Sentence:
    return Sentence(
        passage_id=passage.id,
        document_id="data-set",
        section=passage.section,
        text=passage.text,
        start=0,
        end=len(passage.text),
        kind="prose",
        intro=None,
        paragraph=number,
    )
