"""Held-out questions -> the log-odds from which a contradiction of the guidance is shown; it knows no reply."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.engine import Engine
from assistant.limits import ConflictLimits
from assistant.reconcile import list_disagreements, read_conflict_features
from assistant.retrieve import find_passages
from evals.held_out_lines import HeldOutLine, find_gold

SHOWN_SHARE = 0.95
"""Of the questions that ask for a contradiction so many are shown it; elsewhere then as few as that allows."""
FOLDS = 10
GRID = np.arange(-6.0, 4.01, 0.25)


def fit_conflicts(engine: Engine, held_out: Sequence[HeldOutLine]) -> ConflictLimits:
    """Logistic regression over each question with each contradiction; then the highest threshold that shows enough.

    The threshold is chosen on log-odds that other folds of questions gave. Elsewhere are questions that one version
    answers alone, or that no version answers.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import, for fitting only)
    from sklearn.model_selection import GroupKFold, cross_val_predict  # noqa: PLC0415

    lines = _choose_lines(engine, held_out)
    pairs = [(number, name, row) for number, line in enumerate(lines) for name, row in _read(line, engine).items()]
    rows = np.array([list(row.values()) for _, _, row in pairs])
    due = np.array([lines[number].kind == "contradiction" and lines[number].label == name for number, name, _ in pairs])
    questions = np.array([number for number, _, _ in pairs])
    model = LogisticRegression(C=1.0, max_iter=5000)
    judged = cross_val_predict(model, rows, due, groups=questions, cv=GroupKFold(FOLDS), method="decision_function")
    asked = judged[due]
    calm = [number for number, line in enumerate(lines) if line.kind != "contradiction"]
    elsewhere = np.array([judged[questions == number].max() for number in calm])
    bound = float(max((one for one in GRID if (asked > one).mean() >= SHOWN_SHARE), default=GRID[0]))
    shares = [round(float((found > bound).mean()), 3) for found in (asked, elsewhere)]
    print("conflicts", {"shown, and elsewhere": shares, "n": [len(asked), len(elsewhere)]})
    model.fit(rows, due)
    coefficients = dict(zip(pairs[0][2], (float(one) for one in model.coef_[0]), strict=True))
    return ConflictLimits(coefficients=coefficients, intercept=float(model.intercept_[0]), due=bound)


def _choose_lines(engine: Engine, held_out: Sequence[HeldOutLine]) -> list[HeldOutLine]:
    """The lines on contradictions, and those that a sentence answers which is no version of any."""
    versions = {place for one in list_disagreements(engine.index) for place in one.positions}
    answered = [line for line in held_out if line.kind == "answered"]
    golds = find_gold(answered, engine.index)
    return [
        *(line for line, gold in zip(answered, golds, strict=True) if versions.isdisjoint(gold)),
        *(line for line in held_out if line.kind in ("contradiction", "one_version")),
    ]


def _read(line: HeldOutLine, engine: Engine) -> dict[str, dict[str, float]]:
    """The features of every contradiction, by id."""
    index = engine.index
    passages = find_passages(line.text, index, engine.limits.passages)
    return {one.conflict.id: read_conflict_features(one, passages, index) for one in list_disagreements(index)}
