"""`headsup expand` through the real command line: what it writes, what it says, its statuses, and what leaves."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import RunHeadsup, call_headsup
from loopback_llm import say, send, serve_llm

TOWELS = "Warm the towel before the bath. Dry her neck folds with a soft cloth. Is that safe?\n"


@pytest.fixture
def towels(tmp_path: Path) -> Path:
    path = tmp_path / "towels.txt"
    path.write_text(TOWELS, encoding="utf-8")
    return path


def configure(home: Path, folder: Path, url: str) -> Path:
    """A home of a test's own, beside a `.env` that names an LLM."""
    shutil.copytree(home, folder / "home", symlinks=True)
    (folder / ".env").write_text(f"HEADSUP_LLM_URL={url}\nHEADSUP_LLM_MODEL=m\nHEADSUP_LLM_KEY=k\n", encoding="utf-8")
    return folder / "home"


def test_it_writes_a_file_and_says_how_much_is_to_do(headsup: RunHeadsup, towels: Path, tmp_path: Path) -> None:
    run = headsup("expand", str(towels), "--out", str(tmp_path / "q.yaml"))

    assert (run.returncode, run.stderr) == (0, "")
    assert "2 sentences of towels may answer, 2 of them new here; 0 have questions, 2 still need them" in run.stdout
    assert "put it into guidance/" in run.stdout
    assert (tmp_path / "q.yaml").read_text(encoding="utf-8").endswith(
        'document: towels\nsentences:\n  # towels\n  - quote: "Warm the towel before the bath."\n    questions:\n'
        '  - quote: "Dry her neck folds with a soft cloth."\n    questions:\n'
    )  # fmt: skip


def test_json_names_the_same_counts(headsup: RunHeadsup, towels: Path, tmp_path: Path) -> None:
    run = headsup("expand", str(towels), "--out", str(tmp_path / "q.yaml"), "--json")

    assert json.loads(run.stdout) == {
        "document": "towels",
        "file": str(tmp_path / "q.yaml"),
        "sentences": 2,
        "added": 2,
        "with_questions": 0,
        "drafts": 0,
        "dropped": 0,
        "gone": [],
        "in_corpus": False,
        "fault": None,
        "without_questions": 2,
    }


@pytest.mark.parametrize("document", ["nothing-of-that-name", "."])
def test_what_cannot_be_found_is_status_two(headsup: RunHeadsup, document: str) -> None:
    run = headsup("expand", document)

    assert (run.returncode, run.stdout, "Traceback" in run.stderr) == (2, "", False)
    assert "the ids are head-control" in run.stderr


def test_a_place_that_cannot_be_written_is_status_two(headsup: RunHeadsup, towels: Path) -> None:
    run = headsup("expand", str(towels), "--out", "/proc/no/q.yaml")

    assert (run.returncode, "Traceback" in run.stderr) == (2, False)
    assert "give another --out" in run.stderr


def test_a_configured_llm_drafts_and_nothing_but_the_document_is_sent(home: Path, towels: Path, tmp_path: Path) -> None:
    with serve_llm(lambda handler, _: say(handler, "how do i dry the folds")) as llm:
        own = configure(home, tmp_path, llm.url)
        run = call_headsup(own, "expand", str(towels), "--out", str(tmp_path / "q.yaml"))

    assert run.returncode == 0, run.stderr
    assert "2 drafts wait for a person's review" in run.stdout
    assert '    drafts:\n      - "how do i dry the folds"\n' in (tmp_path / "q.yaml").read_text(encoding="utf-8")
    assert {(one["path"], one["key"], one["model"]) for one in llm.asked} == {("/v1/chat/completions", "Bearer k", "m")}
    assert not any("head-control" in prompt for prompt in llm.prompts)


def test_a_failing_llm_is_status_one_with_the_file_ready(home: Path, towels: Path, tmp_path: Path) -> None:
    with serve_llm(lambda handler, _: send(handler, b"", 503)) as llm:
        own = configure(home, tmp_path, llm.url)
        run = call_headsup(own, "expand", str(towels), "--out", str(tmp_path / "q.yaml"))

    assert (run.returncode, "503" in run.stdout, "Traceback" in run.stderr) == (1, True, False)
    assert (tmp_path / "q.yaml").is_file()
