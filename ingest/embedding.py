"""Sentences -> llama-index nodes with embeddings, through its ingestion pipeline.

The pipeline's own IngestionCache is left off: it keys all nodes of a run as one, so that one new sentence would embed
all again, and has no room for token vectors. The embedder below caches text by text. Does not write to a store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode
from pydantic import PrivateAttr

from ingest.embedder import Embedder
from ingest.sentence import Sentence


class SentenceEmbedding(BaseEmbedding):
    """Our embedder as llama-index sees an embedding model; texts and queries are embedded alike."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.files.name, embed_batch_size=2048)
        self._embedder = embedder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed(texts, tokens=True).tolist()
        return rows

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def embed_sentences(sentences: Sequence[Sentence], embedder: Embedder) -> list[BaseNode]:
    """Run sentences through the pipeline; returns a node each, in order, id = passage id, with its embedding."""
    pipeline = IngestionPipeline(transformations=[SentenceEmbedding(embedder)], disable_cache=True)
    return list(pipeline.run(nodes=[_make_node(sentence) for sentence in sentences]))


def _make_node(sentence: Sentence) -> TextNode:
    """Make a node whose metadata is stored beside the text and never embedded with it."""
    metadata: dict[str, Any] = {
        "document_id": sentence.document_id,
        "section": sentence.section,
        "kind": sentence.kind,
        "start": sentence.start,
        "end": sentence.end,
    }
    return TextNode(
        id_=sentence.passage_id,
        text=sentence.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=sentence.document_id)},
    )
