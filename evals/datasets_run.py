"""A data set's path and an engine -> its rows on the terminal and in a file: the way of `headsup eval retrieval`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.bare_index import Rankers
from evals.datasets import Collection, read_dataset
from evals.estimate import Estimate
from evals.figures import show_interval, show_number
from evals.retrieval import RetrievalRow, evaluate_retrieval
from evals.squad import SquadRow, choose_questions, evaluate_squad
from evals.squad_library import count_sentences
from evals.write import open_folder, write_file

Rows = Sequence[RetrievalRow] | Sequence[SquadRow]


def run_dataset(path: Path, rankers: Rankers, *, threads: int, sample: int | None, out: Path) -> None:
    """Measure a data set, print its rows and write them as JSON. Raises SuiteError where it or `out` cannot be used."""
    dataset = read_dataset(path)
    open_folder(out)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        rows: Rows
        if isinstance(dataset, Collection):
            task = progress.add_task("embedding and ranking", total=len(dataset.documents) + len(dataset.queries))
            rows = evaluate_retrieval(dataset, rankers, threads, lambda: progress.advance(task))
        else:
            asked = choose_questions(dataset, sample)
            task = progress.add_task("embedding and ranking", total=count_sentences(dataset) + len(asked))
            rows = evaluate_squad(dataset, rankers, threads, sample, lambda: progress.advance(task))
    Console().print(tabulate(path.name, rows))
    if dataset.skipped:
        Console().print(f"skipped, having no word or no relevant document: {dataset.skipped} questions")
    content = json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False, allow_nan=False)
    write_file(out / f"{path.name.split('.')[0]}.json", f"{content}\n".encode())


def tabulate(title: str, rows: Rows) -> Table:
    """The rows as a table: each figure with its interval and n; 80 columns are enough."""
    names = [field.name for field in fields(rows[0]) if field.name != "ranker"]
    table = Table(title=title, title_justify="left")
    for name in ("ranker", *names):
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(row.ranker, *(_cell(getattr(row, name)) for name in names))
    return table


def _cell(estimate: Estimate) -> str:
    if estimate.value is None:
        return show_number(None)
    return f"{show_number(estimate.value)} ({show_interval(estimate)}), n {estimate.n:,}"
