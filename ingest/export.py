"""A loaded sentence-transformers model -> an ONNX model that gives pooled and token vectors, checked against it.

The only file that imports torch. Does not know how the result is run while serving; ingest/encoder.py does.
"""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from ingest.encoder import LIMITS_FILE, MODEL_FILE, TOKENIZER_FILE, Encoder
from ingest.errors import ModelError
from ingest.sentence_model import SentenceModel

MIN_COSINE = 0.9999
PROBES = (
    "a",
    "How long should tummy time be?",
    "hes gone limp and wont wake up",
    "Between the first and third months, the baby gradually develops the strength needed to hold his head up.",
    "¿Cuándo sostiene la cabeza un bebé? 👶 4–6 months; 38.5 °C",
    "tummy time " * 60,
)


class _PooledAndTokens(torch.nn.Module):
    """The model as a graph from word pieces to unit vectors: (1, dim) pooled and (1, t, dim) token by token."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.transformer({"input_ids": input_ids, "attention_mask": attention_mask})
        normalize = torch.nn.functional.normalize
        return normalize(features["sentence_embedding"], dim=-1), normalize(features["token_embeddings"], dim=-1)


def export_encoder(model: SentenceModel, folder: Path) -> None:
    """Write the query encoder of a model into a folder, which is made.

    Raises ModelError where the export's vectors are not the model's own: cosine under 0.9999 on a probe text.
    """
    folder.mkdir(parents=True)
    _export_graph(model, folder / MODEL_FILE)
    shutil.copyfile(model.files.tokenizer, folder / TOKENIZER_FILE)
    limits = {"window_pieces": model.files.window_pieces, "dim": model.dim}
    (folder / LIMITS_FILE).write_text(json.dumps(limits), encoding="utf-8")
    compare_encoder(model, Encoder.open(folder), PROBES)


def compare_encoder(model: SentenceModel, encoder: Encoder, probes: Sequence[str]) -> float:
    """Return the smallest cosine between both ways to embed the probes, pooled or of one token.

    Raises ModelError where it is below 0.9999.
    """
    ours, theirs = encoder.embed(probes), model.encode(probes)
    cosines = [float((ours.vectors * theirs.vectors).sum(axis=1).min())]
    for text, left, right in zip(probes, ours.tokens, theirs.tokens, strict=True):
        if left.shape != right.shape:
            raise ModelError(f"The exported encoder reads {len(left)} word pieces in {text[:40]!r}, not {len(right)}.")
        cosines.append(float((left * right).sum(axis=1).min(initial=1.0)))
    if not min(cosines) >= MIN_COSINE:
        raise ModelError(f"The exported encoder's vectors agree to {min(cosines):.6f} only, {MIN_COSINE} is needed.")
    return float(np.min(cosines))


def _export_graph(model: SentenceModel, path: Path) -> None:
    """Export for one text at a time and any length, without the exporter's chatter."""
    ids = torch.full((1, 8), 1000, dtype=torch.long)
    length = {1: torch.export.Dim("pieces", max=model.files.window_pieces)}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(action="ignore"):
        torch.onnx.export(
            _PooledAndTokens(model.transformer).eval(),
            (ids, torch.ones_like(ids)),
            path,
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors", "tokens"],
            dynamic_shapes=(length, length),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
