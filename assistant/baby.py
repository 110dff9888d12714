"""Words and form fields to a baby's age: chronological and corrected; it knows nothing of milestones or alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.age.birth import MOST_WEEKS_EARLY
from assistant.age.claim import AgeClaim, Told, claim_exactly, read_told
from assistant.age.duration import WEEKS_PER_MONTH
from assistant.age.weight import BARE, SURE, TOLD
from assistant.conversation import Baby

MONTHS_FROM_WEEKS = 9
"""A corrected age is told in months as well from this age on, since parents speak in months by then."""
INFANT_BELOW_WEEKS, NEWBORN_BELOW_WEEKS = 52, 13


@dataclass(frozen=True, slots=True, kw_only=True)
class BabyAge:
    """What is known of the baby's age since birth, all in weeks; where nothing is known of it, None.

    weeks: the likeliest. early_weeks: how early the birth was. youngest_weeks and oldest_weeks: the least and the most
    that any message or the form allows, with the uncertainty of words ("3 months" is 12 to 17.3 weeks) and with every
    child who may be the baby, so that an age limit surely holds if it holds for both; `weeks` where they are not given.
    """

    weeks: float | None
    early_weeks: float | None
    youngest_weeks: float | None = None
    oldest_weeks: float | None = None

    def __post_init__(self) -> None:
        """An age that is known has a youngest and an oldest."""
        if self.youngest_weeks is None:
            object.__setattr__(self, "youngest_weeks", self.weeks)
        if self.oldest_weeks is None:
            object.__setattr__(self, "oldest_weeks", self.weeks)

    @property
    def corrected_weeks(self) -> float | None:
        """Age counted from the due date; the plain age where no early birth is known. Source: AAP, reference R33."""
        if self.weeks is None:
            return None
        return max(0.0, self.weeks - (self.early_weeks or 0.0))

    @property
    def arithmetic(self) -> str | None:
        """The corrected age as a sum of whole weeks, in words, or None where there is nothing to correct."""
        early = round(self.early_weeks or 0.0)
        if self.weeks is None or not early:
            return None
        corrected = max(0, round(self.weeks) - early)
        return (
            f"Corrected age: {_weeks_in_words(round(self.weeks))} old − {_weeks_in_words(early)} early = "
            f"{_weeks_in_words(corrected)}{_months_in_words(corrected)}, counted from the due date."
        )


def read_baby_age(messages: tuple[str, ...], baby: Baby) -> BabyAge:
    """Read the age and the weeks born early from the form, else from the newest message that tells them.

    An age from the due date gives the weeks early where the age since birth is told as well, and the age where the
    weeks early are.
    """
    told = _read_messages(messages)
    claims = [claim for one in told for claim in one.claims]
    early = _newest(claims, "early") if baby.born_weeks_early is None else baby.born_weeks_early
    weeks = _choose_newest(told) if baby.age_weeks is None else baby.age_weeks
    corrected = _newest(claims, "corrected")
    if corrected is not None and weeks is not None and early is None and weeks - corrected <= MOST_WEEKS_EARLY:
        early = max(0.0, weeks - corrected)
    if corrected is not None and corrected > 0 and weeks is None:
        weeks = corrected + (early or 0.0)
    youngest, oldest = _span(told, baby.age_weeks, early or 0.0)
    if weeks is None or youngest is None or oldest is None:
        return BabyAge(weeks=weeks, early_weeks=early)
    return BabyAge(weeks=weeks, early_weeks=early, youngest_weeks=min(youngest, weeks), oldest_weeks=max(oldest, weeks))


def _read_messages(messages: Sequence[str]) -> list[Told]:
    """What each message claims of the baby, oldest first, less what a later one takes back or is told of others."""
    told: list[Told] = []
    for message in messages:
        one = read_told(message, told[-1].last if told else None)
        told = [*(_take_back(past, one.corrects) for past in told), one]
    owners = {"baby", "unknown"} if any(one.babies for one in told) else {"baby", "unknown", "relative"}
    return [_settle(replace(one, claims=tuple(claim for claim in one.claims if claim.owner in owners))) for one in told]


def _take_back(told: Told, kinds: frozenset[str]) -> Told:
    return replace(told, claims=tuple(claim for claim in told.claims if claim.kind not in kinds))


def _settle(told: Told) -> Told:
    """Of two ages that "corrected" stands between, the older counts from birth; "newborn" gives way to a number."""
    corrected = [claim for claim in told.claims if claim.kind == "corrected"]
    numbered = any(one.kind == "age" and not one.is_newborn and one.weeks <= NEWBORN_BELOW_WEEKS for one in told.claims)
    if numbered:
        told = replace(told, claims=tuple(one for one in told.claims if not one.is_newborn))
    older = max(corrected, key=lambda claim: claim.weeks, default=None)
    if older is None or len(corrected) < 2 or any(claim.kind == "age" for claim in told.claims):
        return told
    return replace(told, claims=tuple(replace(one, kind="age") if one is older else one for one in told.claims))


def _newest(claims: Sequence[AgeClaim], kind: str) -> float | None:
    """The weeks of the last message's first claim of a kind."""
    return next((claim.weeks for claim in reversed(claims) if claim.kind == kind), None)


