"""A server of chat completions on this machine, for tests that ask an LLM."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler, str], None]


@dataclass(kw_only=True)
class LoopbackLlm:
    """Where it listens, and what it was asked: each request's fields, and its key."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        return [one["messages"][0]["content"] for one in self.asked]


@contextmanager
def serve_llm(answer: Answer) -> Iterator[LoopbackLlm]:
    """Serve until the block ends; `answer` writes the whole response to a prompt."""
    llm = LoopbackLlm(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fields = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            llm.asked.append({"path": self.path, "key": self.headers["Authorization"], **fields})
            answer(self, fields["messages"][0]["content"])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    llm.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield llm
    finally:
        server.shutdown()
        server.server_close()


def say(handler: BaseHTTPRequestHandler, words: str) -> None:
    """Answer as such servers do."""
    send(handler, json.dumps({"choices": [{"message": {"content": words}}]}).encode())


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    """Answer with this body."""
    handler.send_response(status)
    handler.end_headers()
    handler.wfile.write(body)
