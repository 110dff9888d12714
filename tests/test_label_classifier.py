from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from ingest.label_classifier import (
    INVERSE_PENALTY,
    MOST_ITERATIONS,
    fit_label_classifier,
    load_label_classifier,
    save_label_classifier,
)


def _three_kinds() -> tuple[np.ndarray, list[str]]:
    noise = np.random.default_rng(0)
    rows = noise.normal(size=(30, 4)) * 0.4 + np.repeat(np.eye(4)[:3], 10, axis=0)
    return rows.astype(np.float32), [label for label in "abc" for _ in range(10)]


def test_decisions_are_those_of_scikit_learn(tmp_path: Path) -> None:
    vectors, labels = _three_kinds()
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=MOST_ITERATIONS).fit(vectors, labels)
    save_label_classifier(fit_label_classifier(vectors, labels), tmp_path / "labels.npz")

    classifier = load_label_classifier(tmp_path / "labels.npz")

    assert classifier.labels == ("a", "b", "c")
    assert np.allclose(classifier.decide(vectors[0]), model.predict_log_proba(vectors[:1])[0], atol=1e-3)


def test_two_labels_are_too_few() -> None:
    vectors, labels = _three_kinds()

    with pytest.raises(ValueError, match="three labels or more: 2 given"):
        fit_label_classifier(vectors[:20], labels[:20])
