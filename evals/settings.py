"""Settings of the ingest room -> those of the LLM that may judge; it knows nothing of how the LLM is asked."""

from __future__ import annotations

from evals.errors import SuiteError
from ingest.settings import LlmSettings, read_llm_settings


def read_judge_settings() -> LlmSettings:
    """Read the settings from the environment and `.env`. Raises SuiteError where no LLM is configured."""
    settings = read_llm_settings()
    if not settings.llm_url or not settings.llm_model:
        raise SuiteError("--judge needs an LLM: set HEADSUP_LLM_URL and HEADSUP_LLM_MODEL, or leave --judge out.")
    return settings
