"""One builder at a time in a home, told apart from a builder that died.

The kernel frees the lock when its process ends, however it ends; the text in the file only says who holds it.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import BuildLockedError


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the builders' lock. Raises BuildLockedError at once, naming process, host and start, if another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(descriptor)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _signature().encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "an unnamed process"
        raise BuildLockedError(
            f"Another build is running: {holder}. Wait for it to end, then run this again."
        ) from error


def _signature() -> str:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    return f"process {os.getpid()} on {socket.gethostname()}, started {started}\n"
