from pathlib import Path

from ingest.lexical import build_lexical, load_lexical, save_lexical, split_words

TEXTS = ["Lay the baby on the tummy.", "Bébé's 2nd cloth.", "Hang a cloth; a bright cloth.", "…"]


def test_words_are_folded_and_accents_dropped() -> None:
    assert split_words("Bébé’s 2nd—CLOTH") == ["bebe", "s", "2nd", "cloth"]


def test_sentences_that_share_a_word_come_best_first() -> None:
    found = build_lexical(TEXTS).search("a bright CLOTH", k=5)

    assert [place for place, _ in found] == [2, 1]
    assert found[0][1] > found[1][1] > 0


def test_at_most_k_come_and_none_without_a_shared_word() -> None:
    lexical = build_lexical(TEXTS)

    assert len(lexical.search("cloth the", k=1)) == 1
    assert lexical.search("zebra", k=5) == []
    assert lexical.search("", k=5) == []


def test_the_same_texts_give_the_same_files_and_scores(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_lexical(build_lexical(TEXTS), tmp_path / name)

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)
    assert load_lexical(tmp_path / "one").search("cloth", 3) == build_lexical(TEXTS).search("cloth", 3)
