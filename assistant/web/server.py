"""A home with an index -> the served pages: gradio on FastAPI behind the guard. It answers no question itself."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp

from assistant.web.api import answer_request, refuse
from assistant.web.desk import Desk
from assistant.web.edition import Shelf
from assistant.web.errors import AddressTakenError
from assistant.web.first_paint import FirstPaint
from assistant.web.guard import Guard
from assistant.web.guidance import render_guidance_page
from assistant.web.page import make_page
from assistant.web.theme import make_theme

FOLDER = Path(__file__).parent
DRAIN_SECONDS = 5


def serve_pages(
    home: Path, *, host: str, port: int, names: Iterable[str] = (), on_ready: Callable[[str], None] | None = None
) -> None:
    """Serve until stopped; `on_ready` gets the address once it answers, else it is printed. Port 0 takes any free one.

    `names` are further host names under which the server is reached, e.g. behind a proxy. Raises the ingest room's
    index errors, and AddressTakenError where the address cannot be listened on.
    """
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    app = make_app(Shelf(home), host=host, names=names)
    settings = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=DRAIN_SECONDS
    )
    tell = on_ready or partial(print, flush=True)
    _Server(settings, lambda: tell(f"Heads Up is at {address} (Ctrl+C stops it)")).run(sockets=[listening])


def make_app(shelf: Shelf, *, host: str = "127.0.0.1", names: Iterable[str] = ()) -> ASGIApp:
    """The whole application: guard, first paint, our routes, and gradio's page at `/`."""
    _quiet_gradio()
    desk = Desk(shelf)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_routes(app, desk)
    page = make_page(desk)
    mounted = gr.mount_gradio_app(
        app, page, path="/", theme=make_theme(), footer_links=[], run_history=False, show_error=False,
        ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, allowed_paths=[], max_file_size=1,
    )  # fmt: skip
    handlers = frozenset(number for number, handler in page.fns.items() if handler.fn is not None)
    return Guard(FirstPaint(mounted, shelf.edition), host=host, handlers=handlers, names=names)


def _add_routes(app: FastAPI, desk: Desk) -> None:
    """The HTTP face, the guidance pages and our own files."""

    @app.post("/api/ask")
    async def ask(request: Request) -> JSONResponse:
        return await answer_request(request, desk)

    @app.get("/guidance/{document}")
    def guidance(document: str) -> Response:
        return show_guidance(document, desk.shelf)

    for name in ("page.css", "page.js"):
        app.get(f"/{name}")(_file_route(FOLDER / name))


def show_guidance(document: str, shelf: Shelf) -> Response:
    """A document's page, or 404 where the index has none of that id."""
    page = render_guidance_page(document, shelf.edition().engine.index)
    return HTMLResponse(page) if page else refuse("The guidance has no document of that name.", 404)


def _file_route(path: Path) -> Callable[[], FileResponse]:
    def serve_file() -> FileResponse:
        return FileResponse(path, headers={"Cache-Control": "no-cache"})

    return serve_file


def _quiet_gradio() -> None:
    """No analytics and no look-up of versions: nothing leaves this machine."""
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", GRADIO_MCP_SERVER="False", HF_HUB_OFFLINE="1")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise AddressTakenError(
            f"{host}:{port} cannot be listened on ({error.strerror}); give another --port."
        ) from error
    return listening


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
