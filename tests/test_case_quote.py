"""A gold's quotes -> their places; what anything satisfies, or nothing can, is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_suite import CORPUS, DOCUMENT, TEXT, line, refused, span, write_cases

from evals.case_file import load_cases
from ingest.editorial import WordingSpan
from ingest.span import find_spans


def test_a_whole_sentence_that_stands_twice_is_gold_in_both_places(tmp_path: Path) -> None:
    twice = replace(DOCUMENT, text=TEXT + "\nDo not leave him alone.\n")
    gold = {"facts": [["Do not leave him alone."]]}
    (case,) = load_cases(replace(CORPUS, documents=(twice,)), source=write_cases(tmp_path, line(gold=gold)))
    assert len({one.start for one in case.gold.facts[0].spans}) == 2


def test_a_quote_may_name_its_document(tmp_path: Path) -> None:
    quote = {"document": "head", "quote": "hanging toys"}
    (case,) = load_cases(CORPUS, source=write_cases(tmp_path, line(gold={"facts": [[quote]]})))
    assert case.gold.facts[0].spans == (span("hanging toys"),)


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ({"facts": [["him"]]}, "gold.facts.0: 'him' has 1 words, and a quote has 3 or is a whole sentence"),
        ({"facts": [["Put him"]]}, "gold.facts.0: 'Put him' has 2 words"),
        ({"facts": [["him on his tummy"]]}, "gold.facts.0: 'him on his tummy' stands at 2 places; quote more"),
        ({"facts": [["Buy our ring now."]]}, "gold.facts.0: the corpus lets no reply quote any of these words"),
        ({"must_not": ["ON his Tummy"]}, "gold: `must_not` 'ON his Tummy' stands in a quote of this gold"),
        ({"must_not": ["from 3"], "conflict": "X1"}, "gold: `must_not` 'from 3' stands in a quote of this gold"),
    ],
)
def test_a_gold_that_anything_or_nothing_satisfies_is_refused(
    tmp_path: Path, gold: dict[str, object], said: str
) -> None:
    advertised = replace(DOCUMENT, text=TEXT + "\nBuy our ring now.\n")
    quote = find_spans("Buy our ring now.", advertised)[0]
    barred = WordingSpan(span=quote, use="never_quote", reason="an advertisement")
    corpus = replace(CORPUS, documents=(advertised,), wording=(barred,))
    words = refused(tmp_path, line(gold=gold), corpus=corpus)
    assert words.startswith("cases.jsonl:1: ")
    assert said in words
