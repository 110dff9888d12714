import os
from pathlib import Path

import pytest

from ingest.errors import IndexDamagedError, IndexError_, IndexMissingError
from ingest.generation import (
    check_files,
    publish_generation,
    remove_old_generations,
    remove_unpublished,
    require_space,
    start_generation,
    sync_folder,
    write_manifest,
)
from ingest.layout import current_generation, generations_to_try, published_generations, require_current
from ingest.manifest import SCHEMA, Manifest, ModelRecord, hash_folder, read_manifest


def _manifest(files: dict[str, str], mark: str = "") -> Manifest:
    return Manifest(
        schema=SCHEMA,
        built_at="2026-11-22T00:00:00+00:00",
        fingerprint=mark,
        corpus_sha256="",
        documents=(),
        failures=(),
        without_questions=(),
        model=ModelRecord(name="m", sha256="", window_pieces=256),
        counts={},
        versions={},
        passages_sha256="",
        files=files,
    )


def _publish(home: Path, mark: str = "") -> str:
    folder = start_generation(home)
    (folder / "deep").mkdir()
    (folder / "deep" / "data.bin").write_bytes(b"whole")
    write_manifest(folder, _manifest(hash_folder(folder), mark))
    sync_folder(folder)
    return publish_generation(folder, home)


def test_nothing_is_published_in_a_fresh_home(tmp_path: Path) -> None:
    assert current_generation(tmp_path) is None
    with pytest.raises(IndexMissingError, match="holds no index; run `headsup ingest`"):
        require_current(tmp_path)


def test_a_published_generation_is_current_whole_and_read_back(tmp_path: Path) -> None:
    name = _publish(tmp_path)

    folder = tmp_path / "generations" / name
    assert name.startswith("gen-0001-")
    assert current_generation(tmp_path) == name
    check_files(folder, read_manifest(folder))
    assert os.listdir(tmp_path / "generations") == [name]


def test_numbers_rise_and_the_newest_two_stay(tmp_path: Path) -> None:
    names = [_publish(tmp_path, mark) for mark in "abc"]

    remove_old_generations(tmp_path, names[-1])

    assert [name[:8] for name in names] == ["gen-0001", "gen-0002", "gen-0003"]
    assert published_generations(tmp_path) == names[1:]
    assert generations_to_try(tmp_path, names[2]) == [names[2], names[1]]


def test_what_a_build_left_unpublished_goes_and_the_rest_stays(tmp_path: Path) -> None:
    name = _publish(tmp_path)
    start_generation(tmp_path)
    orphan = tmp_path / "generations" / "gen-0002-00000000"
    orphan.mkdir()
    (tmp_path / "generations" / ".leaving-gen-0000-00000000").mkdir()

    remove_unpublished(tmp_path)

    assert os.listdir(tmp_path / "generations") == [name]


def test_leftovers_go_where_nothing_was_ever_published(tmp_path: Path) -> None:
    start_generation(tmp_path)

    remove_unpublished(tmp_path)

    assert os.listdir(tmp_path / "generations") == []


@pytest.mark.parametrize("content", ["", "../../etc", "gen-1-x", "gen-0001-0123456\n\n x"])
def test_a_pointer_that_is_no_name_points_to_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT").write_text(content)

    assert current_generation(tmp_path) is None


def test_an_altered_or_missing_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "generations" / _publish(tmp_path)
    manifest = read_manifest(folder)
    data = folder / "deep" / "data.bin"

    data.write_bytes(b"Whole")
    with pytest.raises(IndexDamagedError, match=r"data\.bin was altered; run `headsup ingest`"):
        check_files(folder, manifest)
    data.unlink()
    with pytest.raises(IndexDamagedError, match=r"data\.bin is missing"):
        check_files(folder, manifest)


def test_an_altered_manifest_does_not_fit_the_generations_name(tmp_path: Path) -> None:
    folder = tmp_path / "generations" / _publish(tmp_path)
    write_manifest(folder, _manifest({}, "altered"))

    with pytest.raises(IndexDamagedError, match=r"manifest\.json was altered"):
        check_files(folder, read_manifest(folder))


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema": 1}', b"\xff\xfe"])
def test_a_manifest_cut_short_is_an_error_with_the_command(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)

    with pytest.raises(IndexDamagedError, match="run `headsup ingest`"):
        read_manifest(tmp_path)


def test_a_full_disk_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(IndexError_, match=r"MB free, a build needs \d+ MB"):
        require_space(tmp_path, 10**18)
