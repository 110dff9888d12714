from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.errors import BuildLockedError, CorpusError, DocumentError, IndexError_, WithdrawalError
from ingest.layout import published_generations
from ingest.lock import hold_lock
from ingest.manifest import hash_corpus

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]

STEPS = ["scan", "read", "split", "embed", "banks", "export", "write", "verify", "sync", "publish", "clean"]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_first_build_goes_through_all_steps_and_counts_what_it_made(place: Place) -> None:
    steps: list[str] = []

    summary = place.build(on_step=steps.append)

    assert steps == STEPS
    assert summary.published
    assert summary.generation == place.generation.name
    assert [record.id for record in summary.documents] == ["head", "play"]
    assert [record.path for record in summary.documents] == ["guidance/head.md", "guidance/play.md"]
    assert (summary.failures, summary.withdrawn, summary.without_questions) == ((), (), ("play",))
    assert {name: summary.counts[name] for name in ("documents", "sections", "sentences")} == {
        "documents": 2,
        "sections": 2,
        "sentences": 7,
    }
    assert summary.counts["questions.answers"] == 5
    assert summary.embedded + summary.reused == 7 + sum(
        number for name, number in summary.counts.items() if name.startswith("questions.")
    )
    assert os.listdir(place.home / "generations") == [summary.generation]


def test_a_second_build_embeds_and_publishes_nothing(built: Place) -> None:
    before = built.generation.name
    steps: list[str] = []

    summary = built.build(on_step=steps.append)

    assert steps == ["scan"]
    assert (summary.published, summary.generation, summary.embedded) == (False, before, 0)
    assert summary.counts == built.open().manifest.counts


def test_a_changed_sentence_is_the_only_one_embedded(built: Place) -> None:
    play = built.corpus / "guidance" / "play.md"
    play.write_text(play.read_text().replace("Stop when she looks away.", f"Stop when she yawns {os.getpid()} times."))

    summary = built.build()

    assert (summary.published, summary.embedded) == (True, 1)
    assert any("yawns" in sentence.text for sentence in built.open().sentences)
    assert len(published_generations(built.home)) == 2


def test_the_frozen_copies_are_the_files_that_were_read(built: Place, tmp_path: Path) -> None:
    extra = _write(tmp_path / "more" / "Bath Time.txt", "Warm the towel first.\r\nDry her well.\r\n")

    built.build(extra)

    index = built.open()
    (record,) = [record for record in index.manifest.documents if record.origin == "added"]
    assert hash_corpus(index.folder / "corpus") == hash_corpus(built.corpus) == index.manifest.corpus_sha256
    assert (index.folder / record.kept).read_bytes() == extra.read_bytes()
    with (index.folder / "texts" / "bath-time.txt").open(encoding="utf-8", newline="") as file:
        assert file.read() == index.documents["bath-time"].text == extra.read_bytes().decode()


def test_an_added_document_stays_in_later_builds_even_when_its_file_is_gone(built: Place, tmp_path: Path) -> None:
    extra = _write(tmp_path / "more" / "bath.txt", "Warm the towel first.")
    assert built.build(extra).published
    assert not built.build().published
    extra.unlink()
    assert not built.build().published
    _write(built.corpus / "guidance" / "new.md", "# New\n\nSing to her.\n")

    summary = built.build()

    assert [record.id for record in summary.documents] == ["head", "new", "play", "bath"]
    assert built.open().documents["bath"].path == str(extra)


def test_an_added_document_is_read_again_when_it_changes_and_goes_when_told(built: Place, tmp_path: Path) -> None:
    extra = _write(tmp_path / "bath.txt", "Warm the towel first.")
    built.build(extra)
    _write(extra, "Warm two towels first.")

    assert built.build().published
    assert built.open().documents["bath"].text == "Warm two towels first."
    assert built.build(withdraw=["bath"]).withdrawn == ("bath",)
    assert not built.build().published
    with pytest.raises(WithdrawalError, match="bath: not among the added documents"):
        built.build(withdraw=["bath"])


def test_a_document_that_breaks_later_serves_in_its_last_good_form(built: Place, tmp_path: Path) -> None:
    extra = _write(tmp_path / "bath.txt", "Warm the towel first.")
    built.build(extra)
    extra.write_bytes(b"\xff\xfe\x00broken")

    summary = built.build()

    assert not summary.published
    assert [failure.path for failure in summary.failures] == [str(extra)]
    assert built.open().documents["bath"].text == "Warm the towel first."


