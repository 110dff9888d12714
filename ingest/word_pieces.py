"""Text -> the word pieces that the model reads.

A model's window is counted in these. Knows nothing of vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from ingest.errors import ModelError

SPECIAL_PIECES = 2
"""The window's first and last piece, [CLS] and [SEP], which every text gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPieces:
    """A model's tokenizer, without padding and truncation."""

    tokenizer: Tokenizer

    @classmethod
    def open(cls, path: Path) -> WordPieces:
        """Open a tokenizer.json. Raises ModelError where the file is not one."""
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the package raises bare Exception
            raise ModelError(f"The tokenizer {path} does not open ({error}); run `headsup ingest`.") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer=tokenizer)

    def count(self, text: str) -> int:
        """Count a text's word pieces, [CLS] and [SEP] included, as the window counts them, without a limit."""
        return len(self._encode(text).ids)

    def ids(self, text: str, window_pieces: int) -> list[int]:
        """Number a text's word pieces from [CLS] to [SEP], leaving out what the window cannot hold before [SEP]."""
        found: list[int] = self._encode(text).ids
        return found if len(found) <= window_pieces else [*found[: window_pieces - 1], found[-1]]

    def spans(self, text: str, window_pieces: int) -> list[tuple[int, int]]:
        """Where each of a text's word pieces stands in it, as start and end, without [CLS] and [SEP]."""
        found: list[tuple[int, int]] = self._encode(text).offsets
        return found[1:-1][: window_pieces - SPECIAL_PIECES]

    def _encode(self, text: str) -> Encoding:
        """Encode, with a mark for lone surrogates, which UTF-8 cannot carry to the tokenizer."""
        return self.tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"))
