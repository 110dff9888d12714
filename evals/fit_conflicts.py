"""Held-out questions -> the log-odds from which a contradiction of the guidance is shown; it knows no reply."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Engine
from assistant.limits import ConflictLimits
from assistant.reconcile import Disagreement, judge_conflict, version_positions
from assistant.retrieve import Passages, find_passages
from evals.held_out_lines import HeldOutLine

SHOWN_WORTH = 2.0
"""To hide where the text contradicts itself is twice as bad as to show it where one version would have done."""
GRID = np.arange(-4.0, 4.01, 0.25)


def fit_conflicts(engine: Engine, held_out: Sequence[HeldOutLine]) -> ConflictLimits:
    """The threshold with the best worth: contradictions shown where they are asked for, less those shown elsewhere."""
    asked = np.array([_judge(line, engine) for line in held_out if line.kind == "contradiction"])
    near = np.array([_judge(line, engine) for line in held_out if line.kind == "one_version"])
    worths = [SHOWN_WORTH * _share_above(asked, due) - _share_above(near, due) for due in GRID]
    due = float(GRID[int(np.argmax(worths))])
    shown, elsewhere = round(_share_above(asked, due), 3), round(_share_above(near, due), 3)
    print("conflicts", {"due": due, "shown": shown, "elsewhere": elsewhere, "n": [len(asked), len(near)]})
    return ConflictLimits(due=due)


def _judge(line: HeldOutLine, engine: Engine) -> float:
    """The log-odds of the line's own contradiction."""
    index = engine.index
    passages: Passages = find_passages(line.text, index, engine.limits.passages)
    conflict = next(conflict for conflict in index.corpus.conflicts if conflict.id == line.label)
    found = Disagreement(conflict=conflict, positions=version_positions(conflict, index))
    return judge_conflict(found, passages, index)


def _share_above(found: NDArray[np.float64], due: float) -> float:
    return float((found > due).mean()) if len(found) else 0.0
