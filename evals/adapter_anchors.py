"""Texts of another kind -> what holds the adapter in place: where the base model puts them, there they shall stay.

An adapter that is tuned on the banks alone bends the space for texts that have no bank. Source of the idea: learning
without forgetting, Li and Hoiem 2016, arXiv:1606.09282.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.errors import DatasetError
from ingest.embedder import Embedder

KEPT, PER_STEP = 3000, 8
LONGEST_CHARACTERS = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Texts and the base model's unit vectors for them, float32 of shape (n, dim)."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]


def read_anchors(path: Path, embedder: Embedder, chance: random.Random) -> Anchors:
    """Draw questions and answers from JSON lines with `question` and `answer`, plain or gzipped, each cut short.

    Made for MedQuAD (Ben Abacha and Demner-Fushman 2019, https://github.com/abachaa/MedQuAD).
    Raises DatasetError where the file is absent or of another layout.
    """
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8").splitlines()
        rows = [json.loads(line) for line in chance.sample(lines, min(KEPT // 2, len(lines)))]
        texts = tuple(_cut(row[name]) for row in rows for name in ("question", "answer") if row[name].strip())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"{path} cannot be read ({error!r}); give JSON lines of `question` and `answer`.") from None
    return Anchors(texts=texts, vectors=embedder.embed(texts))


def draw_anchors(anchors: Anchors, chance: random.Random) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
    """Some texts and their vectors a step, without end."""
    while True:
        places = chance.sample(range(len(anchors.texts)), min(PER_STEP, len(anchors.texts)))
        yield [anchors.texts[place] for place in places], anchors.vectors[places]


def _cut(text: str) -> str:
    return " ".join(text.split())[:LONGEST_CHARACTERS]
