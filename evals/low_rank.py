"""A model's linear layers -> the same with a low-rank addition that is trained alone, and the file it is kept in.

Source: Hu et al. 2021, arXiv:2106.09685. Knows nothing of what it is trained on.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

ADAPTER_FILE, RUN_FILE = "adapter.npz", "adapter.json"


class LowRankLinear(nn.Module):  # type: ignore[misc]
    """A frozen linear layer plus `scale` times the product of two small trained matrices, the second zero at first."""

    def __init__(self, frozen: nn.Linear, *, rank: int, scale: float, generator: torch.Generator) -> None:
        """Wrap a layer; down has shape (rank, in), up has shape (out, rank)."""
        super().__init__()
        self.frozen = frozen
        self.scale = scale
        spread = frozen.in_features**-0.5
        self.down = nn.Parameter(torch.randn(rank, frozen.in_features, generator=generator) * spread)
        self.up = nn.Parameter(torch.zeros(frozen.out_features, rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """Frozen output plus scale * up @ down @ input."""
        output: Tensor = self.frozen(inputs) + self.scale * (inputs @ self.down.T @ self.up.T)
        return output

    def adapted(self) -> tuple[nn.Parameter, nn.Parameter]:
        """The two trained matrices."""
        return self.down, self.up


def add_low_rank(model: nn.Module, *, rank: int, scale: float, seed: int) -> dict[str, LowRankLinear]:
    """Freeze a model and wrap all linear layers of its transformer blocks, in place; by the layer's name."""
    generator = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    names = [name for name, layer in model.named_modules() if isinstance(layer, nn.Linear) and ".layer." in name]
    wrapped: dict[str, LowRankLinear] = {}
    for name in names:
        parent_name, _, own_name = name.rpartition(".")
        parent = model.get_submodule(parent_name)
        frozen = parent.get_submodule(own_name)
        assert isinstance(frozen, nn.Linear)  # noqa: S101  (narrows the type; the names were chosen by it)
        wrapped[name] = LowRankLinear(frozen, rank=rank, scale=scale, generator=generator)
        setattr(parent, own_name, wrapped[name])
    return wrapped


def save_low_rank(layers: dict[str, LowRankLinear], folder: Path, run: dict[str, object]) -> None:
    """Write the matrices in half precision, `<layer>.down` and `<layer>.up`, and the run beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        f"{name}.{part}": matrix.detach().numpy().astype(np.float16)
        for name, layer in layers.items()
        for part, matrix in zip(("down", "up"), layer.adapted(), strict=True)
    }
    np.savez(folder / ADAPTER_FILE, **arrays)
    (folder / RUN_FILE).write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
