"""Quality against the size of the banks."""

import numpy as np

from evals.bank_curve import _describe


def _cloud(centre: int, count: int, seed: int) -> np.ndarray:
    """Unit vectors of shape (count, 8) near one axis."""
    rows = np.random.default_rng(seed).normal(0.0, 0.1, (count, 8)).astype(np.float32)
    rows[:, centre] += 1.0
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_a_row_tells_the_sizes_and_how_well_held_out_lines_are_told_apart() -> None:
    centres = {"answered": 0, "answers": 0, "notes": 0, "conflicts": 0, "not_covered": 1, "red_flags": 2, "calm": 3}
    drawn = {bank: (_cloud(axis, 20, seed), ["x"] * 20) for seed, (bank, axis) in enumerate(centres.items())}
    kinds = {"answered": 0, "not_covered": 1, "red_flag": 2, "calm": 3}
    row = _describe(0.5, drawn, {kind: _cloud(axis, 30, 90 + axis) for kind, axis in kinds.items()})
    assert row.startswith("0.5000: ")
    assert "20 not covered, AUROC 1.000" in row
    assert "20 red flags, AUROC 1.000, recall at 0.05 alarms 1.000" in row
    swapped = {"answered": 1, "not_covered": 0, "red_flag": 3, "calm": 2}
    worse = _describe(0.5, drawn, {kind: _cloud(axis, 30, 90 + axis) for kind, axis in swapped.items()})
    assert "AUROC 0.000" in worse
