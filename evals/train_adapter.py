"""Question banks -> a low-rank adapter for the encoder, `corpus/adapter/`; run by hand, half an hour on one core.

    python -m evals.train_adapter [--corpus DIR] [--anchors FILE] [--steps N] [--seed N] [--out DIR]

Draws each text towards the centre of what it means (a sentence, a note, a topic that is not covered, a situation, what
is calm near one) and away from all others, by a softmax over the cosines to the centres, which are learned as well.
Two linear heads (does the guidance answer, is it a red flag) shape the space; heads and centres are thrown away. Texts
of another kind, if given, are held where the base model puts them. It never reads a case or a held-out line.
Sources: LoRA, Hu et al. 2021, arXiv:2106.09685; a softmax over normalised class centres, Wang et al. 2017 (NormFace),
arXiv:1704.06369.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from evals.adapter_anchors import draw_anchors, read_anchors
from evals.adapter_batches import MIX, TrainingText, collect_texts, draw_batches
from evals.low_rank import LowRankLinear, add_low_rank, save_low_rank
from ingest.embedder import Embedder
from ingest.layout import Home
from ingest.model_files import find_model
from ingest.sentence_model import SentenceModel, load_model
from ingest.settings import read_settings
from ingest.vector_cache import VectorCache

Floats = NDArray[np.float32]

RANK, SCALE = 48, 2.0
LEARNING_RATE = 5e-4
CENTRES_RATE = 5e-3
HEADS_RATE = 1e-2
TEMPERATURE = 0.06
SMOOTHING = 0.05
HEADS_WEIGHT = 0.3
ANCHORS_WEIGHT = 4.0
CHUNK_TEXTS = 16
LONGEST_PIECES = 64
"""What is trained on; the encoder itself reads its whole window."""


def main() -> None:
    """Train on the corpus's banks and write the adapter with the run that made it."""
    options = _read_options()
    torch.manual_seed(options.seed)
    files = find_model(read_settings().model)
    with closing(VectorCache(Home(read_settings().home).vectors, files.fingerprint)) as cache:
        embedder = Embedder(files, cache, lambda done, total: None)
        texts = collect_texts(options.corpus, embedder)
        chance = random.Random(options.seed)  # noqa: S311
        anchors = read_anchors(options.anchors, embedder, chance) if options.anchors else None
    model = load_model(files)
    model.transformer.max_seq_length = LONGEST_PIECES
    layers = add_low_rank(model.transformer, rank=RANK, scale=SCALE, seed=options.seed)
    started = time.monotonic()
    held = draw_anchors(anchors, chance) if anchors else None
    loss = train(model, layers, draw_batches(texts, chance), held, texts.centres, options.steps)
    run = {
        "base_sha256": model.files.sha256,
        "rank": RANK,
        "scale": SCALE,
        "steps": options.steps,
        "seed": options.seed,
        "learning_rate": LEARNING_RATE,
        "texts": texts.count,
        "anchors": len(anchors.texts) if anchors else 0,
        "last_loss": round(loss, 4),
        "minutes": round((time.monotonic() - started) / 60, 1),
    }
    save_low_rank(layers, options.out, run)
    print(json.dumps(run))


def train(  # noqa: PLR0913, PLR0917  (one parameter a source of what is learned)
    model: SentenceModel,
    layers: dict[str, LowRankLinear],
    batches: Iterator[list[TrainingText]],
    held: Iterator[tuple[list[str], Floats]] | None,
    centres: Floats,
    steps: int,
) -> float:
    """Train the low-rank layers, the centres and two heads for a number of steps.

    centres: where they start, of shape (meanings, dim). Returns the mean loss of the last twenty steps.
    """
    learned = nn.Parameter(torch.from_numpy(centres.copy()))
    heads = nn.ModuleDict({name: nn.Linear(centres.shape[1], 1) for name in ("answered", "red_flags")})
    adapted = [parameter for layer in layers.values() for parameter in layer.adapted()]
    groups = [(adapted, LEARNING_RATE), ([learned], CENTRES_RATE), (list(heads.parameters()), HEADS_RATE)]
    optimiser = torch.optim.AdamW([{"params": params, "lr": rate} for params, rate in groups], weight_decay=0.01)
    rates = [rate for _, rate in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.1)
    losses: list[float] = []
    for step in range(steps):
        batch = next(batches)
        vectors = _embed(model, [one.text for one in batch])
        loss = draw_to_centres(vectors, learned, [one.meaning for one in batch])
        loss = loss + HEADS_WEIGHT * _judge(heads, vectors, [one.kind for one in batch])
        if held is not None:
            loss = loss + ANCHORS_WEIGHT * _measure_drift(model, *next(held))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(adapted, 1.0)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if step % 20 == 19:
            print(f"step {step + 1} of {steps}: loss {np.mean(losses[-20:]):.4f}", flush=True)
    return float(np.mean(losses[-20:]))


def draw_to_centres(vectors: Tensor, centres: Tensor, meanings: list[int]) -> Tensor:
    """Cross-entropy of each text's own centre against all centres, by cosine.

    vectors: (n, dim), unit rows; centres: (meanings, dim); meanings: the centre of each text.
    """
    cosines = vectors @ nn.functional.normalize(centres, dim=1).T
    return nn.functional.cross_entropy(cosines / TEMPERATURE, torch.tensor(meanings), label_smoothing=SMOOTHING)


def _judge(heads: nn.ModuleDict, vectors: Tensor, kinds: list[str]) -> Tensor:
    """How badly the heads tell what is answered from what is not covered, and red flags from all else."""
    loss = torch.zeros(())
    for name, among in (("answered", ("answered", "not_covered")), ("red_flags", tuple(MIX))):
        known = [place for place, kind in enumerate(kinds) if kind in among]
        target = torch.tensor([float(kinds[place] == name) for place in known])
        logits = heads[name](vectors[known] * 10).squeeze(1)
        loss = loss + nn.functional.binary_cross_entropy_with_logits(logits, target)
    return loss


def _measure_drift(model: SentenceModel, texts: list[str], before: Floats) -> Tensor:
    """How far texts have moved from where the base model puts them: 1 less the mean cosine."""
    return 1 - (_embed(model, texts) * torch.from_numpy(before)).sum(dim=1).mean()


def _embed(model: SentenceModel, texts: list[str]) -> Tensor:
    """Embed in the order given, texts of like length together: padding would be most of the work."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    chunks = [order[start : start + CHUNK_TEXTS] for start in range(0, len(order), CHUNK_TEXTS)]
    rows = [model.transformer(model.transformer.preprocess([texts[place] for place in chunk])) for chunk in chunks]
    vectors = torch.cat([features["sentence_embedding"] for features in rows])
    places = torch.tensor(order).argsort()
    return nn.functional.normalize(vectors[places], dim=1)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the encoder's adapter on the question banks.")
    parser.add_argument("--corpus", type=Path, default=read_settings().corpus)
    parser.add_argument("--anchors", type=Path, default=None, help="JSON lines of `question` and `answer`: MedQuAD")
    parser.add_argument("--out", type=Path, default=read_settings().corpus / "adapter")
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