def test_what_cannot_be_used_is_named_and_the_rest_is_published(built: Place, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    _write(folder / "good.txt", "Warm the towel first.")
    _write(folder / "empty.txt", "")
    _write(folder / "pieces.txt", "x9!" * 120 + ".")
    _write(folder / "line.txt", "a" * 50_000)
    _write(folder / "play.txt", "This has the name of another.")
    (folder / "binary.txt").write_bytes(bytes(range(256)))

    summary = built.build(folder)

    assert summary.published
    assert [record.id for record in summary.documents] == ["head", "play", "good"]
    reasons = {Path(failure.path).name: failure.reason for failure in summary.failures}
    assert set(reasons) == {"empty.txt", "pieces.txt", "line.txt", "play.txt", "binary.txt"}
    assert "word pieces, the encoder reads 256" in reasons["pieces.txt"]
    assert "50,000 characters" in reasons["line.txt"]
    assert "guidance/play.md" in reasons["play.txt"]
    assert not built.build().failures


def test_a_corpus_file_that_cannot_be_used_is_named_in_every_build(built: Place) -> None:
    _write(built.corpus / "guidance" / "empty.md", "")

    first, second = built.build(), built.build()

    assert (first.published, second.published) == (True, False)
    assert first.failures == second.failures
    assert [Path(failure.path).name for failure in second.failures] == ["empty.md"]


def test_a_corpus_without_a_readable_document_publishes_nothing(built: Place, tmp_path: Path) -> None:
    before = built.generation
    shutil.rmtree(built.corpus)
    _write(built.corpus / "guidance" / "empty.md", "")

    with pytest.raises(DocumentError, match=r"No document can be indexed.*empty\.md"):
        built.build()

    assert built.open().folder == before


def test_losing_more_than_a_fifth_of_the_documents_stops_and_asks(built: Place) -> None:
    before = built.generation
    (built.corpus / "guidance" / "play.md").unlink()

    with pytest.raises(WithdrawalError, match="withdraw 1 of 2 documents: play"):
        built.build()

    assert built.generation == before
    assert built.build(allow_withdraw=True).withdrawn == ("play",)
    assert set(built.open().documents) == {"head"}


def test_a_span_that_is_gone_publishes_nothing(built: Place) -> None:
    before = built.generation
    head = built.corpus / "guidance" / "head.md"
    head.write_text(head.read_text().replace("Use a ring.", "Use a float."))

    with pytest.raises(CorpusError, match="ring"):
        built.build()

    assert built.open().folder == before


def test_a_second_builder_is_refused_at_once(built: Place) -> None:
    with hold_lock(built.home / "build.lock"), pytest.raises(BuildLockedError, match=f"process {os.getpid()} on"):
        built.build()


def test_what_an_ended_build_left_is_removed_by_the_next(built: Place) -> None:
    generations = built.home / "generations"
    (generations / ".building-1-1" / "chroma").mkdir(parents=True)
    (generations / "gen-0009-00000000").mkdir()

    assert not built.build().published

    assert sorted(os.listdir(generations)) == published_generations(built.home)
    assert len(published_generations(built.home)) == 2


def test_a_damaged_index_is_built_again_although_nothing_changed(built: Place) -> None:
    (built.generation / "banks" / "answered.npz").write_bytes(b"")

    summary = built.build()

    assert (summary.published, summary.embedded) == (True, 0)
    assert built.open().warnings == ()


def test_a_step_that_fails_leaves_the_index_and_no_folder_behind(built: Place) -> None:
    before = built.generation
    _write(built.corpus / "guidance" / "new.md", "# New\n\nSing to her.\n")

    def fail(step: str) -> None:
        if step == "verify":
            raise OSError(28, "No space left on device")

    with pytest.raises(IndexError_, match=r"No space left on device.*published index stays"):
        built.build(on_step=fail)

    assert built.open().folder == before
    assert len(os.listdir(built.home / "generations")) == 2


def test_a_corpus_edited_during_the_build_is_refused(built: Place) -> None:
    new = _write(built.corpus / "guidance" / "new.md", "# New\n\nSing to her.\n")

    def edit(step: str) -> None:
        if step == "embed":
            new.write_text("# New\n\nDance with her.\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="changed while it was read; run `headsup ingest` again"):
        built.build(on_step=edit)


def test_a_home_that_cannot_be_written_is_an_error_in_words(built: Place, tmp_path: Path) -> None:
    blocked = _write(tmp_path / "file", "not a folder")
    place = type(built)(home=blocked / "home", corpus=built.corpus)

    with pytest.raises(IndexError_, match="Not a directory"):
        place.build()


def test_the_side_file_of_an_added_document_is_kept_with_it_and_watched(built: Place, tmp_path: Path) -> None:
    extra = _write(tmp_path / "bath.txt", "Warm the towel first.")
    side = _write(tmp_path / "bath.meta.yaml", "title: Bath time\n")
    built.build(extra)
    assert built.open().documents["bath"].front_matter.title == "Bath time"
    _write(side, "title: Bathing\n")

    assert built.build().published
    assert built.open().documents["bath"].front_matter.title == "Bathing"
    extra.unlink()
    side.unlink()
    assert not built.build().published
    assert built.build(_write(tmp_path / "sun.txt", "Find the shade.")).published
    assert built.open().documents["bath"].front_matter.title == "Bathing"


def test_where_no_manifest_can_be_read_the_loss_of_added_documents_is_told(built: Place) -> None:
    for manifest in (built.home / "generations").glob("*/manifest.json"):
        manifest.unlink()

    summary = built.build()

    assert summary.published
    assert [failure.reason[:23] for failure in summary.failures] == ["no manifest can be read"]
    assert built.open().warnings == ()
