"""A prompt -> the words of an LLM, from any OpenAI-compatible server that an operator has configured.

The only way by which text leaves the machine, and closed unless HEADSUP_LLM_URL and HEADSUP_LLM_MODEL are set. Knows
nothing of what is asked, and believes nothing that comes back.
"""

from __future__ import annotations

import http.client
import json
import urllib.request
from dataclasses import dataclass, field
from time import monotonic

from ingest.errors import LlmError
from ingest.settings import LlmSettings

MAX_ANSWER_BYTES = 1_000_000
_PIECE_BYTES = 65_536
_FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError, http.client.HTTPException, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmServer:
    """A server of chat completions; url: up to and with /v1; key: "" sends none; timeout_seconds: for one answer."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 60.0

    def ask(self, prompt: str, *, temperature: float = 0.0, answer_tokens: int = 512) -> str:
        """Ask once. Raises LlmError where the server or its answer is at fault: status, layout, size, or time."""
        try:
            content = json.loads(self._post(prompt, temperature, answer_tokens))["choices"][0]["message"]["content"]
        except _FAULTS as error:
            raise LlmError(f"{self.url} gave no answer ({type(error).__name__}: {error})") from None
        return str(content or "")

    def _post(self, prompt: str, temperature: float, answer_tokens: int) -> bytes:
        fields = {
            "model": self.model,
            "temperature": temperature,
            "max_tokens": answer_tokens,
            "messages": [{"role": "user", "content": prompt}],
        }
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        address = f"{self.url.rstrip('/')}/chat/completions"
        if not address.startswith(("http://", "https://")):
            raise ValueError("the address has to begin with http:// or https://")
        request = urllib.request.Request(address, json.dumps(fields).encode(), headers)  # noqa: S310
        deadline = monotonic() + self.timeout_seconds
        with urllib.request.urlopen(request, timeout=self.timeout_seconds) as answer:  # noqa: S310
            return _read_until(answer, deadline)


def open_llm(settings: LlmSettings) -> LlmServer | None:
    """The configured server, which is not asked yet; None where none is configured."""
    if not settings.llm_url or not settings.llm_model:
        return None
    return LlmServer(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value() if settings.llm_key else "",
        timeout_seconds=settings.llm_timeout_seconds,
    )


def _read_until(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read a whole answer, but neither an endless one nor one that drips."""
    content = b""
    while piece := answer.read1(_PIECE_BYTES):
        content += piece
        if len(content) > MAX_ANSWER_BYTES:
            raise ValueError(f"more than {MAX_ANSWER_BYTES:,} bytes came")
        if monotonic() > deadline:
            raise TimeoutError("the answer was not finished in time")
    return content
