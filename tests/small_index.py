"""A small corpus of two documents, built for real: fixtures for tests of building, opening and breaking an index."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from example_corpus import write_corpus

from ingest.build import BuildSummary, build_index
from ingest.index import Index, open_index
from ingest.settings import IngestSettings

SECOND = """---
title: Play
---
# Play

Hang a bright cloth where she can see it. Move it slowly from one side to the other. Stop when she looks away.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A home and a corpus of a test's own."""

    home: Path
    corpus: Path

    @property
    def settings(self) -> IngestSettings:
        return IngestSettings(home=self.home, corpus=self.corpus)

    @property
    def generation(self) -> Path:
        return self.home / "generations" / (self.home / "CURRENT").read_text().strip()

    def build(self, *added: Path, **options: object) -> BuildSummary:
        return build_index(self.settings, added, **options)  # type: ignore[arg-type]

    def open(self) -> Index:
        return open_index(self.home)


@pytest.fixture(scope="session")
def kept_cache(request: pytest.FixtureRequest) -> Path:
    """Embeddings and the exported encoder, kept from one session to the next."""
    cache = request.config.cache
    assert cache is not None
    return cache.mkdir("headsup").resolve()


@pytest.fixture
def place(tmp_path: Path, kept_cache: Path) -> Place:
    """A corpus of two documents, and a home without an index."""
    return make_place(tmp_path, kept_cache)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, kept_cache: Path) -> Place:
    """The same, with two published generations, for reading and copying only."""
    folder = tmp_path_factory.mktemp("built")
    place = make_place(folder, kept_cache)
    place.build()
    (place.corpus / "guidance" / "play.md").write_text(f"{SECOND}\nShe may tire soon.\n", encoding="utf-8")
    place.build()
    return place


@pytest.fixture
def built(tmp_path: Path, built_once: Place) -> Place:
    """A copy of the two published generations that a test may break."""
    shutil.copytree(built_once.home, tmp_path / "home", symlinks=True, copy_function=_copy_or_link)
    shutil.copytree(built_once.corpus, tmp_path / "corpus")
    return Place(home=tmp_path / "home", corpus=tmp_path / "corpus")


def _copy_or_link(source: str, target: str) -> object:
    """Copy, but link the encoder's 90 MB; who breaks it replaces the file."""
    return os.link(source, target) if source.endswith("model.onnx") else shutil.copy2(source, target)


def make_place(folder: Path, kept_cache: Path) -> Place:
    """Write the corpus and make the home below a folder."""
    corpus = write_corpus(folder / "corpus")
    (corpus / "guidance" / "play.md").write_text(SECOND, encoding="utf-8")
    (folder / "home").mkdir()
    (folder / "home" / "cache").symlink_to(kept_cache, target_is_directory=True)
    return Place(home=folder / "home", corpus=corpus)
