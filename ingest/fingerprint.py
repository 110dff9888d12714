"""Everything that decides what an index holds -> one hash; equal hashes need no new generation.

Reads files' bytes only: telling that nothing changed must not cost what a build costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import IndexDamagedError, IndexError_
from ingest.index import open_index
from ingest.layout import Home, current_generation, generations_to_try
from ingest.manifest import (
    SCHEMA,
    DocumentRecord,
    hash_corpus,
    hash_file,
    hash_parts,
    installed_versions,
    read_manifest,
)
from ingest.model_files import ModelFiles
from ingest.source import Published, hash_side_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a generation is built from, documents aside; code_sha256 is that of the ingest room's code and numbers."""

    model: ModelFiles
    corpus_sha256: str
    code_sha256: str
    versions: dict[str, str]

    def fingerprint(self, documents: Iterable[DocumentRecord]) -> str:
        """Hash the origin and the documents; sha256 in hex."""
        fixed = [str(SCHEMA), self.model.name, self.model.fingerprint, self.corpus_sha256, self.code_sha256]
        used = [f"{name}=={number}" for name, number in sorted(self.versions.items())]
        read = [part for record in documents for part in _identify(record)]
        return hash_parts([*fixed, *used, *read])


def read_origin(model: ModelFiles, corpus: Path) -> Origin:
    """Hash the corpus folder and our own code."""
    room = Path(__file__).parent
    return Origin(
        model=model,
        corpus_sha256=hash_corpus(corpus),
        code_sha256=hash_parts(hash_file(path) for path in sorted([*room.glob("*.py"), *room.glob("*.json")])),
        versions=installed_versions(),
    )


def find_published(home: Path) -> Published | None:
    """Find the newest generation whose manifest can be read, the current one first; None where there is none."""
    current = current_generation(home)
    for name in generations_to_try(home, current):
        folder = Home(home).generations / name
        try:
            return Published(folder=folder, manifest=read_manifest(folder))
        except IndexDamagedError:
            continue
    return None


def is_unchanged(published: Published, origin: Origin) -> bool:
    """Tell whether building again, without adding anything, would give what is published; bytes are compared."""
    now = [_as_it_is(record) for record in published.manifest.documents]
    return origin.fingerprint(now) == published.manifest.fingerprint


def is_whole(published: Published, home: Path, model: str) -> bool:
    """Tell whether the published generation is the current one and opens without a warning."""
    try:
        index = open_index(home, model=model)
    except IndexError_:
        return False
    return index.generation == published.name and not index.warnings


def _as_it_is(record: DocumentRecord) -> DocumentRecord:
    """Hash an added document's file anew; one that is gone counts as unchanged, since its published copy is used."""
    file = Path(record.path)
    if record.origin == "corpus" or not file.is_file():
        return record
    return replace(record, sha256=hash_file(file), side_sha256=hash_side_file(file))


def _identify(record: DocumentRecord) -> tuple[str, ...]:
    return (record.id, record.path, record.sha256, record.side_sha256)
