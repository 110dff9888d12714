import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from assistant.web.guard import BODY_LIMIT_BYTES, Guard


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body that reached it."""
    message = await receive() if scope["method"] == "POST" else {"body": b""}
    await PlainTextResponse(str(len(message["body"])), headers={"Content-Security-Policy": "weaker"})(
        scope, receive, send
    )


def ask(
    method: str, path: str, *, host: str = "127.0.0.1", content: bytes | AsyncIterator[bytes] = b"", **headers: str
) -> httpx.Response:
    """One request to a guard that listens on `host`."""

    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(Guard(echo, host=host, handlers={1}))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, content=content, headers=headers)

    return asyncio.run(request())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert ask("GET", "/", Host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "", "192.168.1.9", "localhost.evil.test:80"])
def test_other_host_names_are_refused(host: str) -> None:
    assert ask("GET", "/", Host=host).status_code == 400


def test_a_server_for_the_network_answers_to_its_addresses_but_to_no_name_of_others() -> None:
    everywhere = ".".join("0000")
    names = ["192.168.1.9:7860", "[fe80::1]", "evil.test"]

    statuses = [ask("GET", "/", host=everywhere, Host=name).status_code for name in names]

    assert statuses == [200, 200, 400]


@pytest.mark.parametrize(
    "path",
    [
        "/config", "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://a", "/openapi.json",
        "/monitoring/summary", "/docs", "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/deep_link",
        "/gradio_api/run/answer", "/gradio_api/call/answer", "/gradio_api/mcp/sse", "/gradio_api/vibe-code", "/login",
        "/gradio_api/runs", "/gradio_api/cancel", "/gradio_api/heartbeat/a", "/manifest.json", "/page.py",
        "/static/js/../../x", "/static/fonts/a", "/assets/a/b", "/guidance/", "/guidance/a/b",
    ],
)  # fmt: skip
def test_routes_that_the_page_does_not_need_are_not_there(path: str) -> None:
    assert {ask(method, path).status_code for method in ("GET", "POST", "PUT", "DELETE")} == {404}


def test_only_the_methods_of_a_route_are_answered() -> None:
    assert [ask(method, "/api/ask").status_code for method in ("GET", "PUT", "DELETE", "OPTIONS", "POST")] == [
        404
    ] * 4 + [200]


def test_a_post_from_another_site_is_refused() -> None:
    origins = ["http://127.0.0.1", "http://evil.test", "null"]

    assert [ask("POST", "/api/ask", Origin=origin).status_code for origin in origins] == [200, 403, 403]


def test_a_body_passes_up_to_the_limit_and_not_beyond() -> None:
    fits, over = b"x" * BODY_LIMIT_BYTES, b"x" * (BODY_LIMIT_BYTES + 1)

    assert ask("POST", "/api/ask", content=fits).text == "65536"
    assert ask("POST", "/api/ask", content=over).status_code == 413


def test_a_body_without_a_length_is_counted_as_it_comes() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b"x" * 1024

    assert ask("POST", "/api/ask", content=chunks()).status_code == 413


def test_a_strange_request_to_gradios_queue_is_refused() -> None:
    assert ask("POST", "/gradio_api/queue/join", content=b'{"fn_index":99}').status_code == 400


@pytest.mark.parametrize("path", ["/", "/api/ask", "/guidance/head-control", "/config"])
def test_every_response_carries_the_security_headers(path: str) -> None:
    headers = ask("GET", path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]


def test_pages_of_text_allow_no_script() -> None:
    assert "default-src 'none'" in ask("GET", "/guidance/head-control").headers["content-security-policy"]
