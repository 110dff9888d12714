"""The front door: `headsup serve|ask|faq|ingest|expand|triage|eval|doctor`; `python app.py` serves.

Turns errors into words and exit statuses, and imports each command's rooms only when that command runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from evals.commands import evals_app

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.engine import Engine
    from assistant.reply import Reply
    from ingest.settings import IngestSettings

DONE, PARTLY, FAILED = 0, 1, 2

app = typer.Typer(
    help="Answers parents' questions about a baby learning to hold up his head, in the guidance's own words, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(evals_app, name="eval")


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes; `-` reads it from standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as one JSON object.")] = False,
    age_weeks: Annotated[
        float | None, typer.Option(help="The baby's age in weeks since birth.", min=0, max=520)
    ] = None,
    born_weeks_early: Annotated[
        float | None, typer.Option(help="Weeks born before the due date.", min=0, max=20)
    ] = None,
) -> None:
    """Answer one question. Exit status: 0 a reply (refusals included), 2 too long, or no index."""
    from assistant.chat import answer_conversation
    from assistant.conversation import read_request
    from assistant.errors import AssistantError

    asked = sys.stdin.read() if question == "-" else question
    baby = {"age_weeks": age_weeks, "born_weeks_early": born_weeks_early}
    try:
        conversation = read_request({"question": asked, "baby": baby})
    except AssistantError as error:
        _stop(str(error))
    reply = answer_conversation(conversation, _open_engine())
    _print_json(reply.as_json()) if as_json else _print_reply(reply)


@app.command()
def faq(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="Questions: a .csv with a column `question`, or a .jsonl.")
    ],
    out: Annotated[
        Path, typer.Option("--out", help="Where the replies go: .csv or .jsonl, in the order of the input.")
    ],
) -> None:
    """Answer a file of questions. Exit status: 0 all got a reply, 1 some lines failed, 2 nothing was written."""
    from rich.progress import Progress

    from assistant.batch import answer_file, count_lines
    from assistant.errors import BadRequestError

    try:
        total = count_lines(source)
        engine = _open_engine()
        with Progress(console=_errors_console(), transient=True) as progress:
            task = progress.add_task("answering", total=total)
            summary = answer_file(source, out, engine, lambda: progress.advance(task))
    except BadRequestError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{out} cannot be written: {error.strerror}; give another --out.")
    _print_counts(summary.outcomes, summary.failed)
    raise typer.Exit(PARTLY if summary.failed else DONE)


@app.command()
def triage(
    messages: Annotated[
        list[str],
        typer.Argument(metavar="MESSAGE…", help="What a parent writes, in quotes; several are a conversation."),
    ],
    explain: Annotated[bool, typer.Option("--explain", help="Say which words or which likeness raised it.")] = False,
) -> None:
    """Say whether the last message is a red flag, which one, and why. Exit status: 0, 2 no index."""
    from assistant.conversation import read_request
    from assistant.errors import AssistantError
    from assistant.explain import describe_triage

    engine = _open_engine()
    try:
        conversation = read_request({"messages": [{"role": "user", "content": message} for message in messages]})
    except AssistantError as error:
        _stop(str(error))
    for line in describe_triage(conversation, engine, explain=explain):
        typer.echo(line)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH…]", help="Documents or folders to add.")] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Build from this corpus folder instead of the shipped one.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only check that every span, reference and review holds.")
    ] = False,
    allow_withdraw: Annotated[
        bool, typer.Option(help="Let this build withdraw more than a fifth of the documents.")
    ] = False,
) -> None:
    """Build the index and publish it. Exit status: 0 all read, 1 some files failed, 2 nothing was published."""
    from ingest.console import check_and_report, ingest_and_report
    from ingest.errors import IngestError

    try:
        settings = _read_settings(corpus)
        status = (
            check_and_report(settings)
            if check
            else ingest_and_report(settings, paths or [], allow_withdraw=allow_withdraw)
        )
    except IngestError as error:
        _stop(str(error))
    raise typer.Exit(status)


@app.command()
def expand(
    document: Annotated[str, typer.Argument(help="A document's id, or the path of a md, txt, html, pdf or docx file.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the questions go; default: questions/ID.yaml in the corpus.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as one JSON object.")] = False,
) -> None:
    """Prepare a document's questions. Exit status: 0 the file is ready, 1 it is, but the LLM failed, 2 nothing done.

    A file for a person to fill, one entry for each sentence that may answer; what it holds already is kept. Where
    HEADSUP_LLM_URL and HEADSUP_LLM_MODEL are set, that LLM drafts questions, which count only when a person has moved
    them.
    """
    from ingest.console import expand_with_progress, print_expansion
    from ingest.errors import IngestError

    try:
        expansion = expand_with_progress(_read_settings(None), document, out)
    except IngestError as error:
        _stop(str(error))
    _print_json(expansion.as_json()) if as_json else print_expansion(expansion)
    raise typer.Exit(PARTLY if expansion.fault else DONE)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 7860,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the parents' page, on this machine only unless told otherwise. Exit status: 2 without an index."""
    from assistant.errors import AssistantError
    from assistant.web.server import serve_pages
    from ingest.errors import IngestError

    try:
        serve_pages(_read_settings(None).home, host=host, port=port)
    except (AssistantError, IngestError) as error:
        _stop(str(error))


@app.command()
def doctor() -> None:
    """Check the installation and say what to do. Exit status: 0 ready, 1 ready with warnings, 2 not ready."""
    from ingest.doctor import examine

    report = examine(_read_settings(None))
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(report.status)


def _read_settings(corpus: Path | None) -> IngestSettings:
    from ingest.settings import read_settings

    settings = read_settings()
    return settings if corpus is None else settings.model_copy(update={"corpus": corpus})


def _open_engine() -> Engine:
    from assistant.engine import open_engine
    from ingest.errors import IngestError
    from ingest.index import describe_staleness

    settings = _read_settings(None)
    try:
        engine = open_engine(settings.home)
    except IngestError as error:
        _stop(str(error))
    stale = describe_staleness(engine.index, settings.corpus)
    for warning in [*engine.index.warnings, *([stale] if stale else [])]:
        typer.echo(f"headsup: {warning}", err=True)
    return engine


def _print_json(fields: dict[str, object]) -> None:
    typer.echo(json.dumps(fields, ensure_ascii=False, indent=2))


def _print_reply(reply: Reply) -> None:
    """The reply's Markdown, formatted on a terminal and plain in a pipe, with where each quote stands."""
    places = [
        f"[{one.number}] {one.title}, “{one.section}”, characters {one.start} to {one.end}" for one in reply.citations
    ]
    questions = ["You could ask:", *(f"- {question}" for question in reply.suggestions)] if reply.suggestions else []
    paragraphs = [reply.text, "  \n".join(places), "\n".join(questions)]
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if not sys.stdout.isatty():
        typer.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


def _print_counts(outcomes: dict[str, int], failed: int) -> None:
    for outcome, count in sorted(outcomes.items(), key=lambda pair: -pair[1]):
        typer.echo(f"{count:>8,}  {outcome}", err=True)
    typer.echo(f"{failed:>8,}  failed", err=True)


def _errors_console() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _stop(message: str) -> NoReturn:
    typer.echo(f"headsup: {message}", err=True)
    raise typer.Exit(FAILED)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.argv.append("serve")
    main()
