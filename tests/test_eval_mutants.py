"""The suite itself: a healthy engine passes for healthy, each broken one is caught by the metric that must see it."""

from dataclasses import replace

import pytest

from assistant.engine import Engine
from evals.case import sample_cases
from evals.case_file import load_cases
from evals.errors import SuiteError
from evals.mutants import HEALTHY, MUTANTS
from evals.mutation import run_mutants
from ingest.classifiers import Classifiers

CASES = 60


@pytest.mark.slow
@pytest.mark.sample
def test_every_mutant_is_caught_by_name_on_60_cases(engine: Engine) -> None:
    results = run_mutants(engine, sample_cases(load_cases(engine.index.corpus, split="dev"), CASES))
    assert [f"{one.mutant.name}: {one.seen_by}" for one in results if not one.caught] == []
    assert len(results) == len(MUTANTS) >= 27


def test_the_healthy_engine_is_seen_by_no_metric(engine: Engine) -> None:
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), 20)
    (result,) = run_mutants(engine, cases, (replace(HEALTHY, engine=replace),))
    assert result.seen_by == {}


def test_an_engine_that_fails_is_no_measure_for_mutants(engine: Engine) -> None:
    broken = replace(engine, index=replace(engine.index, classifiers=Classifiers(), banks={}))
    cases = sample_cases(load_cases(engine.index.corpus, split="dev"), 3)
    with pytest.raises(SuiteError, match="The healthy engine fails on some cases"):
        run_mutants(broken, cases)
