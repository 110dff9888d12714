"""All that was learned from the banks, and its files in a generation; it fits nothing.

Two questions are asked of embeddings and of words alike: does the guidance answer this, and is this a red flag. A third
is which passage answers, by words, and by meaning more widely what a question is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ingest.bank import BankName
from ingest.kernel_classifier import KernelClassifier, load_kernel_classifier, save_kernel_classifier
from ingest.label_classifier import LabelClassifier, load_label_classifier, save_label_classifier
from ingest.ngram_classifier import NgramClassifier, load_ngram_classifier, save_ngram_classifier

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifiers:
    """What the banks taught; None where a bank it needs is empty.

    subject's labels are those of `label_subject`, passage_words' are passage ids.
    """

    answerable: KernelClassifier | None = None
    alert: KernelClassifier | None = None
    subject: LabelClassifier | None = None
    answerable_words: NgramClassifier | None = None
    alert_words: NgramClassifier | None = None
    passage_words: NgramClassifier | None = None


def label_subject(bank: BankName, label: str) -> str:
    """What a question of a bank is about, as the subject classifier names it; all not covered is one subject."""
    return bank if bank == "not_covered" else f"{bank}/{label}"


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
    if classifiers.subject:
        save_label_classifier(classifiers.subject, folder / "subject.npz")


def load_classifiers(folder: Path) -> Classifiers:
    """Read what save_classifiers wrote."""
    return Classifiers(
        answerable=_load(folder / "answerable.npz", load_kernel_classifier),
        alert=_load(folder / "alert.npz", load_kernel_classifier),
        subject=_load(folder / "subject.npz", load_label_classifier),
        answerable_words=_load(folder / "answerable_words.npz", load_ngram_classifier),
        alert_words=_load(folder / "alert_words.npz", load_ngram_classifier),
        passage_words=_load(folder / "passage_words.npz", load_ngram_classifier),
    )


def _load(path: Path, load: Callable[[Path], T]) -> T | None:
    return load(path) if path.exists() else None
