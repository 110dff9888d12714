from pathlib import Path

import numpy as np
import pytest

from ingest.bank import BANK_NAMES, Bank, BankName, make_bank
from ingest.training import fit_classifiers


def _banks(**empty: int) -> dict[BankName, Bank]:
    """Ten questions a bank, each bank around a direction of its own."""
    noise = np.random.default_rng(0)
    banks: dict[BankName, Bank] = {}
    for place, name in enumerate(BANK_NAMES):
        rows = noise.normal(size=(empty.get(name, 10), 8)) * 0.3 + np.eye(8)[place]
        banks[name] = make_bank([("question", name)] * len(rows), rows.astype(np.float32))
    return banks


def test_each_classifier_tells_its_own_banks_from_the_others(tmp_path: Path) -> None:
    banks = _banks()

    classifiers = fit_classifiers(banks, tmp_path)

    likely = {
        name: {bank: bool((c.decide(banks[bank].vectors) > 0).mean() > 0.5) for bank in BANK_NAMES}
        for name, c in classifiers.items()
    }
    assert likely["answerable"] | {"red_flags": None, "calm": None} == {
        "answered": True,
        "notes": True,
        "conflicts": True,
        "answers": True,
        "not_covered": False,
        "red_flags": None,
        "calm": None,
    }
    assert [name for name in ("red_flags", "calm", "answered", "not_covered", "notes") if likely["alert"][name]] == [
        "red_flags"
    ]


def test_what_was_fitted_on_the_same_vectors_is_not_fitted_again(tmp_path: Path) -> None:
    first = fit_classifiers(_banks(), tmp_path)
    written = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    again = fit_classifiers(_banks(), tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == written
    assert len(written) == 2
    assert all(np.array_equal(first[name].coefficients, again[name].coefficients) for name in first)


def test_a_damaged_cache_is_fitted_anew(tmp_path: Path) -> None:
    first = fit_classifiers(_banks(), tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(b"PK broken")

    again = fit_classifiers(_banks(), tmp_path)

    assert np.array_equal(first["alert"].support, again["alert"].support)


@pytest.mark.parametrize(("empty", "left"), [("not_covered", {"alert"}), ("red_flags", {"answerable"})])
def test_a_classifier_with_nothing_to_learn_from_is_left_out(tmp_path: Path, empty: str, left: set[str]) -> None:
    assert set(fit_classifiers(_banks(**{empty: 0}), tmp_path)) == left


def test_only_the_newest_few_are_kept(tmp_path: Path) -> None:
    for count in range(10, 16):
        fit_classifiers(_banks(answered=count), tmp_path)

    assert len(list(tmp_path.iterdir())) == 8
