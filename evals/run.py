"""An engine and options -> a judged suite on disk and on the terminal, and an exit status: the whole way in one place.

Exit status: 0 pass, 1 a gate failed or the run is worse than the baseline; an invalid suite raises SuiteError, which
the front door turns into 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.engine import Engine
from evals.asking import CaseRun, Order, ask_cases
from evals.baseline import BASELINE_PATH, Baseline, read_baseline, write_baseline
from evals.candidates import ASSISTANT, assistant_candidate, floor_candidates
from evals.case import Case, sample_cases, select_cases
from evals.case_file import load_cases
from evals.comparison import compare
from evals.console import print_report
from evals.errors import CaseError, SuiteError
from evals.judgement import Judged
from evals.options import RunOptions
from evals.overlap import refuse_overlaps
from evals.poorer_corpus import drop_reviewed_answers
from evals.remember import remember_embeddings
from evals.report import Report, baseline_of, compute_figures, describe_suite, gate_figures
from evals.settings import read_judge_settings
from evals.texts import read_texts
from evals.write import open_folder, write_report
from ingest.index import describe_staleness

if TYPE_CHECKING:
    from evals.llm_judge import ChatServer

PASSED, WORSE = 0, 1


def run_and_report(engine: Engine, options: RunOptions) -> int:
    """Judge the engine, write and print the report, give the exit status. Raises SuiteError for an invalid suite."""
    baseline = read_baseline(options.against) if options.against else None
    llm = _open_judge() if options.judge else None
    _check_fresh(engine, options)
    cases = choose_cases(engine, options)
    engine = drop_reviewed_answers(engine) if options.without_reviewed else engine
    if options.out:
        open_folder(options.out)
    runs = ask_all(cases, engine, options.order)
    report = make_report(cases, runs, engine, options, baseline)
    judged = _judge(report, llm, options.judge) if llm and options.judge else None
    if options.out:
        write_report(report, runs, options.out, baseline=baseline, judged=judged)
    print_report(report, baseline, judged, Console())
    if options.out:
        Console(soft_wrap=True, markup=False, highlight=False).print(f"{options.out / 'report.html'}")
    if report.failed_gates:
        return WORSE
    if options.accept:
        write_baseline(BASELINE_PATH, baseline_of(report))
        return PASSED
    return WORSE if report.comparison and report.comparison.worse else PASSED


def choose_cases(engine: Engine, options: RunOptions) -> tuple[Case, ...]:
    """The cases that the options name, once all cases, of both splits, are found valid. Raises SuiteError."""
    loaded = load_cases(engine.index.corpus, source=options.cases)
    cases = tuple(case for case in loaded if options.split in ("all", case.split))
    unknown = [name for name in options.only if not select_cases(cases, [name])]
    if unknown or not cases:
        raise CaseError(_describe_unknown(unknown, cases, options.split))
    refuse_overlaps(loaded, engine.index)
    chosen = select_cases(cases, options.only)
    return chosen if options.sample is None else sample_cases(chosen, options.sample)


def _describe_unknown(unknown: Sequence[str], cases: Sequence[Case], split: str) -> str:
    if not cases:
        return f"No case is of the split {split}; give another --split."
    known = ", ".join(sorted({case.kind for case in cases}))
    return (
        f"No case is named {' or '.join(unknown)} (--split {split}); name ids, groups or kinds ({known}), "
        "or give another --split."
    )


def ask_all(cases: Sequence[Case], engine: Engine, order: Order) -> dict[str, tuple[CaseRun, ...]]:
    """The runs of the assistant and of the floors, by candidate, with a progress bar on a terminal."""
    texts, remembering = read_texts(engine.index), remember_embeddings(engine)
    candidates = (assistant_candidate(engine, remembering), *floor_candidates(remembering))
    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {one.name: progress.add_task(one.name, total=len(cases)) for one in candidates}
        return {
            one.name: ask_cases(cases, one, texts, order, partial(progress.advance, tasks[one.name]))
            for one in candidates
        }


def make_report(
    cases: Sequence[Case],
    runs: Mapping[str, tuple[CaseRun, ...]],
    engine: Engine,
    options: RunOptions,
    baseline: Baseline | None,
) -> Report:
    """The report of finished runs; computes, asks nothing."""
    manifest = engine.index.manifest
    whole = options.whole and options.shipped
    answers = len(engine.index.corpus.answers)
    suite = describe_suite(cases, manifest.corpus_sha256, manifest.model.name, reviewed_answers=answers, whole=whole)
    figures = compute_figures(runs)
    own = runs[ASSISTANT]
    report = Report(
        suite=suite,
        figures=figures,
        gates=gate_figures(figures, own, suite),
        runs=own,
        comparison=None,
        opened=options.open_test,
    )
    return replace(report, comparison=compare(baseline_of(report), baseline, whole=whole)) if baseline else report


def _open_judge() -> ChatServer:
    """The configured LLM, asked before the cases are, so that a wrong address is told at once."""
    from evals.llm_judge import open_judge  # noqa: PLC0415  (llama-index: seconds, only for a judge)

    return open_judge(read_judge_settings())


def _judge(report: Report, llm: ChatServer, most: int) -> Judged:
    from evals.llm_judge import judge_cases  # noqa: PLC0415  (as above)

    return judge_cases(report.runs, llm, most)


def _check_fresh(engine: Engine, options: RunOptions) -> None:
    """Raise SuiteError where the corpus has changed since the index was built: the cases' gold is of the new one."""
    stale = describe_staleness(engine.index, options.built_from) if options.built_from else None
    if stale:
        raise SuiteError(stale)
