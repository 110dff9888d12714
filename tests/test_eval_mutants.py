"""The suite itself: a healthy engine passes for healthy, each broken one is caught by the metric that must see it."""

import pytest

from assistant.engine import Engine
from evals.case import sample_cases
from evals.case_file import load_cases
from evals.mutants import HEALTHY, MUTANTS
from evals.mutation import run_mutants

CASES = 60


@pytest.mark.slow
def test_every_mutant_is_caught_by_name_on_60_cases(engine: Engine) -> None:
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), CASES)
    results = run_mutants(engine, cases)
    assert [f"{one.mutant.name}: {one.seen_by}" for one in results if not one.caught] == []
    assert len(results) == len(MUTANTS) >= 12


def test_the_healthy_engine_is_seen_by_no_metric(engine: Engine) -> None:
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), 20)
    (result,) = run_mutants(engine, cases, (HEALTHY,))
    assert result.seen_by == ()