def _choose_newest(told: Sequence[Told]) -> float | None:
    """The weeks of the newest message's likeliest age; one that may be an example only where no message tells more."""
    for least in (BARE, 0.0):
        for one in reversed(told):
            ages = [claim for claim in one.claims if claim.kind == "age" and claim.weight >= least]
            if ages:
                return _choose(ages, one.babies).weeks
    return None


def _choose(ages: Sequence[AgeClaim], babies: Sequence[int]) -> AgeClaim:
    """The surest age of an infant, then the nearest to a word for the baby; a more exact one within it is preferred."""

    def rank(claim: AgeClaim) -> tuple[bool, float, int]:
        nearest = min((abs(claim.place - place) for place in babies), default=0)
        return claim.weeks < INFANT_BELOW_WEEKS, claim.weight, claim.place if claim.weight < BARE else -nearest

    best = max(ages, key=rank)
    exact = [one for one in ages if one.weight >= BARE and _holds(best, one)]
    return min(exact, key=lambda one: one.oldest - one.youngest, default=best)


def _span(told: Sequence[Told], exact_weeks: float | None, early: float) -> tuple[float | None, float | None]:
    """The least and the most weeks of all ages told, less those that tell a more exact one again."""
    claims = [claim for one in told for claim in _choose_sure(one)]
    if exact_weeks is not None:
        claims.append(claim_exactly(exact_weeks))
    if not claims:
        corrected = [one for told_one in told for one in told_one.claims if one.kind == "corrected" and one.weeks > 0]
        claims = [replace(one, youngest=one.youngest + early, oldest=one.oldest + early) for one in corrected]
    claims = [one for one in claims if not any(_holds(one, other) for other in claims)]
    return min((one.youngest for one in claims), default=None), max((one.oldest for one in claims), default=None)


def _choose_sure(told: Told) -> list[AgeClaim]:
    """A message's ages that may be the baby's: bare ones only where none is surer or they say it more exactly."""
    ages = [claim for claim in told.claims if claim.kind == "age"]
    surest = max((claim.weight for claim in ages), default=0.0)
    least = TOLD if surest >= SURE else min(BARE, surest)
    sure = [claim for claim in ages if claim.weight >= least]
    return sure + [one for one in ages if BARE <= one.weight < least and any(_holds(claim, one) for claim in sure)]


def _holds(outer: AgeClaim, inner: AgeClaim) -> bool:
    """Whether an age tells another one less exactly."""
    is_wider = outer.oldest - outer.youngest > inner.oldest - inner.youngest
    return is_wider and outer.youngest <= inner.youngest and inner.oldest <= outer.oldest


def _weeks_in_words(weeks: int) -> str:
    return f"{weeks} week" if weeks == 1 else f"{weeks} weeks"


def _months_in_words(weeks: int) -> str:
    return f" (about {round(weeks / WEEKS_PER_MONTH)} months)" if weeks >= MONTHS_FROM_WEEKS else ""
