"""Texts <-> arrays, as npz files hold them: nothing pickled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def as_array(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Join texts as UTF-8 bytes with a NUL after each: numpy's own strings would cost the longest text's width each."""
    return np.frombuffer("".join(f"{text}\0" for text in texts).encode(), dtype=np.uint8)


def as_texts(array: NDArray[np.uint8]) -> tuple[str, ...]:
    """Undo as_array."""
    return tuple(array.tobytes().decode().split("\0")[:-1])
