"""A folder of somebody else's documents -> an engine over it, in a home of its own; it judges nothing.

The home is kept, so that a second run on the same folder embeds only what changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.engine import Engine, open_engine
from evals.errors import DatasetError
from ingest.build import build_index
from ingest.encoder import Encoder
from ingest.settings import read_settings


def open_other_corpus(folder: Path, home: Path) -> Engine:
    """Build and open the index of a corpus folder (one with guidance/), or of a plain folder of documents.

    Raises DatasetError for no folder, and IngestError where nothing could be read.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder; give --corpus a folder of documents, or a corpus folder.")
    own_home = home / "evals" / "corpora" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    is_corpus = (folder / "guidance").is_dir()
    settings = read_settings().model_copy(
        update={"home": own_home, "corpus": folder if is_corpus else _make_empty_corpus(own_home)}
    )
    build_index(settings, [] if is_corpus else [folder])
    return open_engine(own_home)


def open_plain_encoder(corpus: Path, home: Path) -> Encoder:
    """The encoder as it was published: the guidance alone has no questions that it could be tuned on."""
    return open_other_corpus(corpus / "guidance", home).index.encoder


def _make_empty_corpus(home: Path) -> Path:
    """A corpus folder without anything, for documents that have no notes, answers or questions yet."""
    empty = home / "empty-corpus"
    (empty / "guidance").mkdir(parents=True, exist_ok=True)
    return empty
