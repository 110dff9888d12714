"""Held-out messages -> the alert's log-odds, and the threshold on it with the dev cases beside them; nothing else.

Messages are read as triage reads them, as typed and as mended: either may raise an alert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from assistant.conversation import clean_message
from assistant.engine import Engine
from assistant.limits import TriageLimits
from assistant.triage import AlertFeatures, read_alert_features, score_passages, split_passages
from evals.case import Case
from evals.held_out_lines import HeldOutLine

FEATURES = ("classifier", "margin", "words")
INVERSE_PENALTY = 10.0
ORDINARY_WEIGHT = 0.3
"""What an ordinary question counts against a message near a red flag: there are many, and they are easily told."""
PASSAGE_PENALTIES = (0.5, 1.0, 2.0, 3.0)
WANTED_RECALL = 0.95
"""A missed red flag is the worse fault: the threshold is the highest that still finds this share of the held-out and
dev ones by likeness alone. Word patterns find more, but whoever wrote them may have seen dev cases."""

Message = list[AlertFeatures]


def fit_triage(engine: Engine, cases: Sequence[Case], held_out: Sequence[HeldOutLine]) -> TriageLimits:
    """Logistic regression over whole held-out messages; then the penalty with the fewest false alarms."""
    nearest = engine.limits.triage.nearest
    messages = [_read_message([line.text, engine.speller.mend(line.text)], engine, nearest) for line in held_out]
    limits = _fit_log_odds(engine.limits.triage, [one[0][0] for one in messages], held_out)
    red = [one for one, line in zip(messages, held_out, strict=True) if line.kind == "red_flag"]
    calm = [one for one, line in zip(messages, held_out, strict=True) if line.kind == "calm"]
    red += [_read_case(case, engine, nearest) for case in cases if case.kind == "red_flag"]
    calm += [_read_case(case, engine, nearest) for case in cases if case.kind not in ("red_flag", "injection")]
    fits = [_fit_threshold(replace(limits, passage_penalty=penalty), red, calm) for penalty in PASSAGE_PENALTIES]
    alarms, best = min(fits, key=lambda fit: fit[0])
    print("triage", {"recall": WANTED_RECALL, "alarms": round(alarms, 3), "red": len(red), "calm": len(calm)})
    return best


def _fit_log_odds(
    limits: TriageLimits, features: Sequence[AlertFeatures], held_out: Sequence[HeldOutLine]
) -> TriageLimits:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import, for fitting only)

    rows = np.array([[asdict(one)[name] for name in FEATURES] for one in features])
    red = [line.kind == "red_flag" for line in held_out]
    weights = [1.0 if line.kind in ("red_flag", "calm") else ORDINARY_WEIGHT for line in held_out]
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=5000).fit(rows, red, sample_weight=weights)
    coefficients = {name: float(weight) for name, weight in zip(FEATURES, model.coef_[0], strict=True)}
    return replace(limits, coefficients=coefficients, intercept=float(model.intercept_[0]))


def _fit_threshold(
    limits: TriageLimits, red: Sequence[list[Message]], calm: Sequence[list[Message]]
) -> tuple[float, TriageLimits]:
    """The share of calm messages above the threshold that finds the wanted red ones, and the limits with it."""
    found = np.sort(_score_all(red, limits))
    threshold = float(found[int((1 - WANTED_RECALL) * len(found))]) - 1e-3
    return float((_score_all(calm, limits) > threshold).mean()), replace(limits, alert=threshold)


def _score_all(messages: Sequence[list[Message]], limits: TriageLimits) -> NDArray[np.float64]:
    return np.array([max(score for text in one for score in score_passages(text, limits)) for one in messages])


def _read_case(case: Case, engine: Engine, nearest: int) -> list[Message]:
    """The features of a case's last message, and of its messages together, as typed and as mended, by passage."""
    messages = [clean_message(message) for message in case.asked.user_messages[-3:]]
    read = [*messages, *(engine.speller.mend(message) for message in messages)]
    together = [". ".join(read[: len(messages)]), ". ".join(read[len(messages) :])] if len(messages) > 1 else []
    return _read_message([messages[-1], read[-1], *together], engine, nearest)


def _read_message(texts: Sequence[str], engine: Engine, nearest: int) -> list[Message]:
    found = []
    for text in dict.fromkeys(texts):
        passages = split_passages(text)
        vectors = engine.index.encoder.embed(passages).vectors
        found.append(read_alert_features(passages, vectors, engine.index, nearest))
    return found
