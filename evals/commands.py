"""What is typed after `headsup eval` -> a run and its exit status; the front door mounts these commands.

Like the front door, it turns errors into words, and imports what a command needs only when that command runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.engine import Engine
    from ingest.settings import IngestSettings

INVALID = 2

evals_app = typer.Typer(help="Judge the answers.", invoke_without_command=True)


@evals_app.callback()
def evaluate(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: typer.Context,
    only: Annotated[list[str] | None, typer.Option(help="Ids, groups or kinds; a trailing * for any ending.")] = None,
    split: Annotated[str, typer.Option(help="Which cases: dev, test or all.")] = "dev",
    against: Annotated[str | None, typer.Option(help="Compare with `baseline`, or with another baseline file.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Make this run the baseline; needs --split all.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the reports; default: evals/ in the home.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="Judge on this corpus, or folder of documents.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Cases: a .jsonl file or a folder of them.")] = None,
    sample: Annotated[int | None, typer.Option(help="At most so many cases, spread over the kinds.", min=1)] = None,
    threads: Annotated[int, typer.Option(help="How many cases are asked at once.", min=1, max=64)] = 2,
    shuffle: Annotated[int | None, typer.Option(help="Ask in an order shuffled by this seed.")] = None,
    open_test: Annotated[bool, typer.Option("--open-test", help="Show failed test cases; it ends their use.")] = False,
    judge: Annotated[int | None, typer.Option(help="Let the configured LLM judge so many dev cases.", min=1)] = None,
    without_reviewed: Annotated[
        bool, typer.Option("--without-reviewed", help="Judge retrieval and reading without the reviewed answers.")
    ] = False,
) -> None:
    """Judge the answers on the curated cases. Exit status: 0 pass, 1 worse or a gate failed, 2 the suite is invalid."""
    if context.invoked_subcommand:
        return
    from evals.options import read_options
    from evals.other_corpus import open_other_corpus
    from evals.run import run_and_report
    from ingest.settings import read_settings

    settings = read_settings()
    with _errors_in_words():
        options = read_options(
            only=only, split=split, against=against, accept=accept, out=out or settings.home / "evals", corpus=corpus,
            cases=cases, sample=sample, threads=threads, shuffle=shuffle, open_test=open_test,
            judge=judge, without_reviewed=without_reviewed, built_from=settings.corpus,
        )  # fmt: skip
        engine = open_other_corpus(corpus, settings.home) if corpus else _open_engine(settings)
        status = run_and_report(engine, options)
    raise typer.Exit(status)


@evals_app.command()
def mutants(
    sample: Annotated[int, typer.Option(help="On how many dev cases, spread over the kinds.", min=1)] = 60,
) -> None:
    """Break the engine in known ways and see each one caught. Exit status: 0 all caught, 1 one was not, 2 invalid."""
    from evals.mutation import run_and_print_mutants
    from ingest.settings import read_settings

    with _errors_in_words():
        status = run_and_print_mutants(_open_engine(read_settings()), sample)
    raise typer.Exit(status)


@evals_app.command()
def retrieval(
    file: Annotated[Path, typer.Argument(help="A BEIR-like .jsonl, or SQuAD 2.0's .json; may be gzipped.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the figures; default: evals/ in the home.")] = None,
    sample: Annotated[int | None, typer.Option(help="At most so many of SQuAD's questions.", min=1)] = None,
    threads: Annotated[int, typer.Option(help="How many passages are embedded at once.", min=1, max=64)] = 2,
) -> None:
    """Measure ranking on a public data set, beside BM25 and the plain encoder. Exit status: 0, 2 unreadable."""
    from evals.bare_index import Rankers
    from evals.datasets_run import run_dataset
    from evals.other_corpus import open_plain_encoder
    from ingest.settings import read_settings

    settings = read_settings()
    with _errors_in_words():
        rankers = Rankers(engine=_open_engine(settings), plain=open_plain_encoder(settings.corpus, settings.home))
        run_dataset(file, rankers, threads=threads, sample=sample, out=out or settings.home / "evals")


def _open_engine(settings: IngestSettings) -> Engine:
    """The engine over the index of the home, with whatever is to be told of that index."""
    from assistant.engine import open_engine
    from ingest.index import describe_staleness

    engine = open_engine(settings.home)
    stale = describe_staleness(engine.index, settings.corpus)
    for warning in [*engine.index.warnings, *([stale] if stale else [])]:
        typer.echo(f"headsup: {warning}", err=True)
    return engine


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """End with 2 and what to do, where the suite, the data set or the index cannot be used."""
    from evals.errors import EvalError
    from ingest.errors import IngestError

    try:
        yield
    except (EvalError, IngestError) as error:
        typer.echo(f"headsup: {error}", err=True)
        raise typer.Exit(INVALID) from None
