"""Paths -> the files to read, in order; knows nothing of what is in them."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx")
MAX_FILE_BYTES = 20 * 1024**2

_SIDE_FILES = (".meta.yaml", ".wording.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailure:
    """A file or folder that could not be read; `reason` says why, and how to mend it."""

    path: str
    reason: str


def find_files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[ReadFailure, ...]]:
    """Find the files to read at paths, in the order given, each once; folders with all below them, by name.

    A link within a folder adds nothing to the file that it leads to. Hidden files and the side files of editors are
    passed over; anything else that cannot be read is a failure.
    """
    files: dict[Path, Path] = {}
    failures: list[ReadFailure] = []
    for path, reason in (found for given in paths for found in _check(given)):
        if reason:
            failures.append(ReadFailure(path=show_path(path), reason=reason))
        else:
            files[path.resolve()] = files.get(path.resolve(), path) if path.is_symlink() else path
    return tuple(files.values()), tuple(failures)


def show_path(path: Path) -> str:
    """Write a path as text that can always be printed and stored, even if its name is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _check(path: Path) -> Iterator[tuple[Path, str | None]]:
    """Give each file at a path with the reason that speaks against it, or None."""
    if not path.is_dir():
        yield path, _refuse(path)
        return
    checked = [(found, _refuse_link(found, path) or _refuse(found)) for found in _walk(path)]
    yield from checked
    if all(reason for _, reason in checked):
        yield path, f"is a folder without a file to read; put a file into it that ends in {', '.join(ENDINGS)}"


def _walk(folder: Path) -> Iterator[Path]:
    """Give all that is below a folder but folders that can be entered; links to folders are not followed."""
    if not os.access(folder, os.R_OK | os.X_OK):
        yield folder
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith(_SIDE_FILES):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _refuse_link(path: Path, folder: Path) -> str | None:
    """Refuse links that lead out of the folder that was given: what they show may be private."""
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return "is a link that leads out of the folder; copy the file into the folder"
    return None


def _refuse(path: Path) -> str | None:
    """Say why a file cannot be read, from what the file system knows of it."""
    try:
        status = path.stat()
    except OSError as error:
        return f"cannot be found: {error.strerror}; check the path"
    if stat.S_ISDIR(status.st_mode):
        linked = "is a link to a folder; give the folder itself"
        return linked if path.is_symlink() else "is a folder that may not be opened; `chmod u+rx` it"
    if not stat.S_ISREG(status.st_mode):
        return "is a pipe, socket or device, not a file; save what it holds as a file"
    if path.suffix.lower() not in ENDINGS:
        return f"has the ending {path.suffix!r}, which is not read; convert it to one of {', '.join(ENDINGS)}"
    if not os.access(path, os.R_OK):
        return "may not be read; `chmod u+r` it"
    return _refuse_size(status.st_size)


def _refuse_size(size: int) -> str | None:
    if size == 0:
        return "is empty (0 bytes); put its text into it, or take it away"
    if size > MAX_FILE_BYTES:
        return f"has {size / 1024**2:,.1f} MB, at most {MAX_FILE_BYTES / 1024**2:.0f} MB are read; split it"
    return None
