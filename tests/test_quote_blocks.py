"""Blocks of quotes: what answers, then other versions, then bad translations; lists whole."""

import pytest

from assistant.cite import letter_notes, number_quotes
from assistant.engine import Engine
from assistant.part import PartAnswer, answer_part
from assistant.question import Need
from assistant.quote_blocks import QuoteBlock, leave_out_told, order_blocks
from assistant.shown import Shown


def blocks_of(engine: Engine, question: str) -> tuple[QuoteBlock, ...]:
    part = answer_part(Need(own=question, whole=question, lean=0.0), engine)
    return order_blocks(part, show(part, engine), engine.index)


def show(part: PartAnswer, engine: Engine) -> Shown:
    citations, notes = number_quotes(part.quotes, engine.index), letter_notes(part.notes, engine.index)
    return Shown(citations=citations, notes=notes, conflicts=())


@pytest.mark.parametrize(
    "question", ["when do I see a doctor about his head", "what surface for tummy time", "is massage good"]
)
def test_what_answers_comes_before_other_versions_and_bad_translations_come_last(engine: Engine, question: str) -> None:
    blocks = blocks_of(engine, question)
    plain = [block.answers for block in blocks if not block.mistranslated]
    assert plain == sorted(plain, reverse=True)
    assert [block.mistranslated for block in blocks] == sorted(block.mistranslated for block in blocks)
    assert {block.answers for block in blocks} == {True, False}


def test_every_citation_stands_in_one_block(engine: Engine) -> None:
    numbers = [one.number for block in blocks_of(engine, "is massage good") for one in block.citations]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_heading_stays_with_the_items_that_were_not_told_and_goes_with_the_last_of_them(engine: Engine) -> None:
    listed = next(block for block in blocks_of(engine, "what surface for tummy time") if len(block.citations) > 1)
    heading, *items = listed.lines
    assert heading.startswith("> “")
    assert ":” [" in heading
    assert leave_out_told(listed, frozenset([heading])) == listed.lines
    assert leave_out_told(listed, frozenset(items)) == ()
