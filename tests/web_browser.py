"""What the tests in a real browser share: how it is started, what it saw, and how a parent asks."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from assistant.web.guard import ROUTES

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
PHONE, WIDE = (360, 740), (1280, 900)
ANSWER = "How long should tummy time be?"


@dataclass(frozen=True)
class Seen:
    """What a page asked for, as method and address, and every fault that the browser reported."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def watch(page: Page, seen: Seen) -> None:
    """Keep every request and every fault."""
    page.on("request", lambda request: seen.requests.append((request.method, request.url)))
    page.on("response", lambda response: seen.faults.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: seen.faults.append(str(error)))
    page.on("console", lambda message: seen.faults.append(message.text) if message.type == "error" else None)


def ask(page: Page, question: str) -> str:
    """Type a question, press Enter, and give the words of the reply."""
    replies = page.locator(".log > article").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    return wait_for_reply(page, replies + 1)


def wait_for_reply(page: Page, count: int) -> str:
    page.wait_for_function(f"document.querySelectorAll('.log > article').length >= {count}")
    return str(page.locator(".log > article").last.inner_text())


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def is_known(method: str, path: str) -> bool:
    """Whether a request goes to a route of ours, or to nobody (the icon stands in the page itself)."""
    return path.startswith("data:") or any(method == verb and re.fullmatch(route, path) for verb, route in ROUTES)
