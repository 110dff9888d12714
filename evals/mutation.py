"""Cases and an engine -> which mutants the suite catches, each by the metric that must see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.reply import Reply
from evals.asking import Candidate, Order, Request, ask_cases
from evals.baseline import is_worse
from evals.candidates import rank_sentences
from evals.case import Case, sample_cases
from evals.case_file import load_cases
from evals.errors import SuiteError
from evals.estimate import NOTHING, Estimate
from evals.figures import show_number
from evals.gates import GATES
from evals.metrics import METRICS, Metric, compute_metrics
from evals.mutants import HEALTHY, MUTANTS, Mutant, mutate_answer
from evals.remember import remember_embeddings
from evals.texts import Texts, read_texts

Sight = Literal["gate", "interval", "cases"]
"""How a metric sees a mutant: a gate fails, the metric leaves the healthy interval, or it falls on the same cases.

The last is evidence too: both runs are deterministic and ask the same cases, so that nothing but the mutant differs.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MutantResult:
    """A mutant, its metric healthy and broken, and every metric that sees it, with how it does."""

    mutant: Mutant
    healthy: Estimate
    broken: Estimate
    seen_by: Mapping[str, Sight]

    @property
    def caught(self) -> bool:
        """Whether the metric that must see the mutant does, and had something to see in the healthy engine."""
        return self.healthy.value is not None and self.mutant.caught_by in self.seen_by


@dataclass(slots=True)
class _Memory:
    """Replies of the healthy engine by request, since most mutants break only the reply."""

    replies: dict[str, Reply] = field(default_factory=dict)

    def answer(self, request: Request, engine: Engine, *, healthy: Engine) -> Reply:
        if engine is not healthy:
            return answer_conversation(read_request(request), engine)
        key = json.dumps(request, sort_keys=True)
        if key not in self.replies:
            self.replies[key] = answer_conversation(read_request(request), engine)
        return self.replies[key]


def run_mutants(
    engine: Engine,
    cases: Sequence[Case],
    mutants: Sequence[Mutant] = MUTANTS,
    on_mutant: Callable[[], None] = lambda: None,
) -> tuple[MutantResult, ...]:
    """Judge the healthy engine and each mutant of it on the same cases, and compare metric by metric."""
    healthy_engine, texts, memory = remember_embeddings(engine), read_texts(engine.index), _Memory()
    healthy = _judge(HEALTHY, cases, healthy_engine, texts, memory)
    if healthy["rows_answered"].value != 1.0:
        raise SuiteError(
            "The healthy engine fails on some cases, so no mutant can be told from it; run `headsup eval`."
        )
    results = []
    for mutant in mutants:
        broken = _judge(mutant, cases, healthy_engine, texts, memory)
        results.append(_compare(mutant, healthy, broken))
        on_mutant()
    return tuple(results)


def _judge(
    mutant: Mutant, cases: Sequence[Case], healthy: Engine, texts: Texts, memory: _Memory
) -> dict[str, Estimate]:
    broken = mutant.engine(healthy)
    candidate = Candidate(
        name=mutant.name,
        answer=mutate_answer(mutant, lambda request, one: memory.answer(request, one, healthy=healthy), healthy),
        rank=lambda request: rank_sentences(mutant.ask(request), broken),
    )
    return compute_metrics([run.score for run in ask_cases(cases, candidate, texts, Order())])


def _compare(mutant: Mutant, healthy: dict[str, Estimate], broken: dict[str, Estimate]) -> MutantResult:
    sights = {metric.name: _see(metric, healthy[metric.name], broken[metric.name]) for metric in METRICS}
    name = mutant.caught_by
    return MutantResult(
        mutant=mutant,
        healthy=healthy.get(name, NOTHING),
        broken=broken.get(name, NOTHING),
        seen_by={name: sight for name, sight in sights.items() if sight},
    )


def _see(metric: Metric, was: Estimate, found: Estimate) -> Sight | None:
    gate = next((one for one in GATES if one.metric == metric.name), None)
    if gate and gate.holds(was) and not gate.holds(found):
        return "gate"
    if is_worse(found, was, better=metric.better):
        return "interval"
    if was.value is None or found.value is None:
        return None
    fell = found.value < was.value if metric.better == "higher" else found.value > was.value
    return "cases" if fell else None


def run_and_print_mutants(engine: Engine, sample: int) -> int:
    """Run every mutant on a sample of the dev cases and print what saw it. Returns 0 if all are caught, else 1."""
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), sample)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("mutants", total=len(MUTANTS))
        results = run_mutants(engine, cases, on_mutant=lambda: progress.advance(task))
    table = Table(title=f"mutants on {len(cases)} dev cases", title_justify="left")
    for heading in ("mutant", "must be seen by", "healthy", "broken", "seen by its"):
        table.add_column(heading)
    for one in results:
        verdict = one.seen_by[one.mutant.caught_by] if one.caught else "[bold red]not caught[/]"
        figures = (show_number(one.healthy.value), show_number(one.broken.value))
        table.add_row(one.mutant.name, one.mutant.caught_by, *figures, verdict)
    Console().print(table)
    return 0 if all(one.caught for one in results) else 1
