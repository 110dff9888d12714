"""Figures with their n and interval, against published values and independent implementations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats
from sklearn.metrics import roc_auc_score

from evals.estimate import (
    NOTHING,
    Estimate,
    estimate_auroc,
    estimate_mean,
    estimate_median,
    estimate_signed,
    estimate_tally,
    mcnemar_exact,
    percentile,
    wilson_interval,
)
from evals.tally import Tally

few = some.floats(0, 1).map(lambda value: round(value, 2))


@given(some.integers(0, 400), some.integers(1, 400))
def test_wilsons_interval_is_scipys(successes: int, more: int) -> None:
    n = successes + more
    expected = stats.binomtest(successes, n).proportion_ci(method="wilson")
    assert wilson_interval(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_none_and_all_have_bounds_without_rounding_errors() -> None:
    for n in range(1, 60):
        assert (wilson_interval(0, n)[0], wilson_interval(n, n)[1]) == (0.0, 1.0)


def test_all_of_forty_leaves_room_for_doubt() -> None:
    assert estimate_mean([True] * 40) == Estimate(n=40, value=1.0, low=pytest.approx(0.9124, abs=1e-4), high=1.0)


@given(some.lists(few, min_size=1, max_size=60))
def test_every_interval_holds_its_value(values: list[float]) -> None:
    found = estimate_mean(values)
    bounds = [0.0, found.low or 0.0, (found.value or 0.0) + 1e-9, (found.high or 0.0) + 2e-9, 1.0 + 3e-9]
    assert bounds == sorted(bounds)


def test_of_nothing_a_figure_is_null_never_0_or_nan() -> None:
    assert estimate_mean([]) == estimate_signed([]) == estimate_median([]) == NOTHING
    assert estimate_tally(Tally(hits=0, of=0)) == estimate_auroc([], [0.5]) == estimate_auroc([0.5], []) == NOTHING


def test_a_signed_mean_is_stretched_from_minus_one_to_one() -> None:
    found = estimate_signed([1, 1, 0, -1])
    low, high = wilson_interval(2.5, 4)
    assert found == Estimate(n=4, value=0.25, low=2 * low - 1, high=2 * high - 1)


@given(some.lists(few, min_size=1, max_size=40), some.lists(few, min_size=1, max_size=40))
def test_auroc_is_scikit_learns_ties_included(positive: list[float], negative: list[float]) -> None:
    found = estimate_auroc(positive, negative)
    expected = roc_auc_score([1] * len(positive) + [0] * len(negative), positive + negative)
    assert found.value == pytest.approx(expected)
    assert found.n == len(positive) + len(negative)


def test_the_error_of_an_auroc_is_hanley_and_mcneils() -> None:
    """Their table II: area 0.893 of 51 abnormal and 58 normal images has a standard error of 0.032."""
    positive = [1.0] * 893 + [0.0] * 107
    found = estimate_auroc(positive, [0.5] * 1000)
    assert found.value == pytest.approx(0.893)
    area, abnormal, normal = 0.893, 51, 58
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (abnormal - 1) * (first - area**2) + (normal - 1) * (second - area**2)
    assert math.sqrt(variance / (abnormal * normal)) == pytest.approx(0.032, abs=1e-3)


@given(some.lists(some.floats(0, 1000), min_size=1, max_size=50), some.integers(0, 100))
def test_a_percentile_is_numpys(values: list[float], percent: int) -> None:
    assert percentile(sorted(values), percent) == pytest.approx(float(np.percentile(values, percent)), abs=1e-9)


@given(some.lists(some.integers(0, 9), min_size=1, max_size=80))
def test_a_median_lies_between_order_statistics_of_the_binomial(values: list[int]) -> None:
    found = estimate_median(values)
    rank = int(stats.binom.ppf(0.025, len(values), 0.5))
    rank -= stats.binom.cdf(rank - 1, len(values), 0.5) > 0.025
    expected = (sorted(values)[rank - 1], sorted(values)[-rank]) if rank else (None, None)
    assert (found.low, found.high) == expected


@given(some.integers(0, 60), some.integers(0, 60))
def test_mcnemars_exact_test_is_the_binomial_test(fixed: int, broken: int) -> None:
    expected = stats.binomtest(fixed, fixed + broken).pvalue if fixed + broken else 1.0
    assert mcnemar_exact(fixed, broken) == pytest.approx(expected)
