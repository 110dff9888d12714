"""ASGI middleware before everything else: known hosts, known routes, small bodies, safe headers. It answers nothing.

Gradio opens some sixty routes (upload, monitoring, file=, configuration) to anybody; the page needs the few that ROUTES
names, found by recording a browser's requests. All others are 404.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Collection, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.api import refuse
from assistant.web.headers import headers_for
from assistant.web.join import EVENTS_PATH, JOIN_PATH, find_fault

BODY_LIMIT_BYTES = 64 * 1024
BODY_SECONDS = 10.0

ROUTES = (
    ("GET", r"/"),
    ("GET", r"/page\.(?:css|js)"),
    ("GET", r"/guidance/[^/]{1,200}"),
    ("POST", r"/api/ask"),
    ("GET", r"/assets/[\w.-]+"),
    ("GET", r"/static/js/[\w.-]+"),
    ("GET", r"/theme\.css"),
    ("GET", r"/gradio_api/app_id"),  # asked when the connection was lost, to know whether the server has restarted
    ("POST", re.escape(JOIN_PATH)),
    ("GET", re.escape(EVENTS_PATH)),
)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ROUTES = tuple((method, re.compile(pattern)) for method, pattern in ROUTES)


class Guard:
    """Lets through what the page needs, under the names that this server goes by."""

    def __init__(self, app: ASGIApp, *, host: str, handlers: Collection[int], names: Iterable[str] = ()) -> None:
        """Guard an app that listens on `host`, with gradio's numbers of the handlers that the page calls.

        `names` are further host names under which the app is reached.
        """
        self._handlers = handlers
        self._app = app
        self._loopback = host in _LOOPBACK
        own = set() if self._loopback else {host, socket.gethostname()}
        self._names = _LOOPBACK | {name.lower() for name in (*own, *names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on with its body read and the headers set."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send, scope["path"])
        refused = self._refusal(scope)
        if refused is None and scope["method"] == "POST":
            body = await _read_body(receive)
            refused = body if isinstance(body, tuple) else self._refuse_join(scope["path"], body)
            receive = _replay(body, receive) if isinstance(body, bytes) else receive
        if refused is None:
            await self._app(scope, receive, guarded)
        else:
            await refuse(refused[1], refused[0])(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason where the host, the route or the size is not ours; None where all are."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_own(host):
            return 400, "This server does not answer to that host name."
        if not _is_known(scope["method"], scope["path"]):
            return 404, "There is nothing at this address."
        if scope["method"] == "POST" and headers.get("origin", f"http://{host}").partition("://")[2] != host:
            return 403, "This request came from another site."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_LIMIT_BYTES:
            return 413, f"The body is over {BODY_LIMIT_BYTES:,} bytes, which is the limit."
        return None

    def _refuse_join(self, path: str, body: bytes) -> tuple[int, str] | None:
        fault = find_fault(body, self._handlers) if path == JOIN_PATH else None
        return (400, fault) if fault else None

    def _is_own(self, host: str) -> bool:
        """Whether a Host header names us. A bare address cannot be rebound by a hostile name server, a name can."""
        name = host.strip().lower()
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        return name in self._names or (not self._loopback and _is_address(name))


def _is_known(method: str, path: str) -> bool:
    reading = "GET" if method == "HEAD" else method
    return ".." not in path and any(reading == known and pattern.fullmatch(path) for known, pattern in _ROUTES)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _read_body(receive: Receive) -> bytes | tuple[int, str]:
    """The whole body, or status and reason where it is too large or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > BODY_LIMIT_BYTES:
                    return 413, f"The body is over {BODY_LIMIT_BYTES:,} bytes, which is the limit."
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        return 408, f"The body did not arrive within {BODY_SECONDS:.0f} seconds."


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body that was read, then what comes after it."""
    pending = [body]

    async def replayed() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return replayed


def _with_headers(send: Send, path: str) -> Send:
    """A send that sets the security headers, over any that the response has."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in headers_for(path).items():
                headers[name] = value
        await send(message)

    return guarded
