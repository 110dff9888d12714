"""Held-out questions and dev cases -> the probability that the guidance answers, and the two thresholds on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.limits import ReaderLimits
from assistant.question import read_question
from assistant.read import judge_probability, read_features
from assistant.retrieve import find_passages
from evals.case import Case
from evals.held_out_lines import HeldOutLine

FEATURES = ("classifier", "margin", "late", "words")
INVERSE_PENALTY = 10.0
FALSE_REFUSALS = 0.03
"""The share of answerable questions that may be refused for the sake of those that are not: below 0.04 in all."""


def fit_reader(engine: Engine, cases: Sequence[Case], held_out: Sequence[HeldOutLine]) -> ReaderLimits:
    """Logistic regression over the answer features, then the threshold that refuses few answerable questions."""
    kept = [case for case in cases if case.gold.answerable is not None and case.kind not in ("injection", "small_talk")]
    questions = [read_question(read_request(case.asked.as_request())).needs[0].judged for case in kept]
    lines = [line for line in held_out if line.kind in ("answered", "not_covered")]
    features = [_features_of(question, engine) for question in [*questions, *(line.text for line in lines)]]
    answerable = np.array([bool(case.gold.answerable) for case in kept] + [line.kind == "answered" for line in lines])
    limits = _fit_probability(engine.limits.reader, features, answerable)
    probabilities = np.array([judge_probability(one, limits) for one in features])
    answer = float(np.quantile(probabilities[answerable], FALSE_REFUSALS))
    refused = float((probabilities[~answerable] < answer).mean())
    print("reader", {"answer": round(answer, 3), "not covered refused": round(refused, 3)})
    return replace(limits, answer=answer, refuse=answer / 2)


def _features_of(question: str, engine: Engine) -> dict[str, float]:
    return read_features(find_passages(question, engine.index, engine.limits.passages), engine.index)


def _fit_probability(
    limits: ReaderLimits, features: list[dict[str, float]], answerable: NDArray[np.bool_]
) -> ReaderLimits:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import, for fitting only)

    rows = np.array([[one[name] for name in FEATURES] for one in features])
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=5000).fit(rows, answerable)
    coefficients = {name: float(weight) for name, weight in zip(FEATURES, model.coef_[0], strict=True)}
    return replace(limits, coefficients=coefficients, intercept=float(model.intercept_[0]))
