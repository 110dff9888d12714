"""Texts -> pooled and token vectors, by the exported model: what serving runs instead of torch.

Needs only onnxruntime and tokenizers. Does not know how the model was made; ingest/export.py does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError
from ingest.word_pieces import WordPieces

if TYPE_CHECKING:
    import onnxruntime

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
LIMITS_FILE = "limits.json"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """Texts' embeddings, in the order of the texts.

    vectors: float32 of shape (n, dim), rows of length 1.
    tokens: for each text float32 of shape (t_i, dim), rows of length 1, without [CLS], [SEP] and padding.
    """

    vectors: Floats
    tokens: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An opened query encoder; embedding the same text gives the same bits, whatever it is embedded with.

    window_pieces: the most word pieces that it reads, [CLS] and [SEP] included; dim: the length of its vectors.
    """

    window_pieces: int
    dim: int
    _pieces: WordPieces
    _session: onnxruntime.InferenceSession

    @classmethod
    def open(cls, folder: Path) -> Encoder:
        """Open an exported model's folder. Raises ModelError where it is not whole."""
        for name in (MODEL_FILE, TOKENIZER_FILE, LIMITS_FILE):
            if not (folder / name).is_file():
                raise ModelError(f"The query encoder lacks {folder / name}; run `headsup ingest`.")
        limits = json.loads((folder / LIMITS_FILE).read_text(encoding="utf-8"))
        return cls(
            window_pieces=int(limits["window_pieces"]),
            dim=int(limits["dim"]),
            _pieces=WordPieces.open(folder / TOKENIZER_FILE),
            _session=_open_session(folder / MODEL_FILE),
        )

    def embed(self, texts: Sequence[str]) -> Embedded:
        """Embed texts one at a time, so that neighbours in a batch never change a bit; about 10 ms each.

        What is past the window is not read: count_pieces tells beforehand.
        """
        pairs = [self._embed_one(text) for text in texts]
        vectors = np.stack([vector for vector, _ in pairs]) if pairs else np.zeros((0, self.dim), dtype=np.float32)
        return Embedded(vectors=vectors, tokens=tuple(tokens for _, tokens in pairs))

    def count_pieces(self, text: str) -> int:
        """Count a text's word pieces, [CLS] and [SEP] included, as the window counts them, without a limit."""
        return self._pieces.count(text)

    def piece_spans(self, text: str) -> list[tuple[int, int]]:
        """Where the word piece of each of a text's token vectors stands in it, as start and end."""
        return self._pieces.spans(text, self.window_pieces)

    def _embed_one(self, text: str) -> tuple[Floats, Floats]:
        ids = np.array([self._pieces.ids(text, self.window_pieces)], dtype=np.int64)
        vectors, tokens = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return vectors[0], tokens[0, 1:-1]


def _open_session(path: Path) -> onnxruntime.InferenceSession:
    """Open the model on one thread: for one short text at a time a second thread made it slower.

    Since 1.29 onnxruntime reports to Microsoft unless this variable is set before its first import, which also makes
    a device id and a database in the user's cache folder (microsoft/onnxruntime#27379); hence the import here.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no base of their own
        raise ModelError(f"The query encoder {path} does not open ({error}); run `headsup ingest`.") from error
