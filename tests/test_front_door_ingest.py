"""`headsup ingest` through the real command line: what it says, what it publishes, and the exit statuses."""

import shutil
from pathlib import Path

from conftest import RunHeadsup

ROOT = Path(__file__).parent.parent


def test_the_shipped_corpus_holds(headsup: RunHeadsup) -> None:
    run = headsup("ingest", "--check")

    assert (run.returncode, "0 errors" in run.stdout) == (0, True), run.stdout


def test_a_broken_corpus_is_named_by_file_and_line(headsup: RunHeadsup, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus)
    note = corpus / "notes" / "neck-ring.yaml"
    note.write_text(note.read_text(encoding="utf-8").replace("special circles", "square circles"), encoding="utf-8")
    broken = note.read_text(encoding="utf-8").splitlines().index(
        "    quote: fixing the head, square circles on the neck will help with this"
    )  # fmt: skip

    checked = headsup("ingest", "--check", "--corpus", str(corpus))
    built = headsup("ingest", "--corpus", str(corpus))

    assert (checked.returncode, built.returncode) == (1, 2)
    assert f"notes/neck-ring.yaml:{broken + 1}" in checked.stdout
    assert "notes/neck-ring.yaml" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_second_run_says_that_nothing_changed(headsup: RunHeadsup) -> None:
    run = headsup("ingest")

    assert run.returncode == 0
    assert "nothing changed, nothing was embedded" in run.stdout


def test_bad_files_are_named_and_the_others_published(home: Path, headsup: RunHeadsup, tmp_path: Path) -> None:
    own = _copy_home(home, tmp_path)
    added = tmp_path / "added"
    added.mkdir()
    (added / "crib.md").write_text("# The crib\n\nWash the crib sheet once a week.\n", encoding="utf-8")
    (added / "empty.txt").write_bytes(b"")
    (added / "binary.txt").write_bytes(bytes(range(256)) * 40)

    run = headsup("ingest", str(added), home=own)
    asked = headsup("ask", "how often do I wash the crib sheet", "--json", home=own)

    assert run.returncode == 1, run.stderr
    assert [line.split(":")[0] for line in run.stdout.splitlines() if "added" in line].count("failed") == 2
    assert "no question bank: crib" in run.stdout
    assert (asked.returncode, "head-control" in asked.stdout or "crib" in asked.stdout) == (0, True)


def test_a_run_in_which_nothing_can_be_read_leaves_the_old_index_serving(
    home: Path, headsup: RunHeadsup, tmp_path: Path
) -> None:
    own, empty = _copy_home(home, tmp_path), tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", empty)
    (empty / "guidance" / "head-control.md").unlink()
    before = (own / "CURRENT").read_bytes()

    run = headsup("ingest", "--corpus", str(empty), home=own)

    assert (run.returncode, run.stderr.count("headsup:"), "Traceback" in run.stderr) == (2, 1, False), run.stderr
    assert (own / "CURRENT").read_bytes() == before


def _copy_home(home: Path, folder: Path) -> Path:
    """A copy of the shared home that may be built in; the cache is shared."""
    own = folder / "home"
    shutil.copytree(home, own, symlinks=True)
    return own
