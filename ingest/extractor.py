"""A pdf, docx or html file -> its text, read in a child process: a hostile file may hang, crash or fill only that.

Knows nothing of the formats: the child's side is `extraction`, which alone imports the parsers.
"""

import importlib
import json
import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.errors import DocumentError

LIMIT_SECONDS = 60
LIMIT_BYTES = 2 * 1024**3  # of address space; llama-index's readers alone take 0.3 GB


class Extractor:
    """Extracts texts, one at a time, in one child process that is replaced when a file ends it."""

    def __init__(self, limit_seconds: float = LIMIT_SECONDS, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit_seconds = limit_seconds
        self._limit_bytes = limit_bytes
        self._child: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def extract(self, path: Path) -> tuple[str, str | None]:
        """Extract a file's text, and its title where the format has one.

        Raises DocumentError for what is broken, locked, without text, or takes more than 60 seconds or 2 GB.
        """
        line = self._line or self._start()
        try:
            line.send_bytes(json.dumps(str(path)).encode())
            if not line.poll(self._limit_seconds):
                self._stop()
                raise DocumentError(
                    f"takes more than {self._limit_seconds:g} seconds to read; save it anew, or as text"
                )
            answer = json.loads(line.recv_bytes())
        except (EOFError, OSError) as error:
            self._stop()
            raise DocumentError("ended its reader, perhaps for want of memory; save it anew, or as text") from error
        if "reason" in answer:
            raise DocumentError(answer["reason"])
        return answer["text"], answer["title"]

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._line, far_end = context.Pipe()
        self._child = context.Process(target=_serve, args=(far_end, self._limit_bytes), daemon=True)
        self._child.start()
        far_end.close()
        return self._line

    def _stop(self) -> None:
        if self._child is not None and self._line is not None:
            self._line.close()
            self._child.kill()
            self._child.join()
            self._child.close()
        self._child = self._line = None


def _serve(line: Connection, limit_bytes: int) -> None:
    """Answer paths with texts or reasons until the line is closed; the child's whole life."""
    extraction = importlib.import_module("ingest.extraction")  # here, since llama-index costs the parent 2 s
    extraction.limit_process(limit_bytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends this child
    with suppress(EOFError):
        while True:
            path = Path(json.loads(line.recv_bytes()))
            line.send_bytes(json.dumps(extraction.answer(path)).encode())
