"""Banks -> the classifiers: does the guidance answer this, is this a red flag, which passage answers, what is it about.

Fitting 20,000 questions takes a minute, so that what was fitted on the same questions is kept in the home's cache.
Knows no threshold, and nothing of how the classifiers are used.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO, TypeVar
from zipfile import BadZipFile

import numpy as np

from ingest import kernel_classifier, label_classifier, ngram_classifier
from ingest.bank import ANSWERED_BANKS, Bank, BankName
from ingest.classifiers import Classifiers, label_subject
from ingest.kernel_classifier import Floats, KernelClassifier
from ingest.label_classifier import LabelClassifier
from ingest.ngram_classifier import NgramClassifier
from ingest.ngrams import BUCKETS

COST = 4.0
GAMMA = 2.0
"""Chosen among costs 1, 4, 16 and widths 0.5, 1, 2, 4 on 6,049 questions of 22 November 2026, threefold: AUROC 0.941
for "answerable" and 0.946 for "alert"; with a label's questions all on one side of the cut 0.898 and 0.902. Width 1
gave 0.940, 0.947, 0.896 and 0.898; width 4 and cost 1 less."""
_WORDS = (ngram_classifier.COST, BUCKETS)
_LABELS = (label_classifier.INVERSE_PENALTY, label_classifier.MOST_ITERATIONS)
RECIPE = repr((COST, GAMMA, _WORDS, _LABELS, version("scikit-learn")))
KEPT_CLASSIFIERS = 24
"""Files of four sets, of some 30 MB each."""
NOT_COVERED: tuple[BankName, ...] = ("not_covered",)
SUBJECTS: tuple[BankName, ...] = ("answered", "conflicts", "notes", "not_covered")
RED_FLAGS: tuple[BankName, ...] = ("red_flags",)
NO_ALERT: tuple[BankName, ...] = ("calm", *ANSWERED_BANKS, *NOT_COVERED)

T = TypeVar("T")


def fit_classifiers(banks: Mapping[BankName, Bank], cache: Path) -> Classifiers:
    """Fit all classifiers, or take them from the cache folder; one that lacks questions of a kind is left out.

    They are fitted at the same time: scikit-learn lets go of the interpreter meanwhile.
    """
    no_alert = _keep_first(_join(banks, NO_ALERT))
    with ThreadPoolExecutor() as pool:
        alert = pool.submit(_fit_kernel, _join(banks, RED_FLAGS), no_alert, cache)
        answerable = pool.submit(_fit_kernel, _join(banks, ANSWERED_BANKS), _join(banks, NOT_COVERED), cache)
        subject = pool.submit(_fit_subjects, banks, cache)
        passage_words = pool.submit(_fit_passage_words, _join(banks, ("answered",)), cache)
        alert_words = pool.submit(_fit_words, _join(banks, RED_FLAGS), no_alert, cache)
        answerable_words = pool.submit(_fit_words, _join(banks, ANSWERED_BANKS), _join(banks, NOT_COVERED), cache)
    classifiers = Classifiers(
        answerable=_take(answerable),
        alert=_take(alert),
        subject=_take(subject),
        answerable_words=_take(answerable_words),
        alert_words=_take(alert_words),
        passage_words=_take(passage_words),
    )
    _remove_oldest(cache)
    return classifiers


def _take(future: Future[T]) -> T:
    return future.result()


def _fit_kernel(yes: Bank, no: Bank, cache: Path) -> KernelClassifier | None:
    if not len(yes) or not len(no):
        return None
    path = cache / f"{_name_training('kernel', yes.vectors, no.vectors)}.npz"
    return _fit_or_load(
        path,
        lambda: kernel_classifier.fit_kernel_classifier(yes.vectors, no.vectors, c=COST, gamma=GAMMA),
        kernel_classifier.save_kernel_classifier,
        kernel_classifier.load_kernel_classifier,
    )


def _fit_words(yes: Bank, no: Bank, cache: Path) -> NgramClassifier | None:
    if not len(yes) or not len(no):
        return None
    return _fit_ngrams([*yes.texts, *no.texts], ["yes"] * len(yes) + ["no"] * len(no), cache)


def _fit_passage_words(answered: Bank, cache: Path) -> NgramClassifier | None:
    return _fit_ngrams(answered.texts, answered.labels, cache) if len(set(answered.labels)) > 2 else None


def _fit_subjects(banks: Mapping[BankName, Bank], cache: Path) -> LabelClassifier | None:
    labels = [label_subject(name, label) for name in SUBJECTS if len(banks[name]) for label in banks[name].labels]
    if len(set(labels)) < 3:
        return None
    vectors = _join(banks, SUBJECTS).vectors
    path = cache / f"{_name_training('label', vectors, labels)}.npz"
    return _fit_or_load(
        path,
        lambda: label_classifier.fit_label_classifier(vectors, labels),
        label_classifier.save_label_classifier,
        label_classifier.load_label_classifier,
    )


def _fit_ngrams(texts: Sequence[str], labels: Sequence[str], cache: Path) -> NgramClassifier:
    return _fit_or_load(
        cache / f"{_name_training('ngram', texts, labels)}.npz",
        lambda: ngram_classifier.fit_ngram_classifier(texts, labels),
        ngram_classifier.save_ngram_classifier,
        ngram_classifier.load_ngram_classifier,
    )


def _fit_or_load(
    path: Path, fit: Callable[[], T], save: Callable[[T, IO[bytes]], None], load: Callable[[Path], T]
) -> T:
    """Take what was fitted before, or fit it and keep it: written aside and renamed, so that a kill tears nothing."""
    with suppress(OSError, ValueError, KeyError, BadZipFile):
        return load(path)
    fitted = fit()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        save(fitted, file)
    draft.replace(path)
    return fitted


def _name_training(kind: str, *parts: Floats | Sequence[str]) -> str:
    """Hash all that decides what is fitted; 32 hex digits."""
    digest = hashlib.sha256(f"{kind} {RECIPE}".encode())
    for part in parts:
        held = part.tobytes() if isinstance(part, np.ndarray) else "\0".join(part).encode()
        digest.update(len(held).to_bytes(8, "big") + held)
    return digest.hexdigest()[:32]


def _remove_oldest(cache: Path) -> None:
    """Remove all but the newest few; another home that shares the cache may do so at the same time."""
    with suppress(FileNotFoundError):
        newest_first = sorted(cache.glob("*.npz"), key=lambda kept: kept.stat().st_mtime, reverse=True)
        for old in newest_first[KEPT_CLASSIFIERS:]:
            old.unlink()


def _keep_first(bank: Bank) -> Bank:
    """Each text once: what is calm may stand among the not covered, too, and shall not count twice."""
    places = list({text: place for place, text in reversed(list(enumerate(bank.texts)))}.values())[::-1]
    return Bank(
        texts=tuple(bank.texts[place] for place in places),
        labels=tuple(bank.labels[place] for place in places),
        vectors=bank.vectors[places],
    )


def _join(banks: Mapping[BankName, Bank], names: Sequence[BankName]) -> Bank:
    """The questions of several banks as one."""
    joined = [banks[name] for name in names if len(banks[name])]
    return Bank(
        texts=tuple(text for bank in joined for text in bank.texts),
        labels=tuple(label for bank in joined for label in bank.labels),
        vectors=np.concatenate([bank.vectors for bank in joined]) if joined else np.zeros((0, 0), dtype=np.float32),
    )
