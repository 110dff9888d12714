"""What `headsup doctor` says of a whole installation, and of each thing that can be wrong with one."""

import shutil
import socket
from pathlib import Path

from conftest import RunHeadsup

from ingest.doctor import Finding, Report, check_home, check_index, check_model, check_packages, check_port, examine
from ingest.settings import IngestSettings


def test_a_whole_installation_is_ready(home: Path) -> None:
    report = examine(IngestSettings(home=home), port=_free_port())

    assert [finding for finding in report.findings if finding.level != "ok"] == []
    assert report.status == 0
    assert len(report.lines) == 7


def test_without_an_index_it_is_not_ready_and_says_what_to_run(tmp_path: Path) -> None:
    report = examine(IngestSettings(home=tmp_path / "home"), port=_free_port())

    assert report.status == 2
    assert [line for line in report.lines if line.startswith("error")] == [
        f"error    {tmp_path / 'home'} holds no index; run `headsup ingest`."
    ]
    assert not (tmp_path / "home").exists()


def test_the_worst_finding_is_the_verdict() -> None:
    levels = [Finding(level="ok", text="a"), Finding(level="warning", text="b")]

    assert Report(findings=tuple(levels)).status == 1
    assert Report(findings=(*levels, Finding(level="error", text="c"))).status == 2


def test_a_corpus_changed_since_the_build_is_a_warning(home: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(IngestSettings().corpus, corpus)
    note = corpus / "notes" / "neck-ring.yaml"
    note.write_text(note.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")

    found = check_index(IngestSettings(home=home, corpus=corpus))

    assert [finding.level for finding in found] == ["ok", "warning"]
    assert found[1].text.endswith("run `headsup ingest`.")


def test_a_damaged_index_is_an_error(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "home"
    shutil.copytree(home, own, symlinks=True)
    for sentences in own.glob("generations/*/sentences.json"):
        sentences.write_bytes(sentences.read_bytes()[:-9])

    (found,) = check_index(IngestSettings(home=own))

    assert (found.level, "sentences.json was altered" in found.text) == ("error", True)


def test_an_index_of_another_model_is_an_error(home: Path) -> None:
    (found,) = check_index(IngestSettings(home=home, model="bge-small-en-v1.5"))

    assert found.level == "error"
    assert "settings ask for bge-small-en-v1.5; run `headsup ingest`" in found.text


def test_a_missing_model_is_an_error(tmp_path: Path) -> None:
    found = check_model(IngestSettings(home=tmp_path, model=str(tmp_path / "nothing")))

    assert (found.level, "unset it" in found.text) == ("error", True)


def test_a_home_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")

    found = check_home(IngestSettings(home=tmp_path / "home" / "inside"))

    assert (found.level, "set HEADSUP_HOME" in found.text) == ("error", True)


def test_a_home_that_others_may_write_is_a_warning(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)

    found = check_home(IngestSettings(home=tmp_path))

    assert (found.level, f"chmod go-w {tmp_path}" in found.text) == ("warning", True)


def test_a_port_that_is_taken_is_a_warning() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        found = check_port(port)

    assert (found.level, found.text.startswith(f"Port {port} is taken")) == ("warning", True)


def test_the_installed_packages_are_those_that_are_asked_for() -> None:
    assert check_packages().level == "ok"


def test_the_command_prints_every_line_and_leaves_with_the_verdict(headsup: RunHeadsup, tmp_path: Path) -> None:
    run = headsup("doctor", home=tmp_path / "none")

    assert run.returncode == 2
    assert run.stdout.splitlines()[0].startswith("ok       Python 3.")
    assert "headsup ingest" in run.stdout


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
