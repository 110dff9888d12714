from pathlib import Path

import numpy as np
import pytest

from ingest.ngram_classifier import fit_ngram_classifier, load_ngram_classifier, save_ngram_classifier

TEXTS = [
    "he is limp",
    "limp and grey",
    "gone limp now",
    "how long is tummy time",
    "tummy time daily",
    "best tummy time",
]
KINDS = ["yes"] * 3 + ["no"] * 3


def test_of_two_labels_the_later_by_name_is_the_one_decided_on() -> None:
    classifier = fit_ngram_classifier(TEXTS, KINDS)

    assert classifier.labels == ("yes",)
    assert classifier.decide("shes limp")[0] > 0 > classifier.decide("tummy time for how long")[0]


def test_of_more_labels_each_has_a_decision() -> None:
    classifier = fit_ngram_classifier([*TEXTS, "neck ring", "a ring in the bath"], [*KINDS, "ring", "ring"])

    decided = dict(zip(classifier.labels, classifier.decide("bath ring"), strict=True))

    assert set(decided) == {"no", "ring", "yes"}
    assert max(decided, key=lambda label: decided[label]) == "ring"


def test_a_saved_classifier_decides_as_before(tmp_path: Path) -> None:
    classifier = fit_ngram_classifier(TEXTS, KINDS)

    save_ngram_classifier(classifier, tmp_path / "words.npz")

    again = load_ngram_classifier(tmp_path / "words.npz")
    assert again.labels == classifier.labels
    assert np.array_equal(again.decide("limp?"), classifier.decide("limp?"))


def test_one_label_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="two labels or more: yes given"):
        fit_ngram_classifier(["limp"], ["yes"])
