"""What the tests of the pages share: replies made by hand, a served home, and a reader of markup."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from assistant.reply import Alert, Citation, ConflictCard, NoteCard, Part, Reply, SourceReference

SERVE = """
import sys
from pathlib import Path

def watch(event, arguments):
    place = arguments[1] if event == "socket.connect" else arguments[0] if event == "socket.getaddrinfo" else None
    name = place[0] if isinstance(place, tuple) else place
    if name is not None and name not in ("127.0.0.1", "localhost", "::1") and not str(name).startswith("/"):
        print("LEAVES", event, name, flush=True)

sys.addaudithook(watch)
from assistant.web.server import serve_pages
serve_pages(Path(sys.argv[1]), host="127.0.0.1", port=0, on_ready=lambda line: print(line, flush=True))
"""
"""A server in a process of its own, which prints every address beyond this machine that anything in it asks for."""

REFERENCE = SourceReference(publisher="Health Agency", title="Water safety", year=2022, url="https://example.org/water")
CITATION = Citation(
    number=1, document="head-control", title="Title", section="How to help", quote="Bath frequently.", start=10, end=26,
    passage_id="00ff00ff00ff00ff",
)  # fmt: skip
NOTE = NoteCard(
    id="neck-ring", letter="a", severity="urgent", lead="Never use a neck ring.", text="Babies have drowned.",
    references=(REFERENCE,),
)  # fmt: skip
CONFLICT = ConflictCard(topic="when to start", versions=(1, 2), resolution="Take the earliest.", note="neck-ring")
ALERT = Alert(
    level="emergency", situation="will-not-wake", references=(REFERENCE,),
    text="Call your emergency number now (911 US, 999 UK, 112 EU). Stay with your baby.",
)  # fmt: skip
EMPTY = Reply(
    id=None, question="q", standalone="q", outcome="small_talk", alert=None, text="Hello!", citations=(), notes=(),
    conflicts=(), parts=(), reason=None, suggestions=(), source=None, confidence=0.0, timing_ms=None,
)  # fmt: skip
ANSWERED = replace(
    EMPTY,
    outcome="answered",
    source="extractive",
    text="\n\n".join(
        [
            "**Never use a neck ring.** [a]",
            "Take the earliest. [a]",
            "The guidance is not consistent on this: often [1]; seldom [2].",
            "What the text says, to be read with the warning above:",
            "> “Bath frequently.” [1]",
            "> “Bath seldom.” [2]",
            "Your baby is 8 weeks old by the due date.",
            "---",
            "[a] Babies have drowned. (Health Agency, 2022)",
        ]
    ),
    citations=(CITATION, replace(CITATION, number=2, quote="Bath seldom.", start=40, end=52)),
    notes=(NOTE,),
    conflicts=(CONFLICT,),
    parts=(Part(question="q", outcome="answered", reason=None, citations=(1, 2)),),
    suggestions=("Is it warm enough?",),
)
EMERGENCY = replace(
    EMPTY,
    outcome="alert",
    alert=ALERT,
    text="**Call your emergency number now (911 US, 999 UK, 112 EU).**\n\nStay with your baby.\n\nHow old is he?",
)


INLINE = {"a", "span", "strong", "b"}


class Markup(HTMLParser):
    """Reads markup into its elements with their attributes, and its words in order."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.pieces.append("" if tag in INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append("" if tag in INLINE else " ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def words(self) -> str:
        """All text, white space folded, with a blank where a block begins or ends."""
        return " ".join("".join(self.pieces).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]


@contextmanager
def served(home: Path, log: Path) -> Iterator[str]:
    """The address of a server of a home; what it prints goes to `log`."""
    ours = ("HEADSUP_", "GRADIO_", "HF_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    with (
        log.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-c", SERVE, str(home)],
            env=environment,
            cwd=log.parent,
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            yield _wait_for_address(server, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for_address(server: subprocess.Popen[bytes], log: Path) -> str:
    while server.poll() is None:
        line = next((line for line in log.read_text().splitlines() if line.startswith("Heads Up is at ")), None)
        if line:
            return line.removeprefix("Heads Up is at ").partition(" ")[0]
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(log.read_text())
