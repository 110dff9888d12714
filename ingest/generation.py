"""A folder being built -> a published generation, in one atomic step; and the removal of what is left over.

Nothing in a published generation is ever written again. Knows nothing of what the files hold.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from itertools import count
from pathlib import Path

from ingest.errors import IndexDamagedError, IndexError_
from ingest.layout import Home, current_generation, generation_number, published_generations
from ingest.manifest import MANIFEST_FILE, Manifest, hash_file, manifest_to_json

KEPT_GENERATIONS = 2
_BUILDING = ".building-"
_LEAVING = ".leaving-"


def start_generation(home: Path) -> Path:
    """Make an empty folder to build in, which no reader looks at; to be called under the builders' lock."""
    generations = Home(home).generations
    generations.mkdir(parents=True, exist_ok=True)
    free = (generations / f"{_BUILDING}{os.getpid()}-{n}" for n in count(1))
    folder = next(path for path in free if not path.exists())
    folder.mkdir()
    return folder


def remove_unpublished(home: Path) -> None:
    """Remove what builds that ended early have left, at whatever step. Only under the builders' lock."""
    generations = Home(home).generations
    current = current_generation(home)
    if current:
        for name in published_generations(home):
            if generation_number(name) > generation_number(current):
                _hide(generations / name)
    for path in [*generations.glob(f"{_BUILDING}*"), *generations.glob(f"{_LEAVING}*")]:
        shutil.rmtree(path)


def require_space(home: Path, needed_bytes: int) -> None:
    """Refuse to begin with less than twice the estimated need: a full disk stops even reading."""
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free
    if free < 2 * needed_bytes:
        raise IndexError_(
            f"{home} has {free / 1e6:.0f} MB free, a build needs {2 * needed_bytes / 1e6:.0f} MB; "
            "free some space, or set HEADSUP_HOME to another disk."
        )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, the last file of a generation."""
    (folder / MANIFEST_FILE).write_bytes(manifest_to_json(manifest))


def sync_folder(folder: Path) -> None:
    """Make every file and folder of a generation survive a loss of power."""
    for path in sorted(folder.rglob("*")):
        sync_path(path)
    sync_path(folder)


def sync_path(path: Path) -> None:
    """Flush one file or folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def name_generation(folder: Path, home: Path) -> str:
    """Choose the name under which a folder is published: the next number and its manifest's first 8 hex digits."""
    numbers = [generation_number(name) for name in published_generations(home)]
    return f"gen-{max(numbers, default=0) + 1:04d}-{hash_file(folder / MANIFEST_FILE)[:8]}"


def publish_generation(folder: Path, home: Path) -> str:
    """Rename a synced folder to its published name and point CURRENT at it; returns the name.

    A reader sees the old generation until os.replace, and the new one, whole, from then on.
    """
    place = Home(home)
    name = name_generation(folder, home)
    folder.rename(place.generations / name)
    sync_path(place.generations)
    draft = place.current.with_suffix(".new")
    draft.write_text(f"{name}\n", encoding="ascii")
    sync_path(draft)
    draft.replace(place.current)
    sync_path(place.folder)
    return name


def remove_old_generations(home: Path, current: str) -> None:
    """Remove all but the current generation and the one before it."""
    names = published_generations(home)
    older = [name for name in names if generation_number(name) < generation_number(current)]
    for name in older[: 1 - KEPT_GENERATIONS]:
        shutil.rmtree(_hide(Home(home).generations / name))


def _hide(folder: Path) -> Path:
    """Rename a generation, so that a removal cut short leaves no half one that looks published."""
    return folder.rename(folder.with_name(f"{_LEAVING}{folder.name}"))


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest, and the manifest with the generation's name.

    Raises IndexDamagedError naming the first file that differs.
    """
    named = folder.name.rpartition("-")[2]
    if hashlib.sha256((folder / MANIFEST_FILE).read_bytes()).hexdigest()[:8] != named:
        raise IndexDamagedError(f"{folder / MANIFEST_FILE} was altered; run `headsup ingest`.")
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise IndexDamagedError(f"{path} is missing; run `headsup ingest`.")
        if hash_file(path) != expected:
            raise IndexDamagedError(f"{path} was altered; run `headsup ingest`.")
