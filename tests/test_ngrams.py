import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.ngrams import BUCKETS, HALF, hash_ngrams, measure_rarity, weigh_ngrams


def test_a_misspelt_word_shares_buckets_with_the_right_one_and_a_stranger_hardly_any() -> None:
    right, misspelt, stranger = (set(hash_ngrams(word).buckets) for word in ("tummy", "tumy", "giraffe"))

    assert len(right & misspelt) > 5 > len(right & stranger)


def test_case_and_apostrophes_make_no_difference() -> None:
    assert np.array_equal(hash_ngrams("She’s LIMP").buckets, hash_ngrams("shes limp").buckets)


def test_what_stands_in_every_text_weighs_less_than_what_is_rare() -> None:
    texts = [hash_ngrams(text) for text in ("baby sleeps", "baby rolls", "baby cries")]

    rarity = measure_rarity(texts)

    common, rare = hash_ngrams("baby").buckets[-1], hash_ngrams("rolls").buckets[-1]
    assert rarity.shape == (BUCKETS,)
    assert rarity[common] == 1.0 < rarity[rare]


@given(st.text())
def test_any_text_gives_ascending_buckets_and_halves_of_length_one_or_none(text: str) -> None:
    ngrams = hash_ngrams(text)

    weights = weigh_ngrams(ngrams, np.ones(BUCKETS, dtype=np.float32))

    assert np.all(np.diff(ngrams.buckets) > 0)
    for half in (ngrams.buckets < HALF, ngrams.buckets >= HALF):
        assert not half.any() or np.isclose(np.linalg.norm(weights[half]), 1.0, atol=1e-5)
