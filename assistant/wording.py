"""The fixed sentences of ours, read from `wording.yaml`; it decides nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.errors import WordingError

WORDING_PATH = Path(__file__).with_name("wording.yaml")


def say(place: str, /, **filled: str) -> str:
    """The sentence at a dotted place, its place-holders filled. Raises WordingError where there is none."""
    try:
        sentence = _read_wording()[place]
    except KeyError:
        raise WordingError(
            f"{WORDING_PATH.name} has no sentence at {place!r}; restore it from the last commit."
        ) from None
    return sentence.format(**filled) if filled else sentence


@lru_cache(maxsize=1)
def _read_wording() -> dict[str, str]:
    tree = yaml.safe_load(WORDING_PATH.read_text(encoding="utf-8"))
    return dict(_flatten("", tree))


def _flatten(prefix: str, tree: object) -> list[tuple[str, str]]:
    if isinstance(tree, dict):
        return [
            pair for key, branch in tree.items() for pair in _flatten(f"{prefix}.{key}" if prefix else str(key), branch)
        ]
    return [(prefix, str(tree))]
