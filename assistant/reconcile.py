"""Passages -> the points on which the guidance disagrees with itself; it resolves nothing by itself.

The sets of versions are data (`corpus/conflicts/`). A set is due by how likely the question is about it: it asks what
the set's questions ask, or what one of its versions answers. Without questions to learn that from, a set is due when
the best evidence is one of its versions, or two of them are in the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from assistant.limits import ConflictLimits
from assistant.retrieve import Passages
from ingest.classifiers import label_subject
from ingest.editorial import Conflict
from ingest.index import Index

MOST = 2
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A conflict that the question touches, and the sentence positions of all its versions, in its order."""

    conflict: Conflict
    positions: tuple[int, ...]


def find_disagreements(
    passages: Passages, evidence: tuple[int, ...], index: Index, limits: ConflictLimits
) -> tuple[Disagreement, ...]:
    """The conflicts that the question or its evidence touch, the likeliest first, at most two."""
    due: list[tuple[float, Disagreement]] = []
    for conflict in index.corpus.conflicts:
        found = Disagreement(conflict=conflict, positions=version_positions(conflict, index))
        likely = judge_conflict(found, passages, index) if passages.subjects else _touch(found, evidence)
        if len(found.positions) > 1 and likely > limits.due:
            due.append((likely, found))
    due.sort(key=lambda pair: -pair[0])
    return tuple(found for _, found in due[:MOST])


def judge_conflict(disagreement: Disagreement, passages: Passages, index: Index) -> float:
    """The log-odds that the question is about a conflict: about the point itself, or about one of its versions."""
    about = [label_subject("conflicts", disagreement.conflict.id)]
    about += [label_subject("answered", index.sentences[place].passage_id) for place in disagreement.positions]
    chance = sum(exp(passages.subjects[name]) for name in about if name in passages.subjects)
    return log((chance + _LEAST) / (1 - min(chance, 1.0) + _LEAST))


def version_positions(conflict: Conflict, index: Index) -> tuple[int, ...]:
    """The positions of the sentences that hold a conflict's versions, each once, in the order of the versions."""
    positions = [position for version in conflict.versions for position in index.positions_in(version.span)]
    return tuple(dict.fromkeys(positions))


def _touch(disagreement: Disagreement, evidence: tuple[int, ...]) -> float:
    """How many versions are in the evidence, as log-odds: beyond doubt or not at all."""
    shared = len(set(disagreement.positions) & set(evidence))
    touched = shared > 1 or (bool(evidence) and evidence[0] in disagreement.positions)
    return shared - log(_LEAST) if touched else log(_LEAST)
