"""All that was learned from the banks, and its files in a generation; it fits nothing.

Two questions are asked of embeddings and of words alike: does the guidance answer this, and is this a red flag. A third
of both: which passage answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ingest.kernel_classifier import KernelClassifier, load_kernel_classifier, save_kernel_classifier
from ingest.label_classifier import LabelClassifier, load_label_classifier, save_label_classifier
from ingest.ngram_classifier import NgramClassifier, load_ngram_classifier, save_ngram_classifier

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifiers:
    """What the banks taught; None where a bank it needs is empty. The labels of both of passages are passage ids."""

    answerable: KernelClassifier | None = None
    alert: KernelClassifier | None = None
    passage: LabelClassifier | None = None
    answerable_words: NgramClassifier | None = None
    alert_words: NgramClassifier | None = None
    passage_words: NgramClassifier | None = None


def save_classifiers(classifiers: Classifiers, folder: Path) -> None:
    """Write each classifier that there is as a file of its own."""
    folder.mkdir()
    for name in ("answerable", "alert"):
        kernel = getattr(classifiers, name)
        if kernel:
            save_kernel_classifier(kernel, folder / f"{name}.npz")
    for name in ("answerable_words", "alert_words", "passage_words"):
        words = getattr(classifiers, name)
        if words:
            save_ngram_classifier(words, folder / f"{name}.npz")
    if classifiers.passage:
        save_label_classifier(classifiers.passage, folder / "passage.npz")


def load_classifiers(folder: Path) -> Classifiers:
    """Read what save_classifiers wrote."""
    return Classifiers(
        answerable=_load(folder / "answerable.npz", load_kernel_classifier),
        alert=_load(folder / "alert.npz", load_kernel_classifier),
        passage=_load(folder / "passage.npz", load_label_classifier),
        answerable_words=_load(folder / "answerable_words.npz", load_ngram_classifier),
        alert_words=_load(folder / "alert_words.npz", load_ngram_classifier),
        passage_words=_load(folder / "passage_words.npz", load_ngram_classifier),
    )


def _load(path: Path, load: Callable[[Path], T]) -> T | None:
    return load(path) if path.exists() else None
