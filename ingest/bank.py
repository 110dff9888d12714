"""Questions with a label each -> a bank: what a parent's question is compared with.

A bank knows neither the meaning of its labels (a passage, a topic, a note, a situation) nor how likeness is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.arrays import as_array, as_texts

BankName = Literal["answered", "not_covered", "red_flags", "calm", "notes", "conflicts", "answers"]

ANSWERED_BANKS: tuple[BankName, ...] = ("answered", "notes", "conflicts", "answers")
"""The banks of what is answered: by the guidance, a note, all versions of a contradiction, a reviewed answer."""
BANK_NAMES: tuple[BankName, ...] = ("answered", "not_covered", "red_flags", "calm", "notes", "conflicts", "answers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Questions, the label of each, and their embeddings, all in the same order.

    labels: a passage id in "answered", else the id of a topic, situation, note, conflict or answer.
    vectors: float32 of shape (len(texts), dim), rows of length 1.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


def make_bank(pairs: Sequence[tuple[str, str]], vectors: NDArray[np.float32]) -> Bank:
    """Make a bank of (text, label) pairs and their vectors, one row a pair."""
    if len(pairs) != len(vectors):
        raise ValueError(f"A bank needs a vector for each question: {len(pairs)} questions, {len(vectors)} vectors.")
    return Bank(
        texts=tuple(text for text, _ in pairs),
        labels=tuple(label for _, label in pairs),
        vectors=np.ascontiguousarray(vectors, dtype=np.float32),
    )


def save_bank(bank: Bank, path: Path) -> None:
    """Write a bank as an npz file without pickled objects."""
    np.savez(path, texts=as_array(bank.texts), labels=as_array(bank.labels), vectors=bank.vectors)


def load_bank(path: Path) -> Bank:
    """Read a bank that save_bank wrote; numpy raises ValueError where the file holds anything pickled."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Bank(texts=as_texts(arrays["texts"]), labels=as_texts(arrays["labels"]), vectors=arrays["vectors"])
