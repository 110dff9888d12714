"""What many tests share: one index of the shipped corpus, and the command line that runs on it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.engine import Engine, open_engine
from ingest.index import Index, open_index

ROOT = Path(__file__).parent.parent
HEADSUP = Path(sys.executable).with_name("headsup")
FIRST_BUILD_SECONDS = 1200
"""Nothing is cached yet, and the machine is slow or busy; two idle cores take two minutes."""

RunHeadsup = Callable[..., subprocess.CompletedProcess[str]]
Fields = dict[str, Any]
"""A reply's JSON object."""

REPLY_FIELDS = (
    "id", "question", "standalone", "outcome", "alert", "text", "citations", "notes", "conflicts", "parts", "reason",
    "suggestions", "source", "confidence", "timing_ms",
)  # fmt: skip


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the index of the shipped corpus, built once a session, for reading only.

    Embeddings and the exported encoder are the checkout's own: what `make run` has embedded is not embedded again.
    """
    folder = tmp_path_factory.mktemp("home")
    cache = ROOT / "var" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    (folder / "cache").symlink_to(cache, target_is_directory=True)
    run = call_headsup(folder, "ingest", timeout_seconds=FIRST_BUILD_SECONDS)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def index(home: Path) -> Index:
    return open_index(home)


@pytest.fixture(scope="session")
def engine(home: Path) -> Engine:
    return open_engine(home)


@pytest.fixture(scope="session")
def headsup(home: Path) -> RunHeadsup:
    """The real command line in a process of its own: headsup("ask", "-", stdin="…", home=…).

    Without `home` it reads the shared index.
    """
    return lambda *arguments, **options: call_headsup(options.pop("home", home), *arguments, **options)


def call_headsup(
    home: Path,
    *arguments: str,
    stdin: str = "",
    user: str = "",
    timeout_seconds: int = 240,
) -> subprocess.CompletedProcess[str]:
    """Run `headsup` on a home, whatever settings the caller's own environment holds; user: another home of the user."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADSUP_")}
    return subprocess.run(
        [HEADSUP, *arguments],
        env={**environment, "HEADSUP_HOME": str(home), **({"HOME": user} if user else {})},
        cwd=home.parent,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_seconds,
        check=False,
    )


def answer_lines(headsup: RunHeadsup, lines: Sequence[str], folder: Path) -> tuple[int, list[Fields]]:
    """Run `headsup faq` on JSON lines; returns the exit status and the objects of the output."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    run = headsup("faq", str(source), "--out", str(target))
    assert "Traceback" not in run.stderr, run.stderr
    return run.returncode, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
