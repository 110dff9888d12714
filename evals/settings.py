"""Environment -> the settings of the evals room: the LLM that may judge, if one is configured."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from evals.errors import SuiteError


class JudgeSettings(BaseSettings):
    """An OpenAI-compatible server that judges replies; each field is `HEADSUP_` and its name."""

    model_config = SettingsConfigDict(env_prefix="HEADSUP_", frozen=True, extra="ignore")

    llm_url: str | None = Field(default=None, description="address up to and with /v1; none: no LLM judges")
    llm_model: str | None = Field(default=None, description="the model's name as the server knows it")
    llm_key: SecretStr | None = Field(default=None, description="sent as a bearer token")
    llm_timeout_seconds: float = Field(default=60.0, gt=0, description="longest wait for one judgement")


def read_judge_settings() -> JudgeSettings:
    """Read the settings from the environment and `.env`. Raises SuiteError where no LLM is configured."""

    class EntryPointSettings(JudgeSettings):
        model_config = SettingsConfigDict(env_file=".env")

    settings = EntryPointSettings()
    if not settings.llm_url or not settings.llm_model:
        raise SuiteError("--judge needs an LLM: set HEADSUP_LLM_URL and HEADSUP_LLM_MODEL, or leave --judge out.")
    return settings
