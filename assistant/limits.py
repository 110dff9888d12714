"""The numbers that were fitted, read from `limits.json` and `general.json`; each with the run that chose it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import WordingError

LIMITS_PATH = Path(__file__).with_name("limits.json")
GENERAL_PATH = Path(__file__).with_name("general.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageLimits:
    """Logistic regression over the alert features: a message whose log-odds are above `alert` raises one.

    A passage out of a longer message counts `passage_penalty` less than the whole: out of its context it misleads more.
    nearest: how many messages of either kind the margin is taken over.
    """

    coefficients: dict[str, float]
    intercept: float
    passage_penalty: float
    alert: float
    nearest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageWeights:
    """How much each standardised signal counts when sentences are ranked."""

    dense: float
    late: float
    section: float
    lexical: float
    bank: float
    passage: float
    passage_words: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLimits:
    """Logistic regression over the answer features, its two thresholds, and how far evidence may lie from the best."""

    coefficients: dict[str, float]
    intercept: float
    answer: float
    refuse: float
    evidence_gap: float
    evidence_most: int
    note_lead: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLimits:
    """Logistic regression over the conflict features, and the log-odds from which a conflict is shown."""

    coefficients: dict[str, float]
    intercept: float
    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLimits:
    """The cosine to a phrasing from which a reviewed answer leads; set by reading, see evals/LOG.md."""

    near: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All fitted numbers of this room."""

    triage: TriageLimits
    passages: PassageWeights
    reader: ReaderLimits
    conflicts: ConflictLimits
    answers: AnswerLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralLimits:
    """For documents without questions: how much each sign counts for a sentence, and each feature for being sure.

    From the probability `answer` a sentence counts as an answer; below `refuse` it is sure that none is.
    """

    ranking: dict[str, float]
    judgement: dict[str, float]
    intercept: float
    answer: float
    refuse: float


@lru_cache(maxsize=1)
def read_limits() -> Limits:
    """Read `limits.json`, once a process. Raises WordingError for a missing or unknown field."""
    fields = json.loads(LIMITS_PATH.read_text(encoding="utf-8"))
    try:
        return Limits(
            triage=TriageLimits(**fields["triage"]),
            passages=PassageWeights(**fields["passages"]),
            reader=ReaderLimits(**fields["reader"]),
            conflicts=ConflictLimits(**fields["conflicts"]),
            answers=AnswerLimits(**fields["answers"]),
        )
    except (KeyError, TypeError) as error:
        raise _broken(LIMITS_PATH, error) from None


@lru_cache(maxsize=1)
def read_general_limits() -> GeneralLimits:
    """Read `general.json`, once a process. Raises WordingError for a missing or unknown field."""
    fields = json.loads(GENERAL_PATH.read_text(encoding="utf-8"))
    del fields["fitted_by"]
    try:
        return GeneralLimits(**fields)
    except TypeError as error:
        raise _broken(GENERAL_PATH, error) from None


def _broken(path: Path, error: Exception) -> WordingError:
    return WordingError(f"{path.name}: {error}. Restore the file from the last commit, or fit it again.")
