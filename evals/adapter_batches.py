"""Banks -> the batches that the adapter is trained on; it knows nothing of models but that one embeds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.chatter import read_chatter, surround
from evals.typing_slips import slip
from ingest.bank import ANSWERED_BANKS
from ingest.corpus import load_corpus
from ingest.embedder import Embedder
from ingest.question import collect_questions
from ingest.sentence import split_sentences

MIX = {"answered": 26, "not_covered": 18, "red_flags": 14, "calm": 14}
"""How many texts of each kind are in a batch."""
SLIPS_SHARE = 0.35
"""How many texts of a batch get typing slips."""
CHATTER_SHARE = 0.35
"""How many stand within chatter."""
LONGEST_CHATTER_WORDS = 12
"""How long a harmless question may be that stands beside a red flag, as chatter does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingText:
    """A text, the number of what it means the same as others, and its kind, one of MIX."""

    text: str
    meaning: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTexts:
    """All texts by kind; centres: float32 of shape (meanings, dim), the mean direction of each meaning's texts."""

    by_kind: dict[str, tuple[TrainingText, ...]]
    centres: NDArray[np.float32]

    @property
    def count(self) -> int:
        """How many texts there are."""
        return sum(len(texts) for texts in self.by_kind.values())


def collect_texts(corpus_folder: Path, embedder: Embedder) -> TrainingTexts:
    """The banks' texts; those of one sentence, note, conflict, answer, topic or situation mean the same.

    A sentence is among the texts of its meaning; calm messages near one situation are a meaning of their own.
    """
    corpus = load_corpus(corpus_folder)
    sentences = [sentence for document in corpus.documents for sentence in split_sentences(document)]
    written = {sentence.passage_id: sentence.text for sentence in sentences}
    numbers: dict[tuple[str, str], int] = {}
    texts: list[TrainingText] = []
    for bank, pairs in collect_questions(corpus, sentences).items():
        kind = "answered" if bank in ANSWERED_BANKS else bank
        asked = dict.fromkeys(label for _, label in pairs) if bank == "answered" else ()
        for text, label in [*pairs, *((written[label], label) for label in asked)]:
            meaning = numbers.setdefault((bank, label), len(numbers))
            texts.append(TrainingText(text=text, meaning=meaning, kind=kind))
    return TrainingTexts(
        by_kind={kind: tuple(one for one in texts if one.kind == kind) for kind in MIX},
        centres=_find_centres(texts, embedder.embed([one.text for one in texts]), len(numbers)),
    )


def draw_batches(texts: TrainingTexts, chance: random.Random) -> Iterator[list[TrainingText]]:
    """Batches without end, the same for the same seed; every text of a kind comes once before any comes again.

    Some texts get typing slips, and some stand within chatter: what is meant stays the same. Beside a red flag a
    harmless question is chatter, too.
    """
    chatter = read_chatter()
    asked = [one.text for one in texts.by_kind["answered"] if len(one.text.split()) <= LONGEST_CHATTER_WORDS]
    beside = dict.fromkeys(MIX, chatter) | {
        "red_flags": (*chatter, *chance.sample(asked, min(len(asked), len(chatter))))
    }
    streams = {kind: _draw(texts.by_kind[kind], beside[kind], chance) for kind in MIX}
    while True:
        yield [next(streams[kind]) for kind, count in MIX.items() for _ in range(count)]


def _draw(texts: Sequence[TrainingText], chatter: Sequence[str], chance: random.Random) -> Iterator[TrainingText]:
    while True:
        for one in chance.sample(texts, len(texts)):
            told = surround(one.text, chatter, chance) if chance.random() < CHATTER_SHARE else one.text
            typed = slip(told, chance) if chance.random() < SLIPS_SHARE else told
            yield TrainingText(text=typed, meaning=one.meaning, kind=one.kind)


def _find_centres(texts: Sequence[TrainingText], vectors: NDArray[np.float32], meanings: int) -> NDArray[np.float32]:
    centres = np.zeros((meanings, vectors.shape[1]), dtype=np.float32)
    np.add.at(centres, [one.meaning for one in texts], vectors)
    lengths: NDArray[np.float32] = np.linalg.norm(centres, axis=1, keepdims=True)
    return centres / lengths
