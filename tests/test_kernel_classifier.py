from pathlib import Path

import numpy as np
import pytest
from sklearn.svm import SVC

from ingest.kernel_classifier import fit_kernel_classifier, load_kernel_classifier, save_kernel_classifier


def _two_kinds(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    noise = np.random.default_rng(seed)
    rows = noise.normal(size=(60, 8)) + np.repeat([[1.0], [-1.0]], [40, 20], axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows[:40].astype(np.float32), rows[40:].astype(np.float32)


def test_decisions_are_those_of_scikit_learn() -> None:
    positive, negative = _two_kinds()
    machine = SVC(C=4, gamma=2.0, class_weight="balanced")
    machine.fit(np.concatenate([positive, negative]), [1] * 40 + [0] * 20)
    others = np.concatenate(_two_kinds(seed=1))

    decided = fit_kernel_classifier(positive, negative, c=4, gamma=2.0).decide(others)

    assert decided.dtype == np.float32
    assert np.allclose(decided, machine.decision_function(others), atol=1e-5)


def test_a_question_is_judged_alike_alone_and_in_a_batch() -> None:
    positive, negative = _two_kinds()
    classifier = fit_kernel_classifier(positive, negative, c=4, gamma=2.0)

    together = classifier.decide(positive)

    assert [classifier.decide(row)[0] for row in positive] == together.tolist()


def test_a_saved_classifier_decides_the_same(tmp_path: Path) -> None:
    positive, negative = _two_kinds()
    classifier = fit_kernel_classifier(positive, negative, c=4, gamma=2.0)

    save_kernel_classifier(classifier, tmp_path / "one.npz")

    assert np.array_equal(load_kernel_classifier(tmp_path / "one.npz").decide(positive), classifier.decide(positive))


@pytest.mark.parametrize("empty", [0, 1])
def test_a_missing_kind_is_refused_with_the_numbers(empty: int) -> None:
    kinds = list(_two_kinds())
    kinds[empty] = kinds[empty][:0]

    with pytest.raises(ValueError, match=f"{len(kinds[0])} positive and {len(kinds[1])} negative"):
        fit_kernel_classifier(*kinds, c=4, gamma=2.0)
