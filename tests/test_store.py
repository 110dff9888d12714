import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.schema import TextNode

from ingest.errors import IndexDamagedError
from ingest.manifest import hash_folder
from ingest.store import files_that_reading_changes, hash_passages, read_passages, write_passages


def _nodes(count: int) -> list[TextNode]:
    rows = np.random.default_rng(0).normal(size=(count, 16))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return [TextNode(id_=f"{n:016x}", text=f"sentence {n}", embedding=row.tolist()) for n, row in enumerate(rows)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "chroma"
    write_passages(folder, _nodes(1200))
    return folder


@pytest.fixture
def chroma(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "chroma"))


def test_passages_come_back_by_id_with_text_and_vector(chroma: Path) -> None:
    nodes = _nodes(1200)

    stored = read_passages(chroma)

    assert stored.ids == tuple(node.node_id for node in nodes)
    assert stored.texts == tuple(node.text for node in nodes)
    assert stored.vectors.dtype == np.float32
    assert np.allclose(stored.vectors, [node.embedding for node in nodes], atol=1e-6)


@pytest.mark.parametrize("count", [1, 40, 1200])
def test_reading_changes_only_the_files_that_are_said_to_change(tmp_path: Path, count: int) -> None:
    write_passages(tmp_path / "chroma", _nodes(count))
    changing = {
        path.relative_to(tmp_path / "chroma").as_posix() for path in files_that_reading_changes(tmp_path / "chroma")
    }
    before = hash_folder(tmp_path / "chroma")

    hashes = {hash_passages(read_passages(tmp_path / "chroma")) for _ in range(3)}

    after = hash_folder(tmp_path / "chroma")
    assert {name for name in before | after if before.get(name) != after.get(name)} <= changing
    assert len(hashes) == 1


def test_a_vector_that_is_no_number_is_refused(tmp_path: Path) -> None:
    nodes = _nodes(2)
    nodes[1].embedding = [float("nan")] * 16

    with pytest.raises(ValueError, match="not finite"):
        write_passages(tmp_path / "chroma", nodes)


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zero_header(path: Path) -> None:
    path.write_bytes(bytes(100) + path.read_bytes()[100:])


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [_delete, _empty, _zero_header, _truncate])
def test_a_damaged_database_is_found_and_never_replaced_by_an_empty_one(chroma: Path, damage: object) -> None:
    damage(chroma / "chroma.sqlite3")  # type: ignore[operator]

    with pytest.raises(IndexDamagedError, match="run `headsup ingest`"):
        read_passages(chroma)


def test_flipped_bytes_in_the_database_never_crash_the_reader(written: Path, tmp_path: Path) -> None:
    content = (written / "chroma.sqlite3").read_bytes()
    noise = np.random.default_rng(7)
    script = (
        "import sys; from pathlib import Path; from ingest.errors import IndexDamagedError\n"
        "from ingest.store import hash_passages, read_passages\n"
        "for folder in sys.argv[1:]:\n"
        "    try: print(hash_passages(read_passages(Path(folder))))\n"
        "    except IndexDamagedError: print('found')\n"
    )
    folders = []
    for attempt in range(12):
        folder = Path(shutil.copytree(written, tmp_path / str(attempt)))
        flipped = bytearray(content)
        for position in noise.integers(100, len(content), 50):
            flipped[position] ^= 1 << int(noise.integers(8))
        (folder / "chroma.sqlite3").write_bytes(flipped)
        folders.append(str(folder))

    run = subprocess.run([sys.executable, "-c", script, *folders], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert len(run.stdout.split()) == 12
    assert "found" in run.stdout


def test_several_processes_may_read_at_once(chroma: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ingest.store import hash_passages, read_passages\n"
        "for _ in range(3): print(hash_passages(read_passages(Path(sys.argv[1]))))"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(chroma)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    printed = [run.communicate(timeout=120)[0].split() for run in runs]

    assert {line for lines in printed for line in lines} == {hash_passages(read_passages(chroma))}
    assert [len(lines) for lines in printed] == [3] * 4
