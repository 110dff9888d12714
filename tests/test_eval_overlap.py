"""Cases and banks are written apart: what is nearly the same words is refused, with the pair."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_suite import CORPUS, line, write_cases

from evals.case_file import load_cases
from evals.errors import OverlapError
from evals.overlap import find_overlaps, refuse_overlaps
from ingest.index import Index


def test_the_shipped_cases_are_not_nearly_questions_of_the_banks(index: Index) -> None:
    assert find_overlaps(load_cases(index.corpus), index) == ()


def test_a_case_that_a_bank_holds_is_refused_with_the_pair(index: Index, tmp_path: Path) -> None:
    words = next(text for text in index.banks["not_covered"].texts if len(text.split()) > 5)
    cases = load_cases(
        CORPUS, source=write_cases(tmp_path, line(messages=[{"role": "user", "content": words.upper()}]))
    )
    with pytest.raises(OverlapError) as caught:
        refuse_overlaps(cases, index)
    assert f"cases.jsonl:1: ans-1 {words.upper()!r} is nearly {words!r} of the bank not_covered" in str(caught.value)


def test_dev_and_test_cases_must_be_apart_too(index: Index, tmp_path: Path) -> None:
    words = "does a llama in the zoo of Lima hold its neck up by itself on the very first day"
    dev = line(messages=[{"role": "user", "content": words}])
    test = line(id="ans-2", group="other", split="test", messages=[{"role": "user", "content": f"{words}??"}])
    cases = load_cases(CORPUS, source=write_cases(tmp_path, dev, test))
    (found,) = find_overlaps(cases, index)
    assert (found.case_id, found.where) == ("ans-1", "the test case ans-2")
    assert find_overlaps([replace(case, split="dev") for case in cases], index) == ()


def test_messages_too_short_to_leak_are_let_be(index: Index, tmp_path: Path) -> None:
    cases = load_cases(CORPUS, source=write_cases(tmp_path, line(messages=[{"role": "user", "content": "how often"}])))
    assert find_overlaps(cases, index) == ()
