"""Dev cases -> the alert score's weights and threshold; it fits nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from assistant.conversation import clean_message
from assistant.engine import Engine
from assistant.limits import TriageLimits
from assistant.triage import score_passages, split_passages
from evals.case import Case

MARGIN_WEIGHTS = (3.0, 6.0)
PASSAGE_PENALTIES = (0.3, 0.6, 1.0)
WANTED_RECALL = 0.98
"""A missed red flag is the worse fault: the threshold is the highest that still finds this share of the dev ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A case's texts (the last message, and all together) as rows of their passages."""

    rows: tuple[NDArray[np.float32], ...]


def fit_triage(engine: Engine, cases: tuple[Case, ...]) -> TriageLimits:
    """The weights with the fewest false alarms at the wanted recall by likeness alone, and that threshold.

    Word patterns are left out: whoever wrote them may have seen dev cases, and a threshold that leans on them would
    miss what they do not know.
    """
    red = [_embed_case(case, engine) for case in cases if case.kind == "red_flag"]
    calm = [_embed_case(case, engine) for case in cases if case.kind not in ("red_flag", "injection")]
    fits = [
        _fit_threshold(replace(engine.limits.triage, margin_weight=weight, passage_penalty=penalty), engine, red, calm)
        for weight, penalty in product(MARGIN_WEIGHTS, PASSAGE_PENALTIES)
    ]
    return min(fits, key=lambda fit: fit[0])[1]


def _fit_threshold(
    limits: TriageLimits, engine: Engine, red: list[Embedded], calm: list[Embedded]
) -> tuple[float, TriageLimits]:
    """The share of calm cases above the threshold that finds the wanted share of red ones, and the limits with it."""
    found = np.sort([_score(case, limits, engine) for case in red])
    threshold = float(found[int((1 - WANTED_RECALL) * len(found))]) - 1e-3
    alarms = np.array([_score(case, limits, engine) > threshold for case in calm])
    return float(alarms.mean()), replace(limits, alert=threshold)


def _embed_case(case: Case, engine: Engine) -> Embedded:
    messages = [clean_message(message) for message in case.asked.user_messages[-3:]]
    texts = [messages[-1]] + ([". ".join(messages)] if len(messages) > 1 else [])
    rows = tuple(engine.index.encoder.embed(split_passages(text)).vectors for text in texts)
    return Embedded(rows=rows)


def _score(case: Embedded, limits: TriageLimits, engine: Engine) -> float:
    """The highest alert score of the case's texts, by likeness."""
    return max(score for rows in case.rows for score in score_passages(rows, engine.index, limits))
