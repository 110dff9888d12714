"""Banks -> the two classifiers: does the guidance answer this, and is this a red flag.

Fitting 12,000 questions takes half a minute, so that what was fitted on the same vectors is kept in the home's cache.
Knows no threshold, and nothing of how the two are used.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ingest.bank import Bank, BankName
from ingest.classifier import Classifier, Floats, fit_classifier, load_classifier, save_classifier

COST = 4.0
GAMMA = 2.0
"""Chosen among costs 1, 4, 16 and widths 0.5, 1, 2, 4 on 6,049 questions of 22 November 2026, threefold: AUROC 0.941
for "answerable" and 0.946 for "alert"; with a label's questions all on one side of the cut 0.898 and 0.902. Width 1
gave 0.940, 0.947, 0.896 and 0.898; width 4 and cost 1 less."""
KEPT_CLASSIFIERS = 8
"""Of some 8 MB each."""
_KINDS: dict[str, tuple[tuple[BankName, ...], tuple[BankName, ...]]] = {
    "answerable": (("answered", "notes", "conflicts", "answers"), ("not_covered",)),
    "alert": (("red_flags",), ("calm", "answered", "not_covered", "notes")),
}
"""For each classifier the banks that speak for it, and those that speak against."""


def fit_classifiers(banks: Mapping[BankName, Bank], cache: Path) -> dict[str, Classifier]:
    """Fit both classifiers, or take them from the cache folder; one that lacks questions of a kind is left out.

    Both are fitted at the same time: scikit-learn lets go of the interpreter meanwhile.
    """
    sides = {name: (_stack(banks, yes), _stack(banks, no)) for name, (yes, no) in _KINDS.items()}
    filled = {name: side for name, side in sides.items() if len(side[0]) and len(side[1])}
    with ThreadPoolExecutor() as pool:
        fitted = pool.map(lambda side: _fit_or_load(side[0], side[1], cache), filled.values())
        classifiers = dict(zip(filled, fitted, strict=True))
    _remove_oldest(cache)
    return classifiers


def _fit_or_load(positive: Floats, negative: Floats, cache: Path) -> Classifier:
    path = cache / f"{_name_training(positive, negative)}.npz"
    with suppress(OSError, ValueError, KeyError, BadZipFile):
        return load_classifier(path)
    classifier = fit_classifier(positive, negative, c=COST, gamma=GAMMA)
    _keep(classifier, path)
    return classifier


def _name_training(positive: Floats, negative: Floats) -> str:
    """Hash all that decides what is fitted; 32 hex digits."""
    digest = hashlib.sha256(repr((version("scikit-learn"), COST, GAMMA, positive.shape, negative.shape)).encode())
    digest.update(positive.tobytes() + negative.tobytes())
    return digest.hexdigest()[:32]


def _keep(classifier: Classifier, path: Path) -> None:
    """Write aside and rename, so that a kill leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        save_classifier(classifier, file)
    draft.replace(path)


def _remove_oldest(cache: Path) -> None:
    """Remove all but the newest few; another home that shares the cache may do so at the same time."""
    with suppress(FileNotFoundError):
        newest_first = sorted(cache.glob("*.npz"), key=lambda kept: kept.stat().st_mtime, reverse=True)
        for old in newest_first[KEPT_CLASSIFIERS:]:
            old.unlink()


def _stack(banks: Mapping[BankName, Bank], names: tuple[BankName, ...]) -> Floats:
    filled = [banks[name].vectors for name in names if len(banks[name])]
    return np.concatenate(filled) if filled else np.zeros((0, 0), dtype=np.float32)
