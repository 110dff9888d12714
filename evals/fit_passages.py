"""Held-out questions with their sentence -> how much each signal counts when sentences are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Engine
from assistant.limits import PassageWeights
from assistant.retrieve import read_question_signals
from evals.held_out_lines import HeldOutLine, find_gold

WEIGHTS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
ROUNDS = 3


def fit_passages(engine: Engine, held_out: Sequence[HeldOutLine]) -> PassageWeights:
    """The weights with the best mean reciprocal rank, one at a time, three times over; the smaller of equals.

    Source of the measure: Craswell 2009, Mean reciprocal rank, doi:10.1007/978-0-387-39940-9_488.
    """
    asked = [line for line in held_out if line.kind == "answered"]
    names = tuple(asdict(engine.limits.passages))
    signals = [read_question_signals(line.text, engine.index).standardised for line in asked]
    rows = np.stack([np.stack([one[name] for name in names]) for one in signals])
    golds = find_gold(asked, engine.index)
    weights = engine.limits.passages
    for _ in range(ROUNDS):
        for name in names:
            trials = [replace(weights, **{name: value}) for value in WEIGHTS]
            weights = max(trials, key=lambda trial: _mean_reciprocal_rank(trial, rows, golds))
    print("passages", {"mrr": round(_mean_reciprocal_rank(weights, rows, golds), 3), "questions": len(asked)})
    return weights


def _mean_reciprocal_rank(weights: PassageWeights, rows: NDArray[np.float32], golds: list[tuple[int, ...]]) -> float:
    """rows: shape (questions, signals, sentences)."""
    scores = np.tensordot(np.array(list(asdict(weights).values())), rows, axes=(0, 1))
    ranks = [1 + int((row > row[list(gold)].max()).sum()) for row, gold in zip(scores, golds, strict=True)]
    return float(np.mean([1 / rank for rank in ranks]))
