"""Cases and an engine -> which mutants the suite catches, each by the metric that must see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

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
from evals.estimate import NOTHING, SIGNIFICANT, Estimate, mcnemar_exact
from evals.figures import show_number
from evals.gates import GATES
from evals.metrics import METRICS, Metric
from evals.mutants import HEALTHY, MUTANTS, Mutant
from evals.remember import remember_embeddings
from evals.score import CaseScore
from evals.texts import Texts, read_texts

Known = TypeVar("Known")
Sight = Literal["gate", "interval", "cases"]
"""How a metric sees a mutant: a gate fails, the metric leaves the healthy interval, or the same cases show it.

The last is McNemar's exact test on the metric's value of each case alone, at the 5 % level: both runs ask the same
cases, so that fewer need to fall than in two samples of different ones.
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
    """Replies and rankings of the healthy engine by request, since most mutants break only the reply."""

    healthy: Engine
    replies: dict[str, Reply] = field(default_factory=dict)
    rankings: dict[str, Sequence[int]] = field(default_factory=dict)

    def answer(self, request: Request, engine: Engine) -> Reply:
        return self._recall(self.replies, request, engine, lambda: answer_conversation(read_request(request), engine))

    def rank(self, request: Request, engine: Engine) -> Sequence[int]:
        return self._recall(self.rankings, request, engine, lambda: rank_sentences(request, engine))

    def _recall(self, known: dict[str, Known], request: Request, engine: Engine, find: Callable[[], Known]) -> Known:
        if engine is not self.healthy:
            return find()
        key = json.dumps(request, sort_keys=True)
        if key not in known:
            known[key] = find()
        return known[key]


def run_mutants(
    engine: Engine,
    cases: Sequence[Case],
    mutants: Sequence[Mutant] = MUTANTS,
    on_mutant: Callable[[], None] = lambda: None,
) -> tuple[MutantResult, ...]:
    """Judge the healthy engine and each mutant of it on the same cases, and compare metric by metric."""
    texts, memory = read_texts(engine.index), _Memory(healthy=remember_embeddings(engine))
    healthy = _judge(HEALTHY, cases, texts, memory)
    if any(score.outcome is None for score in healthy):
        raise SuiteError(
            "The healthy engine fails on some cases, so no mutant can be told from it; run `headsup eval`."
        )
    results = []
    for mutant in mutants:
        broken = _judge(mutant, cases, texts, memory)
        results.append(_compare(mutant, healthy, broken))
        on_mutant()
    return tuple(results)


def _judge(mutant: Mutant, cases: Sequence[Case], texts: Texts, memory: _Memory) -> tuple[CaseScore, ...]:
    broken = mutant.engine(memory.healthy)
    candidate = Candidate(
        name=mutant.name,
        answer=lambda request: mutant.reply(memory.answer(mutant.ask(request), broken)),
        rank=lambda request: memory.rank(mutant.ask(request), broken),
    )
    return tuple(run.score for run in ask_cases(cases, candidate, texts, Order()))


def _compare(mutant: Mutant, healthy: Sequence[CaseScore], broken: Sequence[CaseScore]) -> MutantResult:
    sights = {metric.name: _see(metric, healthy, broken) for metric in METRICS}
    own = next((metric for metric in METRICS if metric.name == mutant.caught_by), None)
    return MutantResult(
        mutant=mutant,
        healthy=own.compute(healthy) if own else NOTHING,
        broken=own.compute(broken) if own else NOTHING,
        seen_by={name: sight for name, sight in sights.items() if sight},
    )


def _see(metric: Metric, healthy: Sequence[CaseScore], broken: Sequence[CaseScore]) -> Sight | None:
    was, found = metric.compute(healthy), metric.compute(broken)
    gate = next((one for one in GATES if one.metric == metric.name), None)
    if gate and gate.holds(was) and not gate.holds(found):
        return "gate"
    if is_worse(found, was, better=metric.better):
        return "interval"
    rose, fell = _count_moves(metric, healthy, broken)
    return "cases" if fell > rose and mcnemar_exact(rose, fell) < SIGNIFICANT else None


def _count_moves(metric: Metric, healthy: Sequence[CaseScore], broken: Sequence[CaseScore]) -> tuple[int, int]:
    """How many cases are better, and how many worse, by the metric of the case alone; one that is null is neither."""
    alone = [[metric.compute([score]).value for score in scores] for scores in (healthy, broken)]
    pairs = zip(*alone, strict=True)
    gains = [now - was for was, now in pairs if was is not None and now is not None]
    higher, lower = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    return (higher, lower) if metric.better == "higher" else (lower, higher)


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
