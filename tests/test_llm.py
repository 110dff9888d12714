"""The LLM client against a real server on this machine: what is sent, and every way in which an answer can be none."""

import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest
from loopback_llm import Answer, say, send, serve_llm
from pydantic import SecretStr

from ingest.errors import LlmError
from ingest.llm import LlmServer, open_llm
from ingest.settings import LlmSettings


def drip(handler: BaseHTTPRequestHandler, _: str) -> None:
    """Answer a byte at a time, for longer than anyone waits."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler, _: str) -> None:
    """Answer with more than anyone reads."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(64):
            handler.wfile.write(b" " * 65_536)


def answering(body: bytes, status: int = 200) -> Answer:
    return lambda handler, _: send(handler, body, status)


def test_a_prompt_is_sent_with_model_key_and_limits_and_its_words_come_back() -> None:
    with serve_llm(lambda handler, prompt: say(handler, prompt.upper())) as llm:
        server = LlmServer(url=f"{llm.url}/", model="m", key="k")

        assert server.ask("hello", temperature=0.5, answer_tokens=7) == "HELLO"

    assert llm.asked == [
        {
            "path": "/v1/chat/completions",
            "key": "Bearer k",
            "model": "m",
            "temperature": 0.5,
            "max_tokens": 7,
            "messages": [{"role": "user", "content": "hello"}],
        }
    ]


@pytest.mark.parametrize(
    "answer",
    [
        answering(b"{}"),
        answering(b'{"choices": []}'),
        answering(b'{"choices": [{"message": null}]}'),
        answering(b"[" * 100_000),
        answering(b"\xff"),
        answering(b"", 500),
        answering(b"", 401),
        drip,
        flood,
    ],
    ids=["empty", "no choice", "no message", "deep", "no text", "500", "401", "dripping", "flood"],
)
def test_what_is_no_answer_is_an_error_that_names_the_server(answer: Answer) -> None:
    with serve_llm(answer) as llm, pytest.raises(LlmError, match=r"http://127.0.0.1:\d+/v1 gave no answer"):
        LlmServer(url=llm.url, model="m", timeout_seconds=1).ask("hello")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "file:///etc", "127.0.0.1:9"])
def test_an_address_that_nobody_serves_is_an_error(url: str) -> None:
    with pytest.raises(LlmError, match="gave no answer"):
        LlmServer(url=url, model="m", timeout_seconds=1).ask("hello")


def test_a_key_is_never_shown() -> None:
    assert "secret" not in repr(LlmServer(url="u", model="m", key="secret"))


def test_without_address_or_model_there_is_no_llm() -> None:
    assert open_llm(LlmSettings(llm_url="http://x")) is None
    assert open_llm(LlmSettings(llm_model="m")) is None
    assert open_llm(LlmSettings(llm_url="http://x", llm_model="m", llm_key=SecretStr("k"))) == LlmServer(
        url="http://x", model="m", key="k"
    )
