"""Evidence -> the points on which the guidance disagrees with itself; it resolves nothing by itself.

The sets of versions are data (`corpus/conflicts/`): a set is due when the best evidence is one of its versions, when
two of them are in the evidence, or when the question is nearer to the set's questions than to any sentence's; and only
where the question is on the set's point at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.likeness import best_by_label
from assistant.limits import ConflictLimits
from assistant.retrieve import Passages
from ingest.editorial import Conflict
from ingest.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A conflict that the question touches, and the sentence positions of all its versions, in its order."""

    conflict: Conflict
    positions: tuple[int, ...]


def find_disagreements(
    passages: Passages, evidence: tuple[int, ...], index: Index, limits: ConflictLimits
) -> tuple[Disagreement, ...]:
    """The conflicts that the question and its evidence touch, the nearest first, at most two."""
    nearness = best_by_label(passages.vector, index.banks["conflicts"])
    nearest_sentence = float(passages.bank.max())
    due: list[tuple[float, Disagreement]] = []
    for conflict in index.corpus.conflicts:
        disagreement = Disagreement(conflict=conflict, positions=version_positions(conflict, index))
        near = nearness.get(conflict.id, 0.0)
        shared = len(set(disagreement.positions) & set(evidence))
        touched = shared >= 2 or (bool(evidence) and evidence[0] in disagreement.positions)
        asked = near >= nearest_sentence + limits.lead
        if len(disagreement.positions) > 1 and ((touched and near >= limits.near) or (asked and near >= limits.asked)):
            due.append((near, disagreement))
    due.sort(key=lambda pair: -pair[0])
    return tuple(disagreement for near, disagreement in due if near >= due[0][0] - limits.second)[:2]


def version_positions(conflict: Conflict, index: Index) -> tuple[int, ...]:
    """The positions of the sentences that hold a conflict's versions, each once, in the order of the versions."""
    positions = [position for version in conflict.versions for position in index.positions_in(version.span)]
    return tuple(dict.fromkeys(positions))
