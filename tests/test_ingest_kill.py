"""kill -9 of a real build at every step, and inside the steps that write: nothing that was published is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ingest.layout import published_generations

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

DRIVER = """
import os, signal, sys
from pathlib import Path
from ingest.build import build_index
from ingest.settings import IngestSettings

KIND, _, WHERE = os.environ["HEADSUP_TEST_KILL_AT"].partition(":")
LEAVING = []

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def on_step(step):
    if KIND == "step" and step == WHERE:
        die()

def on_event(event, arguments):
    if KIND == "rename" and event == "os.rename" and Path(os.fsdecode(arguments[1])).name.startswith(WHERE):
        die()
    if KIND == "open" and event == "open" and ".building-" in str(arguments[0]) and str(arguments[0]).endswith(WHERE):
        die()
    if KIND == "remove" and event == "shutil.rmtree" and ".leaving-" in str(arguments[0]):
        LEAVING.append(arguments[0])
    if LEAVING and event == "os.remove":
        LEAVING.append(arguments[0])
        if len(LEAVING) > int(WHERE):
            die()

if __name__ == "__main__":
    sys.addaudithook(on_event)
    settings = IngestSettings(home=Path(sys.argv[1]), corpus=Path(sys.argv[2]))
    build_index(settings, on_step=on_step)
"""

SAMPLE = ["open:banks/notes.npz", "rename:CURRENT"]
"""Inside writing and inside publishing: the two that run every time."""
OTHERS = [
    *(f"step:{step}" for step in ("scan", "read", "split", "embed", "banks", "export", "write", "verify", "sync")),
    "step:publish",
    "step:clean",
    "open:corpus.json",
    "open:tokens/values.npy",
    "open:corpus/guidance/new.md",
    "open:manifest.json",
    "rename:gen-",
    "rename:.leaving-",
    "remove:3",
]


def _start(place: Place, kill_at: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HEADSUP_TEST_KILL_AT": kill_at}
    return subprocess.Popen([sys.executable, "-c", DRIVER, str(place.home), str(place.corpus)], env=environment)


def _add_document(place: Place) -> None:
    path = place.corpus / "guidance" / "new.md"
    path.write_text("# New\n\nSing a slow song to her.\n", encoding="utf-8")


def _find(place: Place, question: str) -> str:
    """Open the index and answer a search."""
    index = place.open()
    assert index.warnings == ()
    return index.sentences[int((index.vectors @ index.encoder.embed([question]).vectors[0]).argmax())].text


def _check_nothing_lost(place: Place, before: str) -> None:
    """After a kill the last good index answers, and the next build ends clean, with the new document."""
    assert _find(place, "may I use a ring") == "Use a ring."
    assert before in published_generations(place.home)

    place.build()

    assert _find(place, "what should I sing") == "Sing a slow song to her."
    assert _find(place, "may I use a ring") == "Use a ring."
    names = os.listdir(place.home / "generations")
    assert sorted(names) == published_generations(place.home)
    assert len(names) == 2
    assert not place.build().published


@pytest.mark.parametrize("kill_at", [*SAMPLE, *(pytest.param(where, marks=pytest.mark.slow) for where in OTHERS)])
def test_a_build_killed_there_loses_nothing_and_the_next_ends_clean(built: Place, kill_at: str) -> None:
    before = built.generation.name
    _add_document(built)

    killed = _start(built, kill_at).wait(timeout=120)

    assert killed == -signal.SIGKILL
    _check_nothing_lost(built, before)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_build_killed_while_chroma_writes_loses_nothing(built: Place, seed: int) -> None:
    before = built.generation.name
    _add_document(built)
    build = _start(built, "never")

    _wait_for(lambda: any((built.home / "generations").glob(".building-*/chroma/*")) or build.poll() is not None)
    time.sleep(random.Random(seed).uniform(0, 0.3))  # noqa: S311  (a time, not a secret)
    build.kill()
    build.wait(timeout=60)

    _check_nothing_lost(built, before)


@pytest.mark.slow
def test_a_first_build_that_is_killed_leaves_no_index_and_the_next_one_works(place: Place) -> None:
    assert _start(place, "rename:CURRENT").wait(timeout=120) == -signal.SIGKILL
    assert not (place.home / "CURRENT").exists()

    assert place.build().published

    assert _find(place, "may I use a ring") == "Use a ring."
    assert not list((place.home / "generations").glob(".*"))


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)
