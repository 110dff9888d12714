"""Banks -> the batches that the adapter is trained on; it knows nothing of models but that one embeds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.corpus import load_corpus
from ingest.embedder import Embedder
from ingest.question import collect_questions
from ingest.sentence import split_sentences

ANSWERED_PAIRS, TOPIC_PAIRS, FLAG_PAIRS, CALM = 16, 7, 7, 8
HARD_SHARE = 0.5
"""How many of the opposing texts are the nearest of the other kind instead of random ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Texts that mean the same, of one kind, with their rows in the table of vectors."""

    kind: str
    texts: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTexts:
    """All groups by kind, and the base model's unit vectors (count, dim), by which hard ones are found."""

    groups: dict[str, tuple[Group, ...]]
    vectors: NDArray[np.float32]

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.vectors)

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self.vectors.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Texts of one step; groups: equal numbers mean the same, -1 none; the labels of the heads, None where unknown."""

    texts: list[str]
    groups: list[int]
    answerable: list[bool | None]
    alert: list[bool | None]


def collect_texts(corpus_folder: Path, embedder: Embedder) -> TrainingTexts:
    """The banks as groups: a sentence and its questions, notes, conflicts, topics, situations, calm messages."""
    corpus = load_corpus(corpus_folder)
    sentences = [sentence for document in corpus.documents for sentence in split_sentences(document)]
    by_id = {sentence.passage_id: sentence.text for sentence in sentences}
    texts: list[str] = []
    groups: dict[str, list[Group]] = {}
    for name, pairs in collect_questions(corpus, sentences).items():
        kind = "answered" if name in ("answered", "notes", "conflicts", "answers") else name
        for label in dict.fromkeys(label for _, label in pairs):
            own = [text for text, other in pairs if other == label]
            own += [by_id[label]] if name == "answered" else []
            rows = range(len(texts), len(texts) + len(own))
            groups.setdefault(kind, []).append(Group(kind=kind, texts=tuple(own), rows=tuple(rows)))
            texts += own
    return TrainingTexts(groups={kind: tuple(found) for kind, found in groups.items()}, vectors=embedder.embed(texts))


def draw_batches(texts: TrainingTexts, chance: random.Random) -> Iterator[Batch]:
    """Batches without end, the same for the same seed."""
    while True:
        answered = _draw_pairs(texts.groups["answered"], ANSWERED_PAIRS, chance)
        topics = _draw_against(texts, "not_covered", answered, TOPIC_PAIRS, chance)
        flags = _draw_pairs(texts.groups["red_flags"], FLAG_PAIRS, chance)
        calm = _draw_against(texts, "calm", flags, CALM, chance)
        yield _make_batch([answered, topics, flags], calm)


Pair = tuple[Group, tuple[int, ...]]


def _draw_pairs(groups: Sequence[Group], count: int, chance: random.Random) -> list[Pair]:
    chosen = chance.sample(groups, min(count, len(groups)))
    return [(group, tuple(chance.sample(range(len(group.texts)), min(2, len(group.texts))))) for group in chosen]


def _draw_against(
    texts: TrainingTexts, kind: str, opposed: list[Pair], count: int, chance: random.Random
) -> list[Pair]:
    """Pairs of a kind: half of them led by the text nearest to one of the opposed, the others at random."""
    groups = texts.groups[kind]
    places = [(group, place) for group in groups for place in range(len(group.texts))]
    rows = np.array([group.rows[place] for group, place in places])
    drawn: dict[int, Pair] = {}
    for group, own in chance.sample(opposed, min(len(opposed), round(count * HARD_SHARE))):
        cosines = texts.vectors[rows] @ texts.vectors[group.rows[own[0]]]
        near, place = places[int(chance.choice(list(np.argsort(-cosines, kind="stable")[:5])))]
        others = [other for other in range(len(near.texts)) if other != place]
        drawn.setdefault(id(near), (near, (place, *chance.sample(others, min(1, len(others))))))
    for pair in _draw_pairs(groups, len(groups), chance):
        if len(drawn) >= count:
            break
        drawn.setdefault(id(pair[0]), pair)
    return list(drawn.values())


def _make_batch(kinds: list[list[Pair]], calm: list[Pair]) -> Batch:
    """Put pairs of each kind under numbers of their own; calm messages belong to no group."""
    batch = Batch(texts=[], groups=[], answerable=[], alert=[])
    number = 0
    for pairs, grouped in ((pair_list, True) for pair_list in kinds):
        for group, places in pairs:
            _append(batch, group, places, number if grouped else -1)
            number += 1
    for group, places in calm:
        _append(batch, group, places, -1)
    return batch


def _append(batch: Batch, group: Group, places: tuple[int, ...], number: int) -> None:
    answerable = {"answered": True, "not_covered": False}.get(group.kind)
    alert = {"red_flags": True, "calm": False, "not_covered": False}.get(group.kind)
    for place in places:
        batch.texts.append(group.texts[place])
        batch.groups.append(number)
        batch.answerable.append(answerable)
        batch.alert.append(alert)
