"""The README's commands, example, table and file tree are those of the product."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from conftest import RunHeadsup

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = [line.partition("#")[0].strip() for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]


def test_it_is_under_150_lines() -> None:
    assert len(README.splitlines()) < 150


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("headsup ")])
def test_each_example_command_runs(headsup: RunHeadsup, tmp_path: Path, line: str) -> None:
    (tmp_path / "questions.csv").write_text("question\nhow long should tummy time be\n", encoding="utf-8")
    words = [str(tmp_path / word) if word.endswith(".csv") else word for word in shlex.split(line)[1:]]

    run = headsup(*words)

    assert (run.returncode, bool(run.stdout + run.stderr)) == (0, True), run.stderr


def test_the_example_at_the_top_is_what_the_command_prints(headsup: RunHeadsup) -> None:
    command, *shown = next(block for kind, block in BLOCKS if kind == "console").splitlines()

    printed = headsup(*shlex.split(command.removeprefix("$ headsup"))).stdout

    assert [line for line in shown if line != "…" and _unmark(line) not in _unmark(printed).splitlines()] == []


def test_the_table_names_every_command_with_the_first_sentence_of_its_help(headsup: RunHeadsup) -> None:
    described = dict(re.findall(r"^\| `headsup (\w+)` \| (.+?) \|$", README, re.MULTILINE))

    help_text = " ".join(headsup("--help").stdout.partition("Commands")[2].replace("│", " ").split())

    assert sorted(described) == sorted(_list_commands(headsup))
    assert [name for name, sentence in described.items() if f"{name} {sentence}" not in help_text] == []


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", README)) - {"passes"}))
def test_each_make_target_exists(target: str) -> None:
    run = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert run.returncode == 0, run.stderr


def test_the_plain_pip_lines_are_those_of_the_makefile() -> None:
    lines = [line for line in SHELL if "pip install" in line]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert len(lines) == 2
    assert all("-c constraints.txt" in line for line in lines)
    assert lines[1].endswith("-e .")
    assert lines[0].partition("--extra-index-url ")[2] in makefile


def test_each_path_of_the_file_tree_exists_and_no_room_is_missing() -> None:
    tree = next(block for _, block in BLOCKS if block.startswith("app.py"))
    folder, paths = "", []
    for line in tree.splitlines():
        name = line.split(maxsplit=1)[0]
        paths.append(folder + name if line.startswith(" ") else name)
        folder = folder if line.startswith(" ") else name

    rooms = {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")}
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert rooms - set(paths) == set()


def test_make_run_serves_and_prints_the_address(home: Path, tmp_path: Path) -> None:
    environment = Path(sys.prefix)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = [f"VENV={environment}", f"PORT={port}", f"--assume-old={environment / '.ready'}"]
    with (tmp_path / "output").open("w+", encoding="utf-8") as output:
        server = subprocess.Popen(
            ["make", "run", *settings],
            cwd=ROOT,
            env={**os.environ, "HEADSUP_HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            page = _wait_for_page(f"http://127.0.0.1:{port}/", server)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
        output.seek(0)
        printed = output.read()

    assert "<html" in page
    assert f"http://127.0.0.1:{port}" in printed
    assert "Traceback" not in printed


def _unmark(text: str) -> str:
    """The text without its markers, whose numbers depend on what else is cited."""
    return re.sub(r" \[\w+\]", "", text)


def _list_commands(headsup: RunHeadsup) -> list[str]:
    """The commands that usage errors know: `headsup NAME --help` works for each line of the help."""
    names = re.findall(r"^│ (\w+) ", headsup("--help").stdout.partition("Commands")[2], re.MULTILINE)
    return [name for name in names if headsup(name, "--help").returncode == 0]


def _wait_for_page(address: str, server: "subprocess.Popen[bytes]") -> str:
    """The page, once it is served; fails when the server has ended or two minutes have gone."""
    for _ in range(240):
        assert server.poll() is None, "the server has ended"
        try:
            return httpx.get(address, timeout=30).text
        except httpx.TransportError:
            time.sleep(0.5)
    raise AssertionError(f"{address} does not answer")
