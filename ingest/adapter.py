"""A low-rank adapter beside the corpus -> the base model's weights with it merged in.

The adapter was trained on the corpus's question banks by evals/train_adapter.py; the base weights stay the checked
package's. Source: LoRA, Hu et al. 2021, arXiv:2106.09685. Does not know how it was trained.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ingest.errors import ModelError
from ingest.manifest import hash_file, hash_parts

_FOLDER, _MATRICES, _RUN = "adapter", "adapter.npz", "adapter.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """An adapter on disk; scale: what the product of its matrices is multiplied with; fingerprint: of both files."""

    path: Path
    scale: float
    fingerprint: str


def find_adapter(corpus: Path, weights_sha256: str) -> Adapter | None:
    """Find the adapter of a corpus folder; None where there is none, or where it belongs to other weights.

    Raises ModelError where its files are not whole.
    """
    matrices, run = corpus / _FOLDER / _MATRICES, corpus / _FOLDER / _RUN
    if not run.is_file():
        return None
    try:
        fields = json.loads(run.read_text(encoding="utf-8"))
        base, scale = str(fields["base_sha256"]), float(fields["scale"])
        fingerprint = hash_parts([hash_file(matrices), hash_file(run)])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The adapter in {run.parent} is not whole ({error!r}); restore it, or remove it.") from error
    return Adapter(path=matrices, scale=scale, fingerprint=fingerprint) if base == weights_sha256 else None


def merge_adapter(adapter: Adapter, weights: Mapping[str, Any]) -> None:
    """Add scale * up @ down to each weight matrix that the adapter names, in place.

    weights: parameters by name, as `named_parameters` gives them. Raises ModelError where a name or a shape is unknown.
    """
    with np.load(adapter.path, allow_pickle=False) as arrays:
        names = sorted({name.rpartition(".")[0] for name in arrays.files})
        for name in names:
            change = adapter.scale * (
                arrays[f"{name}.up"].astype(np.float32) @ arrays[f"{name}.down"].astype(np.float32)
            )
            weight = weights.get(f"{name}.weight")
            if weight is None or tuple(weight.shape) != change.shape:
                raise ModelError(f"The adapter {adapter.path} has a layer {name} that the model lacks; train it again.")
            weight.data += weight.data.new_tensor(change)
