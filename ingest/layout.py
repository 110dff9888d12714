"""Where everything lies: in a home, and inside a generation. Names paths, opens nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IndexMissingError

_PUBLISHED = re.compile(r"gen-(\d{4,})-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all state."""

    folder: Path

    @property
    def generations(self) -> Path:
        """Published generations, and the one that is being built."""
        return self.folder / "generations"

    @property
    def current(self) -> Path:
        """The file that names the published generation."""
        return self.folder / "CURRENT"

    @property
    def lock(self) -> Path:
        """The file that a builder holds."""
        return self.folder / "build.lock"

    @property
    def vectors(self) -> Path:
        """The cache of embeddings; may be deleted."""
        return self.folder / "cache" / "vectors.sqlite"

    @property
    def classifiers(self) -> Path:
        """The cache of fitted classifiers; may be deleted."""
        return self.folder / "cache" / "classifiers"

    @property
    def encoders(self) -> Path:
        """The cache of exported encoders; may be deleted."""
        return self.folder / "cache" / "encoders"


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one generation."""

    folder: Path

    @property
    def corpus(self) -> Path:
        """The corpus folder as it was, file by file."""
        return self.folder / "corpus"

    @property
    def added(self) -> Path:
        """Documents from elsewhere, as they were: one folder each."""
        return self.folder / "added"

    @property
    def texts(self) -> Path:
        """Each document's text, to which offsets refer."""
        return self.folder / "texts"

    @property
    def corpus_json(self) -> Path:
        """The corpus compiled: spans resolved, documents with their texts."""
        return self.folder / "corpus.json"

    @property
    def sentences(self) -> Path:
        """All sentences in the order of the index."""
        return self.folder / "sentences.json"

    @property
    def chroma(self) -> Path:
        """Chroma's data."""
        return self.folder / "chroma"

    @property
    def tokens(self) -> Path:
        """Token vectors."""
        return self.folder / "tokens"

    @property
    def lexical(self) -> Path:
        """The BM25 index."""
        return self.folder / "lexical"

    @property
    def encoder(self) -> Path:
        """The exported query encoder."""
        return self.folder / "encoder"

    def bank(self, name: str) -> Path:
        """A bank's file."""
        return self.folder / "banks" / f"{name}.npz"

    @property
    def classifiers(self) -> Path:
        """What was learned from the banks."""
        return self.folder / "classifiers"


def published_generations(home: Path) -> list[str]:
    """Name the published generations that are on disk, oldest first."""
    folder = Home(home).generations
    found = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted((name for name in found if _PUBLISHED.fullmatch(name)), key=generation_number)


def generation_number(name: str) -> int:
    """Read the number in a generation's name."""
    found = _PUBLISHED.fullmatch(name)
    return int(found[1]) if found else 0


def current_generation(home: Path) -> str | None:
    """Name the published generation; one small read, cheap enough for every request. None: nothing was published."""
    try:
        name = Home(home).current.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    return name if _PUBLISHED.fullmatch(name) else None


def generations_to_try(home: Path, current: str | None) -> list[str]:
    """Name the generations to open, the current one first, then those before it, newest first."""
    last = generation_number(current) if current else None
    older = [name for name in published_generations(home) if last is None or generation_number(name) < last]
    return [*([current] if current else []), *reversed(older)]


def require_current(home: Path) -> str:
    """Name the published generation. Raises IndexMissingError where there is none."""
    name = current_generation(home)
    if name is None:
        raise IndexMissingError(f"{home} holds no index; run `headsup ingest`.")
    return name
