from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bank import load_bank, make_bank, save_bank

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(pairs=st.lists(st.tuples(_TEXT, _TEXT), max_size=8))
def test_a_bank_comes_back_as_it_was_saved(
    pairs: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bank") / "answered.npz"
    bank = make_bank(pairs, np.arange(len(pairs) * 3, dtype=np.float32).reshape(-1, 3))

    save_bank(bank, path)
    loaded = load_bank(path)

    assert (loaded.texts, loaded.labels) == (bank.texts, bank.labels)
    assert np.array_equal(loaded.vectors, bank.vectors)


def test_a_file_with_pickled_objects_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", texts=np.array([object()]), labels=np.array([1]), vectors=np.zeros((1, 3)))

    with pytest.raises(ValueError, match="allow_pickle"):
        load_bank(tmp_path / "bad.npz")


def test_each_question_needs_a_vector() -> None:
    with pytest.raises(ValueError, match="2 questions, 1 vectors"):
        make_bank([("a", "1"), ("b", "2")], np.zeros((1, 3), dtype=np.float32))
