"""A generation's files -> its manifest: what it was built from, with what, and the hash of every file.

The manifest is the truth about documents. Knows nothing of what the files mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from ingest.document import ReadFailure
from ingest.errors import IndexDamagedError
from ingest.question import QuestionsWanted
from ingest.topics import SetAside

SCHEMA = 3
"""Raise it whenever a generation written before would be read wrongly now."""
MANIFEST_FILE = "manifest.json"
LIBRARIES = ("bm25s", "chromadb", "llama-index-core", "onnxruntime", "sentence-transformers", "tokenizers", "torch")
READING_LIBRARIES = ("bm25s", "chromadb")
"""Those whose files we read back, and whose formats change with their version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document of the generation; path: where it was read from, kept: its copy inside the generation.

    side_sha256: hash of the NAME.meta.yaml beside an added document, "" where there is none or the corpus has it.
    """

    id: str
    path: str
    kept: str
    sha256: str
    origin: Literal["corpus", "added"]
    side_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecord:
    """The sentence-transformers model that embedded the generation; sha256 is that of its weights."""

    name: str
    sha256: str
    window_pieces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that is known of a generation.

    fingerprint: hash of everything that decides its content; equal fingerprints need no new generation.
    failures: corpus files that could not be used; without_questions: ids of documents that no question bank covers;
    questions_wanted: what is left to do in question files; set_aside: topics that a document may answer after all.
    counts: documents, sections, sentences, tokens, and questions a bank.
    passages_sha256: hash of what Chroma holds (ids, texts, vectors), since its database file changes when read.
    files: path inside the generation -> sha256, for each file but this one and those that reading changes.
    """

    schema: int
    built_at: str
    fingerprint: str
    corpus_sha256: str
    documents: tuple[DocumentRecord, ...]
    failures: tuple[ReadFailure, ...]
    without_questions: tuple[str, ...]
    model: ModelRecord
    counts: dict[str, int]
    versions: dict[str, str]
    passages_sha256: str
    files: dict[str, str]
    questions_wanted: tuple[QuestionsWanted, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


_ADAPTER = TypeAdapter(Manifest)


def manifest_to_json(manifest: Manifest) -> bytes:
    """Write a manifest as indented JSON."""
    return _ADAPTER.dump_json(manifest, indent=2) + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest. Raises IndexDamagedError where it is missing, cut off or of another shape."""
    path = folder / MANIFEST_FILE
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({_first_line(error)}); run `headsup ingest`.") from error


def installed_versions() -> dict[str, str]:
    """Name the installed version of each library that takes part in a build."""
    return {name: version(name) for name in LIBRARIES}


def hash_file(path: Path) -> str:
    """Hash a file's bytes; sha256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_parts(parts: Iterable[str]) -> str:
    """Hash a sequence of texts, each told apart from its neighbours; sha256 in hex."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def hash_folder(folder: Path) -> dict[str, str]:
    """Hash every file below a folder: path inside it, with forward slashes -> sha256; in the order of the paths."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in files}


def hash_corpus(folder: Path) -> str:
    """Hash the names and bytes of a corpus folder's files; code and hidden files do not count."""
    files = corpus_files(folder)
    return hash_parts(part for path in files for part in (path.relative_to(folder).as_posix(), hash_file(path)))


def corpus_files(folder: Path) -> list[Path]:
    """List the files that hash_corpus reads, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and _is_corpus_file(path.relative_to(folder)))


def _is_corpus_file(path: Path) -> bool:
    return path.suffix not in {".py", ".pyc"} and not any(part.startswith((".", "__")) for part in path.parts)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
