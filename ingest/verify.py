"""A generation just written -> proof that it is whole and finds its own sentences; before anyone can see it.

Knows nothing of how it was built: it reads only what the folder holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoder
from ingest.errors import IndexDamagedError
from ingest.index import SENTENCES, order_vectors
from ingest.layout import Layout
from ingest.sentence import Sentence
from ingest.store import hash_passages, read_passages
from ingest.token_vectors import load_token_vectors

MIN_SELF_RECALL = 0.99
SAMPLE_SENTENCES = 200


def verify_generation(folder: Path, sentences: Sequence[Sentence]) -> str:
    """Read back a generation; returns the hash of what Chroma holds.

    Raises IndexDamagedError where a passage is missing or there twice, counts differ, or fewer than 0.99 of up to 200
    sentences, embedded anew by the exported encoder, find themselves first by exact search.
    """
    layout = Layout(folder)
    written = SENTENCES.validate_json(layout.sentences.read_bytes())
    if written != tuple(sentences):
        raise IndexDamagedError(f"{len(written)} sentences were written, not the {len(sentences)} that were split.")
    stored = read_passages(layout.chroma)
    vectors = order_vectors(stored, [sentence.passage_id for sentence in sentences])
    rows = len(load_token_vectors(layout.tokens))
    if rows != len(sentences):
        raise IndexDamagedError(f"Token vectors were written for {rows} of {len(sentences)} sentences.")
    recall = measure_self_recall(sentences, vectors, Encoder.open(layout.encoder))
    if recall < MIN_SELF_RECALL:
        raise IndexDamagedError(f"Only {recall:.3f} of the sentences find themselves, {MIN_SELF_RECALL} is needed.")
    return hash_passages(stored)


def measure_self_recall(sentences: Sequence[Sentence], vectors: NDArray[np.float32], encoder: Encoder) -> float:
    """Measure self-recall@1: the share of up to 200 sentences, evenly spread, whose nearest one has the same text."""
    places = np.unique(np.linspace(0, len(sentences) - 1, SAMPLE_SENTENCES).round().astype(int))
    queries = encoder.embed([sentences[place].text for place in places]).vectors
    nearest = (queries @ vectors.T).argmax(axis=1)
    found = [sentences[near].text == sentences[place].text for near, place in zip(nearest, places, strict=True)]
    return float(np.mean(found))
