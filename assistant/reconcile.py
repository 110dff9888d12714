"""Passages -> the points on which the guidance disagrees with itself; it resolves nothing by itself.

The sets of versions are data (`corpus/conflicts/`). A set is due by how likely the question is about it: it asks what
the set's questions ask, or its versions rank high. Without questions to learn that from, a set is due when the best
evidence is one of its versions, or two of them are in the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from assistant.likeness import best_by_label
from assistant.limits import ConflictLimits
from assistant.retrieve import Passages
from ingest.classifiers import label_subject
from ingest.editorial import Conflict
from ingest.index import Index

MOST, FIRST = 2, 4
NEARLY = log(2)
"""Half the odds: all versions of two points are much to read."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A conflict that the question touches, and the sentence positions of all its versions, in its order."""

    conflict: Conflict
    positions: tuple[int, ...]


def find_disagreements(
    passages: Passages, evidence: tuple[int, ...], index: Index, limits: ConflictLimits
) -> tuple[Disagreement, ...]:
    """The conflict that the question or its evidence touch most likely, and a second that is nearly as likely."""
    due: list[tuple[float, Disagreement]] = []
    for found in list_disagreements(index):
        likely = (
            judge_conflict(read_conflict_features(found, passages, index), limits)
            if passages.subjects
            else _touch(found, evidence)
        )
        if likely > limits.due:
            due.append((likely, found))
    due.sort(key=lambda pair: -pair[0])
    return tuple(found for likely, found in due[:MOST] if likely > due[0][0] - NEARLY)


def list_disagreements(index: Index) -> tuple[Disagreement, ...]:
    """Every conflict of which the index holds two versions or more."""
    found = (Disagreement(conflict=one, positions=version_positions(one, index)) for one in index.corpus.conflicts)
    return tuple(disagreement for disagreement in found if len(disagreement.positions) > 1)


def judge_conflict(features: Mapping[str, float], limits: ConflictLimits) -> float:
    """The log-odds that a conflict is due; the coefficients and their run stand in `limits.json`."""
    return limits.intercept + sum(weight * features[name] for name, weight in limits.coefficients.items())


def read_conflict_features(disagreement: Disagreement, passages: Passages, index: Index) -> dict[str, float]:
    """How near a question is to a conflict.

    asks, versions: log-odds that it is about the point itself, and about one of its versions; near: the cosine to the
    nearest of the point's questions, lead: less that to any sentence's; best, second: how far the two best versions
    rank behind the best sentence; first: whether a version is that; among: how many are in the first four.
    """
    conflict, places = disagreement.conflict, disagreement.positions
    named = [label_subject("answered", index.sentences[place].passage_id) for place in places]
    near = best_by_label(passages.vector, index.banks["conflicts"]).get(conflict.id, 0.0)
    behind = sorted(float(passages.score[passages.order[0]] - passages.score[place]) for place in places)
    return {
        "asks": _log_odds(passages, [label_subject("conflicts", conflict.id)]),
        "versions": _log_odds(passages, named),
        "near": near,
        "lead": near - float(passages.bank.max()),
        "best": behind[0],
        "second": behind[1],
        "first": float(passages.order[0] in places),
        "among": float(len(set(passages.order[:FIRST]) & set(places))),
    }


def _log_odds(passages: Passages, subjects: Sequence[str]) -> float:
    chance = sum(exp(passages.subjects[name]) for name in subjects if name in passages.subjects)
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
