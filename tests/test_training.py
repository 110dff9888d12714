from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from ingest.bank import BANK_NAMES, Bank, BankName, make_bank
from ingest.classifiers import Classifiers
from ingest.training import fit_classifiers

NAMES = {field.name for field in fields(Classifiers)}


def _banks(**counts: int) -> dict[BankName, Bank]:
    """Ten questions a bank, each bank around a direction and a word of its own, with three labels in turn."""
    noise = np.random.default_rng(0)
    banks: dict[BankName, Bank] = {}
    for place, name in enumerate(BANK_NAMES):
        rows = noise.normal(size=(counts.get(name, 10), 8)) * 0.3 + np.eye(8)[place]
        pairs = [(f"{name} question {row % 3}", f"{name}{row % 3}") for row in range(len(rows))]
        banks[name] = make_bank(pairs, rows.astype(np.float32))
    return banks


def _fitted(classifiers: Classifiers) -> set[str]:
    return {name for name in NAMES if getattr(classifiers, name) is not None}


def test_each_classifier_tells_its_own_banks_from_the_others(tmp_path: Path) -> None:
    banks = _banks()

    classifiers = fit_classifiers(banks, tmp_path)

    for fitted, own in ((classifiers.answerable, "answered"), (classifiers.alert, "red_flags")):
        assert fitted is not None
        assert (fitted.decide(banks[own].vectors) > 0).mean() > 0.5
        assert (fitted.decide(banks["not_covered"].vectors) > 0).mean() < 0.5
    assert classifiers.alert_words is not None
    assert classifiers.alert_words.decide("a red_flags question")[0] > 0
    assert classifiers.alert_words.decide("a calm question")[0] < 0


def test_a_question_is_given_the_passage_whose_questions_it_is_like(tmp_path: Path) -> None:
    banks = _banks()

    classifiers = fit_classifiers(banks, tmp_path)

    assert classifiers.subject is not None
    assert classifiers.passage_words is not None
    decided = classifiers.passage_words.decide("question 2 answered")
    assert classifiers.passage_words.labels[int(np.argmax(decided))] == "answered2"
    asked = [f"{bank}/{bank}{row}" for bank in ("answered", "conflicts", "notes") for row in range(3)]
    assert classifiers.subject.labels == (*asked[:6], "not_covered", *asked[6:])
    decided = classifiers.subject.decide(banks["conflicts"].vectors[1])
    assert classifiers.subject.labels[int(np.argmax(decided))].startswith("conflicts/")
    assert np.exp(decided).sum() == pytest.approx(1.0)


def test_what_was_fitted_on_the_same_questions_is_not_fitted_again(tmp_path: Path) -> None:
    first = fit_classifiers(_banks(), tmp_path)
    written = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    again = fit_classifiers(_banks(), tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == written
    assert len(written) == len(NAMES)
    assert first.alert is not None
    assert again.alert is not None
    assert np.array_equal(first.alert.coefficients, again.alert.coefficients)


def test_a_damaged_cache_is_fitted_anew(tmp_path: Path) -> None:
    first = fit_classifiers(_banks(), tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(b"PK broken")

    again = fit_classifiers(_banks(), tmp_path)

    assert first.alert is not None
    assert again.alert is not None
    assert np.array_equal(first.alert.support, again.alert.support)


@pytest.mark.parametrize(
    ("counts", "missing"),
    [
        ({"not_covered": 0}, {"answerable", "answerable_words"}),
        ({"red_flags": 0}, {"alert", "alert_words"}),
        ({"answered": 2}, {"passage_words"}),
        (
            {"answered": 2, "conflicts": 0, "notes": 0, "not_covered": 0},
            {"answerable", "answerable_words", "subject", "passage_words"},
        ),
    ],
)
def test_a_classifier_with_nothing_to_learn_from_is_left_out(
    tmp_path: Path, counts: dict[str, int], missing: set[str]
) -> None:
    assert _fitted(fit_classifiers(_banks(**counts), tmp_path)) == NAMES - missing


def test_only_the_newest_few_are_kept(tmp_path: Path) -> None:
    for count in range(10, 16):
        fit_classifiers(_banks(answered=count), tmp_path)

    assert len(list(tmp_path.iterdir())) == 24
