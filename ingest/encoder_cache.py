"""A model -> its exported encoder's folder, made once and kept in the home's cache.

Keyed by the model and by the libraries that export; may be deleted. Does not know how the export is done.
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from pathlib import Path

from ingest.embedder import Embedder
from ingest.manifest import hash_folder, hash_parts

_EXPORTERS = ("torch", "onnx", "onnxscript", "sentence-transformers", "transformers")
_FORMAT = "1"
"""Raise it when ingest/export.py writes something else."""
_HASHES = "sha256.txt"


def find_or_export(embedder: Embedder, cache: Path) -> Path:
    """Return the folder of the model's exported encoder, exporting it where it is missing or altered.

    Raises ModelError where the export does not agree with the model.
    """
    key = hash_parts([_FORMAT, embedder.files.fingerprint, *(version(name) for name in _EXPORTERS)])[:16]
    folder = cache / key
    if not _is_whole(folder):
        _export(embedder, folder)
    return folder


def link_encoder(folder: Path, target: Path) -> None:
    """Put the encoder into a generation, which is then whole by itself: hard links, or copies across disks."""
    target.mkdir()
    for path in folder.iterdir():
        if path.name != _HASHES:
            _link(path, target / path.name)


def _export(embedder: Embedder, folder: Path) -> None:
    """Export aside and rename, so that a kill leaves no half encoder."""
    from ingest.export import export_encoder  # noqa: PLC0415  (torch: 9 s, spared where an export is kept)

    draft = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    export_encoder(embedder.model(), draft)
    (draft / _HASHES).write_text(_describe(draft), encoding="utf-8")
    try:
        draft.rename(folder)
    except OSError:
        if not _is_whole(folder):
            raise
        shutil.rmtree(draft)  # another home's build, sharing this cache, was first


def _is_whole(folder: Path) -> bool:
    hashes = folder / _HASHES
    return hashes.is_file() and hashes.read_text(encoding="utf-8") == _describe(folder)


def _describe(folder: Path) -> str:
    """List the files and their hashes, one a line."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in hash_folder(folder).items() if name != _HASHES)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
