"""A question's signs and scores in documents without questions -> the probability that one of their sentences answers.

Judged by the best sentence's signs, by the best that any sentence reaches, and by how far the best leads the others. It
knows no bank, and does not choose the sentences.
"""

from __future__ import annotations

from math import exp

import numpy as np

from assistant.asked_for import find_kinds
from assistant.general import SIGNS, Signs
from assistant.limits import GeneralLimits
from assistant.shared_words import Floats

OF_ANY = ("late", "late_section", "soft", "soft_names", "names_section")
CLOSE, FIELD, CROWD = 1, 19, 9
"""How many of the following sentences the best is compared with."""


def judge_signs(signs: Signs, scores: Floats, limits: GeneralLimits) -> float:
    """Logistic regression over the features, in (0, 1); the coefficients and their run stand in `general.json`."""
    features = read_sureness(signs, scores)
    value = limits.intercept + sum(weight * features[name] for name, weight in limits.judgement.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


def read_sureness(signs: Signs, scores: Floats) -> dict[str, float]:
    """The features of the judgement. scores: of shape (c,), one for each of the signs' rows."""
    order = np.argsort(-scores, kind="stable")
    best = signs.values[order[0]]
    sections = np.sort(signs.values[:, SIGNS.index("bm25_section")])[::-1]
    return {
        **{name: float(value) for name, value in zip(SIGNS, best, strict=True)},
        **{f"any_{name}": float(signs.values[:, SIGNS.index(name)].max()) for name in OF_ANY},
        "score": float(scores[order[0]]),
        "lead": _lead(scores[order], CLOSE),
        "lead_field": _lead(scores[order], FIELD),
        "lead_section": float(best[SIGNS.index("bm25_section")] - sections[: CROWD + 1][-1]),
        "has_name": float(any(word.name for word in signs.words)),
        "has_number": float(any(word.number for word in signs.words)),
        **{f"asks_{name}": float(asked) for name, asked in find_kinds(signs.asked.text).items()},
    }


def _lead(descending: Floats, others: int) -> float:
    """How far the best score lies above the mean of so many that follow; 0 where none follows."""
    rest = descending[1 : others + 1]
    return float(descending[0] - rest.mean()) if len(rest) else 0.0
