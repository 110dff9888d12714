"""Builds and checks, as a person at a terminal sees them: a progress bar, a table, and a line for each thing to mend.

Progress goes to standard error, so that a pipe gets the summary alone. Knows nothing of how a build works.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.build import OnProgress, OnStep, Step, build_index
from ingest.check import check_corpus
from ingest.expand import Expansion, expand_document
from ingest.llm import open_llm
from ingest.question import QuestionsWanted
from ingest.settings import IngestSettings, read_llm_settings
from ingest.summary import BuildSummary
from ingest.topics import SetAside

ALL_READ, SOME_FAILED = 0, 1

NO_TRIAGE = (
    "no red flags: this corpus has no messages in triage/, so that no alert will ever be raised; copy that folder from "
    "the shipped corpus, and run `headsup ingest` again"
)
_STEPS: dict[Step, str] = {
    "scan": "looking for changes",
    "read": "reading documents",
    "split": "splitting into sentences",
    "embed": "embedding sentences",
    "banks": "embedding questions",
    "export": "exporting the encoder",
    "write": "writing the index",
    "verify": "verifying the index",
    "sync": "flushing to disk",
    "publish": "publishing",
    "clean": "removing older generations",
}


def ingest_and_report(settings: IngestSettings, paths: Sequence[Path], *, allow_withdraw: bool) -> int:
    """Build the index, showing progress, and print what came of it.

    Returns the exit status: 0 all documents were read, 1 some failed and the rest is published. Raises IngestError
    where nothing was published.
    """
    with _show_progress() as (on_step, on_progress):
        summary = build_index(settings, paths, allow_withdraw=allow_withdraw, on_step=on_step, on_progress=on_progress)
    _print_summary(summary)
    return SOME_FAILED if summary.failures else ALL_READ


def check_and_report(settings: IngestSettings) -> int:
    """Check the corpus's spans, references and reviews, and print each fault as `file:line: what; what to do`.

    Returns the exit status: 0 all holds, warnings aside, 1 something is broken.
    """
    report = check_corpus(settings.corpus)
    _print_lines([f"error: {fault}" for fault in report.errors])
    _print_lines([f"warning: {doubt}" for doubt in report.warnings])
    _print_lines([f"{settings.corpus}: {_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}"])
    return SOME_FAILED if report.errors else ALL_READ


def expand_with_progress(settings: IngestSettings, name: str, out: Path | None) -> Expansion:
    """Prepare a document's question file; drafts, with a bar on a terminal, where an LLM is configured.

    Raises IngestError where nothing was written.
    """
    llm = open_llm(read_llm_settings())
    with Progress(console=Console(stderr=True), transient=True, disable=llm is None) as progress:
        task = progress.add_task("drafting", total=None)
        return expand_document(
            name, settings, out, llm, lambda done, total: progress.update(task, completed=done, total=total)
        )


def print_expansion(expansion: Expansion) -> None:
    """Print what a question file holds now, and what a person is to do."""
    _print_lines(_describe_expansion(expansion))


@contextmanager
def _show_progress() -> Iterator[tuple[OnStep, OnProgress]]:
    """Show a bar that names the step on a terminal; in a pipe, a line for each step."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: console.print(f"{_STEPS[step]} …"), lambda done, total: None
        return
    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        yield (
            lambda step: progress.update(task, description=_STEPS[step], completed=0, total=None),
            lambda done, total: progress.update(task, completed=done, total=total),
        )


def _print_summary(summary: BuildSummary) -> None:
    """Print the table, then what the reader should know or do."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name in ("documents", "sections", "sentences", "tokens"):
        table.add_row(name, f"{summary.counts[name]:,}")
    table.add_row("questions", f"{sum(n for name, n in summary.counts.items() if name.startswith('questions.')):,}")
    table.add_row("embedded", f"{summary.embedded:,}")
    table.add_row("reused", f"{summary.reused:,}")
    table.add_row("seconds", f"{summary.seconds:.1f}")
    Console().print(table)
    _print_lines(_describe_outcome(summary))


def _describe_outcome(summary: BuildSummary) -> list[str]:
    done = "is published" if summary.published else "stays: nothing changed, nothing was embedded"
    return [
        f"Generation {summary.generation} {done}.",
        *(f"withdrawn: {document}" for document in summary.withdrawn),
        *(
            f"no question bank: {document}; it is answered from by the general mechanism, less surely"
            for document in summary.without_questions
        ),
        *(_describe_wanted(wanted) for wanted in summary.questions_wanted),
        *(_describe_set_aside(one) for one in summary.set_aside),
        *([] if summary.counts["questions.red_flags"] and summary.counts["questions.calm"] else [NO_TRIAGE]),
        *(f"failed: {failure.path}: {failure.reason}" for failure in summary.failures),
    ]


def _describe_expansion(expansion: Expansion) -> list[str]:
    lines = [
        f"{expansion.file}: {expansion.sentences:,} sentences of {expansion.document} may answer, "
        f"{expansion.added:,} of them new here; {expansion.with_questions:,} have questions, "
        f"{expansion.without_questions:,} still need them.",
        *(f"gone from the document, {one.questions:,} questions: {one.quote}" for one in expansion.gone),
    ]
    if expansion.gone:
        lines.append("Move what still holds to another entry and delete these, or `headsup ingest` will stop at them.")
    if expansion.drafts or expansion.dropped:
        lines.append(
            f"{expansion.drafts:,} drafts wait for a person's review; "
            f"{expansion.dropped:,} more did not find their sentence."
        )
    if not expansion.in_corpus:
        lines.append(
            f"{expansion.document} is not in the corpus: put it into guidance/, or no other index can be built."
        )
    return lines + ([f"The LLM at {expansion.fault}; run this again for the rest."] if expansion.fault else [])


def _describe_wanted(wanted: QuestionsWanted) -> str:
    return (
        f"questions wanted: {wanted.document}; {wanted.without_questions:,} of the {wanted.sentences:,} sentences in "
        f"its question file have none, {wanted.drafts:,} drafts wait for a person's review"
    )


def _describe_set_aside(one: SetAside) -> str:
    return (
        f"topic set aside: {one.topic}; {one.document} may answer it (likeness {one.likeness:.2f}), so that it is not "
        f"refused; where {one.document} does not, name it in the topic's checked_against"
    )


def _print_lines(lines: Sequence[str]) -> None:
    """Print whole lines, however long, without reading markup in them: paths and reasons come from outside."""
    console = Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
    for line in lines:
        console.print(line)


def _count(faults: Sequence[str], noun: str) -> str:
    return f"{len(faults)} {noun}" if len(faults) == 1 else f"{len(faults)} {noun}s"
