"""An installation -> what is ready and what is not, each with what to do; changes nothing.

Knows nothing of exit statuses beyond its own verdict, and nothing of answers.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import stat
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal

from packaging.requirements import Requirement

from ingest.errors import IndexError_, ModelError
from ingest.index import describe_staleness, open_index
from ingest.model_files import find_model
from ingest.settings import IngestSettings

Level = Literal["ok", "warning", "error"]

MIN_PYTHON = (3, 11)
NEEDED_BYTES = 1_000_000_000
"""Twice a build of the shipped corpus with its caches, which is some 400 MB."""
DEFAULT_PORT = 7860
_STATUS: dict[Level, int] = {"ok": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; text says what was found and, where it is not ok, what to do."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was looked at, in the order in which a person would mend it."""

    findings: tuple[Finding, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """One line a finding, its level first."""
        return tuple(f"{finding.level:<8} {finding.text}" for finding in self.findings)

    @property
    def status(self) -> int:
        """The verdict as an exit status: 0 ready, 1 ready with warnings, 2 not ready."""
        return max((_STATUS[finding.level] for finding in self.findings), default=0)


def examine(settings: IngestSettings, port: int = DEFAULT_PORT) -> Report:
    """Look at Python, packages, model, home, disk, index and port; raises nothing for what is wrong with them."""
    return Report(
        findings=(
            check_python(),
            check_packages(),
            check_model(settings),
            check_home(settings),
            check_space(settings),
            *check_index(settings),
            check_port(port),
        )
    )


def check_python() -> Finding:
    """Look at the running Python."""
    found, needed = platform.python_version(), ".".join(map(str, MIN_PYTHON))
    if sys.version_info < MIN_PYTHON:
        return Finding(level="error", text=f"Python {found} is too old; make the environment with {needed} or newer.")
    return Finding(level="ok", text=f"Python {found}")


def check_packages() -> Finding:
    """Compare every installed package that headsup asks for with the versions that it asks for."""
    try:
        wanted = [Requirement(line) for line in requires("headsup") or ()]
    except PackageNotFoundError:
        return Finding(
            level="warning", text="headsup is not installed here; run `pip install -c constraints.txt -e .`."
        )
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [fault for fault in map(_describe_package, needed) if fault]
    if wrong:
        text = f"{'; '.join(wrong)}; run `pip install -c constraints.txt -e .`."
        return Finding(level="error", text=text)
    return Finding(level="ok", text=f"{len(needed)} packages at the versions asked for")


def _describe_package(wanted: Requirement) -> str | None:
    """Say what is wrong with an installed package; None where nothing is."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} is not installed"
    fits = wanted.specifier.contains(found, prereleases=True)
    return None if fits else f"{wanted.name} {found} is installed, {wanted.specifier} is needed"


def check_model(settings: IngestSettings) -> Finding:
    """Look for the embedding model and compare its weights' sha256."""
    try:
        model = find_model(settings.model)
    except ModelError as error:
        return Finding(level="error", text=str(error))
    return Finding(
        level="ok", text=f"model {model.name}, sha256 {model.sha256[:16]}, {model.window_pieces} word pieces"
    )


def check_home(settings: IngestSettings) -> Finding:
    """Look whether state can be written, and by nobody else."""
    home = settings.home
    place = next(path for path in (home, *home.absolute().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        text = f"{home} cannot be written; set HEADSUP_HOME to a folder of yours, or change its permissions."
        return Finding(level="error", text=text)
    if home.is_dir() and home.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return Finding(level="warning", text=f"Others may write into {home}; run `chmod go-w {home}`.")
    return Finding(level="ok", text=f"home {home} can be written")


def check_space(settings: IngestSettings) -> Finding:
    """Look whether the disk has room for another build."""
    place = next(path for path in (settings.home, *settings.home.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(place).free
    if free < NEEDED_BYTES:
        text = f"{place} has {free / 1e6:,.0f} MB free, {NEEDED_BYTES / 1e6:,.0f} MB is wanted; free some space."
        return Finding(level="warning", text=text)
    return Finding(level="ok", text=f"{free / 1e9:,.1f} GB free")


def check_index(settings: IngestSettings) -> tuple[Finding, ...]:
    """Open the index with all its checks, and compare it with the corpus of today."""
    try:
        index = open_index(settings.home, model=settings.model)
    except IndexError_ as error:
        return (Finding(level="error", text=str(error)),)
    counts = index.manifest.counts
    text = f"index {index.generation}: {counts['documents']} documents, {counts['sentences']:,} sentences"
    stale = describe_staleness(index, settings.corpus)
    doubts = (*index.warnings, *([stale] if stale else []))
    return (Finding(level="ok", text=text), *(Finding(level="warning", text=doubt) for doubt in doubts))


def check_port(port: int) -> Finding:
    """Look whether the page's port is free on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            text = f"Port {port} is taken ({error.strerror}); if not by Heads Up, use `headsup serve --port`."
            return Finding(level="warning", text=text)
    return Finding(level="ok", text=f"port {port} is free")
