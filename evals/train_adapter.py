"""Question banks -> a low-rank adapter for the encoder, `corpus/adapter/`; run by hand, half an hour on two cores.

    python -m evals.train_adapter [--corpus DIR] [--anchors FILE] [--steps N] [--seed N] [--out DIR]

Pulls together two questions of one sentence, a question and its sentence, two of one topic that is not covered, two of
one red-flag situation; pushes apart what differs, above all the nearest of the other kind. Two linear heads (does the
guidance answer, is it a red flag) shape the space and are thrown away. Texts of
another kind, if given, are held where the base model puts them. It never reads a case.
Sources: LoRA, Hu et al. 2021, arXiv:2106.09685; in-batch negatives, Henderson et al. 2017, arXiv:1705.00652.
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
from evals.adapter_batches import Batch, collect_texts, draw_batches
from evals.low_rank import LowRankLinear, add_low_rank, save_low_rank
from ingest.embedder import Embedder
from ingest.layout import Home
from ingest.model_files import find_model
from ingest.sentence_model import SentenceModel, load_model
from ingest.settings import read_settings
from ingest.vector_cache import VectorCache

Floats = NDArray[np.float32]

RANK, SCALE = 16, 2.0
LEARNING_RATE = 5e-4
TEMPERATURE = 0.05
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
    loss = train(model, layers, draw_batches(texts, chance), held, texts.dim, options.steps)
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
    batches: Iterator[Batch],
    held: Iterator[tuple[list[str], Floats]] | None,
    dim: int,
    steps: int,
) -> float:
    """Train the low-rank layers and two heads for a number of steps; returns the mean loss of the last twenty."""
    heads = nn.ModuleDict({"answerable": nn.Linear(dim, 1), "alert": nn.Linear(dim, 1)})
    adapted = [parameter for layer in layers.values() for parameter in layer.adapted()]
    optimiser = torch.optim.AdamW(
        [{"params": adapted, "lr": LEARNING_RATE}, {"params": heads.parameters(), "lr": 1e-2}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [LEARNING_RATE, 1e-2], total_steps=steps, pct_start=0.1)
    losses: list[float] = []
    for step in range(steps):
        batch = next(batches)
        vectors = _embed(model, batch.texts)
        loss = contrast(vectors, batch.groups) + HEADS_WEIGHT * _judge(heads, vectors, batch)
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


def contrast(vectors: Tensor, groups: list[int]) -> Tensor:
    """Softmax of each text's partners against all texts of other groups; a group of -1 is only pushed away.

    vectors: (n, dim), unit rows; groups: n numbers, equal where texts mean the same.
    """
    labels = torch.tensor(groups)
    same = (labels[:, None] == labels[None, :]) & (labels[:, None] >= 0)
    itself = torch.eye(len(groups), dtype=torch.bool)
    logits = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e9)
    chances = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    partners = same & ~itself
    paired = partners.any(dim=1)
    mean_chance = (chances * partners)[paired].sum(dim=1) / partners[paired].sum(dim=1)
    return -mean_chance.mean()


def _judge(heads: nn.ModuleDict, vectors: Tensor, batch: Batch) -> Tensor:
    loss = torch.zeros(())
    for name, wanted in (("answerable", batch.answerable), ("alert", batch.alert)):
        known = [place for place, value in enumerate(wanted) if value is not None]
        target = torch.tensor([float(bool(wanted[place])) for place in known])
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
    parser.add_argument("--steps", type=int, default=320)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
