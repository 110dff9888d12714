"""Counts and values -> a figure with its n and 95 % interval; of nothing, a figure is null, never 0 or NaN."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb, sqrt

from evals.tally import Tally

Z_95 = 1.959963984540054
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure over n things, with the bounds of its 95 % interval; `low` and `high` are None where it has none."""

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None


NOTHING = Estimate(n=0, value=None)


def wilson_interval(successes: float, n: int) -> tuple[float, float]:
    """Bounds of a proportion: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with z = 1.96.

    Also used for a mean of n values between 0 and 1, whose variance is at most p(1-p): the interval is then wide
    rather than narrow. Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    share, spread = successes / n, Z_95 * Z_95 / n
    middle = share + spread / 2
    width = Z_95 * sqrt(share * (1 - share) / n + spread / (4 * n))
    low = 0.0 if successes <= 0 else max(0.0, (middle - width) / (1 + spread))
    high = 1.0 if successes >= n else min(1.0, (middle + width) / (1 + spread))
    return low, high


def estimate_mean(values: Iterable[float]) -> Estimate:
    """The mean of values between 0 and 1, or the share of True, with Wilson's interval."""
    kept = [float(value) for value in values]
    if not kept:
        return NOTHING
    low, high = wilson_interval(sum(kept), len(kept))
    return Estimate(n=len(kept), value=sum(kept) / len(kept), low=low, high=high)


def estimate_tally(tally: Tally) -> Estimate:
    """The share of a tally's hits, with Wilson's interval."""
    if not tally.of:
        return NOTHING
    low, high = wilson_interval(tally.hits, tally.of)
    return Estimate(n=tally.of, value=tally.hits / tally.of, low=low, high=high)


def estimate_signed(values: Iterable[float]) -> Estimate:
    """The mean of values between -1 and 1: Wilson's interval of (value + 1) / 2, stretched back."""
    half = estimate_mean((value + 1) / 2 for value in values)
    if half.value is None or half.low is None or half.high is None:
        return NOTHING
    return Estimate(n=half.n, value=2 * half.value - 1, low=2 * half.low - 1, high=2 * half.high - 1)


def estimate_median(values: Iterable[float]) -> Estimate:
    """The median; the bounds are values between which it lies with at least 95 %, None for fewer than six.

    The j-th smallest and j-th largest for the largest j with P(Binomial(n, 1/2) < j) <= 2.5 %, whatever the values'
    distribution. Source: Conover 1999, Practical Nonparametric Statistics, section 3.2.
    """
    kept = sorted(values)
    if not kept:
        return NOTHING
    tails = accumulate(comb(len(kept), count) for count in range(len(kept)))
    outside = sum(40 * tail <= 1 << len(kept) for tail in tails)
    low, high = (kept[outside - 1], kept[-outside]) if outside else (None, None)
    return Estimate(n=len(kept), value=percentile(kept, 50), low=low, high=high)


def estimate_auroc(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """The chance that a positive scores higher than a negative, ties counting half; n is the number of both.

    U / (positives x negatives), interval ± 1.96 standard errors.
    Source: Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747.
    """
    if not positive or not negative:
        return NOTHING
    ordered = sorted(negative)
    below = sum((bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 for one in positive)
    area = below / (len(positive) * len(negative))
    error = _area_error(area, len(positive), len(negative))
    low, high = max(0.0, area - Z_95 * error), min(1.0, area + Z_95 * error)
    return Estimate(n=len(positive) + len(negative), value=area, low=low, high=high)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The percentile of sorted values, between neighbours in proportion: numpy's and R's default, type 7.

    Source: Hyndman and Fan 1996, doi:10.2307/2684934. Raises ValueError for no values.
    """
    if not ordered:
        raise ValueError("There is no percentile of no values.")
    place = (len(ordered) - 1) * percent / 100
    before = int(place)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (ordered[after] - ordered[before]) * (place - before)


def mcnemar_exact(fixed: int, broken: int) -> float:
    """The chance, were both runs alike, of a split of the changed cases at least as uneven: two-sided binomial test.

    p = min(1, 2 Σ_{i ≤ min(b, c)} C(b + c, i) / 2^(b + c)); 1.0 where no case changed.
    Source: McNemar 1947, doi:10.1007/BF02295996; exact form, Fagerland et al. 2013, doi:10.1186/1471-2288-13-91.
    """
    changed = fixed + broken
    tail = sum(comb(changed, count) for count in range(min(fixed, broken) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def _area_error(area: float, positives: int, negatives: int) -> float:
    """Standard error of an area under the curve, by Hanley and McNeil's exponential approximation."""
    both_positive, both_negative = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area)
    variance += (positives - 1) * (both_positive - area * area)
    variance += (negatives - 1) * (both_negative - area * area)
    return sqrt(max(0.0, variance) / (positives * negatives))
