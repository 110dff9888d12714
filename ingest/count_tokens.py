"""Text -> how many tokens an LLM would count in it, for reports and prompt budgets; offline.

Knows nothing of the encoder's word pieces, which are counted by the encoder.
"""

import importlib.util
import os
from functools import cache

import tiktoken

SLICE_CHARACTERS = 10_000


def count_tokens(text: str) -> int:
    """Count cl100k_base tokens; special tokens in the text count as the plain text they are.

    Counted in slices of 10,000 characters, since tiktoken's time on one long run of the same character grows with its
    square: at each seam the count may be one too high.
    """
    encoding = _open_encoding()
    slices = (text[start : start + SLICE_CHARACTERS] for start in range(0, len(text), SLICE_CHARACTERS))
    return sum(len(encoding.encode_ordinary(piece)) for piece in slices)


@cache
def _open_encoding() -> tiktoken.Encoding:
    """Open the encoding from the file that llama-index-core ships; llama-index itself (2 s) is not imported.

    tiktoken would download it otherwise. A folder that the environment already names is left alone.
    """
    spec = importlib.util.find_spec("llama_index.core")
    if spec and spec.submodule_search_locations:
        shipped = os.path.join(spec.submodule_search_locations[0], "_static", "tiktoken_cache")
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", shipped)
    return tiktoken.get_encoding("cl100k_base")
