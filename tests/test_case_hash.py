"""A case's hash: of what is asked and expected, and of no place in a file or document."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_suite import make_case

from evals.case import Case, Fact
from evals.case_hash import hash_case


def case(folder: Path, **changed: object) -> Case:
    return make_case(folder, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"messages": [{"role": "user", "content": "when may I start"}]},
        {"baby": {"age_weeks": 3}},
        {"kind": "contradiction", "gold": {"conflict": "X1"}},
        {"gold": {"facts": [["Put him on his tummy at 2 weeks.", "From 3 weeks"]]}},
        {"gold": {"facts": [], "notes": ["S01"]}, "kind": "unsafe"},
        {"kind": "near_miss", "gold": {"outcomes": ["answered", "not_covered"], "facts": []}},
        {"gold": {"notes": ["S01"]}},
        {"gold": {"must_not": ["rings"]}},
    ],
)
def test_another_question_or_gold_is_another_case(tmp_path: Path, changed: dict[str, object]) -> None:
    assert hash_case(case(tmp_path, **changed)) != hash_case(case(tmp_path))


def test_the_place_of_a_line_and_of_a_quote_do_not_count(tmp_path: Path) -> None:
    first = case(tmp_path)
    moved = [replace(one, start=one.start + 9, end=one.end + 9) for one in first.gold.facts[0].spans]
    gold = replace(first.gold, facts=(Fact(spans=tuple(moved)),))
    other = replace(first, place="other.jsonl:9", id="ans-2", group="other", split="test", gold=gold)
    assert hash_case(other) == hash_case(first)


def test_white_space_and_the_order_of_alternatives_do_not_count(tmp_path: Path) -> None:
    quotes = ["Put him on his tummy at 2 weeks.", "Do not leave him alone."]
    one, other = (case(tmp_path, gold={"facts": [order]}) for order in (quotes, quotes[::-1]))
    assert hash_case(one) == hash_case(other)
