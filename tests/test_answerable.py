import pytest
from example_files import make_document

from ingest.answerable import list_answerable
from ingest.index import Index
from ingest.question import nearest_sentence
from ingest.sentence import split_sentences
from ingest.span import Span

PAGE = """\
# What helps

Photo: a baby on a mat
Hold her upright after each feed.

To soothe sore gums:

- a cold ring
- rub the gum
- ice

Is that safe? Important! Hold her upright after each feed. Buy our ring in the shop now.

A line without a stop that is as long as a sentence
"""


def texts(page: str, *barred: Span) -> list[str]:
    return [sentence.text for sentence in list_answerable(split_sentences(make_document(page)), barred)]


def test_what_answers_nothing_is_left_out() -> None:
    assert texts(PAGE.replace("mat\n", "mat\n\n")) == [
        "Hold her upright after each feed.",
        "a cold ring",
        "rub the gum",
        "Buy our ring in the shop now.",
        "A line without a stop that is as long as a sentence",
    ]


def test_what_may_not_be_quoted_is_left_out() -> None:
    start = PAGE.index("Buy our")
    barred = Span(document_id="guide", start=start, end=start + 29, quote="Buy our ring in the shop now.")

    assert "Buy our ring in the shop now." not in texts(PAGE, barred)


@pytest.mark.parametrize(
    "line", ["Is it safe to wait so long?", "“Is it safe to wait?”", "Dear reader!", "More tips here"]
)
def test_questions_cries_and_captions_answer_nothing(line: str) -> None:
    assert texts(line) == []


def test_the_rules_agree_with_the_people_who_wrote_the_guidances_questions(index: Index) -> None:
    sentences = [one for one in index.sentences if one.document_id == "head-control"]
    barred = [one.span for one in index.corpus.wording if one.use == "never_quote"]
    asked = {nearest_sentence(entry.span, sentences) for entry in index.corpus.questions}

    answerable = set(list_answerable(sentences, barred))

    assert (len(asked - answerable), len(answerable - asked)) <= (2, 3)
