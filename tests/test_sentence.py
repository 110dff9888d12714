"""Sentences: exact offsets, list items with their introduction, and no words lost."""

import re

import pytest
from example_files import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.block import split_blocks
from ingest.document import Media
from ingest.errors import PassageTooLongError
from ingest.sentence import MAX_SENTENCE_CHARACTERS, Sentence, split_sentences

PIECES = st.sampled_from(
    [
        "# Heading\n",
        "## Two words ##\n",
        "- item one. More of it.\n",
        "  - deeper;\n",
        "3. third!\n",
        "• dot\n",
        "\n",
        "Why does he cry? He is tired.\n",
        "What to do:\n",
        "A caption\n",
        "```\n# code\n```\n",
        "<!-- hidden. -->\n",
        "e.g. this and i.e. that, etc. Mothers know.\r\n",
        "“Stop!” she said... at once.\n",
        "**Important!** _Go._\n",
        "---\n",
        "| a | b |\n|---|---|\n",
        "\u00a0 \u2028x\n",
        "No end",
        "\ufeff",
        "a:b;c,d ",
        "   \t",
        "naïve 4.5 kg. ",
        "👶🏽",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join)
MEDIA: st.SearchStrategy[Media] = st.sampled_from(["md", "txt", "html"])


def texts_of(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(make_document(text))]


@given(text=TEXTS, media=MEDIA)
def test_a_sentence_is_the_text_between_its_offsets_and_they_are_in_order(text: str, media: Media) -> None:
    end = 0
    for sentence in split_sentences(make_document(text, media)):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert sentence.start >= end
        end = sentence.end


@given(text=TEXTS, media=MEDIA)
def test_every_word_of_a_block_that_is_no_heading_is_in_a_sentence(text: str, media: Media) -> None:
    document = make_document(text, media)
    covered = {place for sentence in split_sentences(document) for place in range(sentence.start, sentence.end)}
    for block in split_blocks(document):
        words = [place for place in range(block.start, block.end) if not text[place].isspace()]
        assert covered.issuperset(words) if block.kind != "heading" else covered.isdisjoint(words)


@given(text=TEXTS)
def test_a_plain_text_loses_nothing_but_list_marks_and_rules(text: str) -> None:
    kept = list(text)
    for sentence in split_sentences(make_document(text, "txt")):
        kept[sentence.start : sentence.end] = " " * len(sentence.text)
    lost = "".join(kept)
    assert not [
        line for line in re.split(r"[\r\n]", lost) if not re.fullmatch(r"[\s|:*_=-]*|\s*(\d+[.)]|[+•‣◦▪·])\s*", line)
    ]


@given(text=TEXTS, media=MEDIA)
def test_an_introduction_comes_before_its_items_and_ends_with_a_colon(text: str, media: Media) -> None:
    sentences = split_sentences(make_document(text, media))
    for place, sentence in enumerate(sentences):
        if sentence.intro is not None:
            intro = sentences[sentence.intro]
            assert (sentence.kind, intro.kind in ("intro", "item"), sentence.intro < place) == ("item", True, True)
            assert intro.text.rstrip('*_”"').endswith((":", "："))


@given(text=TEXTS, other=st.text(alphabet="abc .\n", max_size=40))
def test_passage_ids_are_distinct_and_stay_when_a_paragraph_is_added(text: str, other: str) -> None:
    before = split_sentences(make_document(text))
    after = split_sentences(make_document(f"{text}\n\n```\n```\n\nZq {other}"))
    ids = [sentence.passage_id for sentence in before]
    assert len(set(ids)) == len(ids)
    assert not before or ids[0] in {sentence.passage_id for sentence in after}


def test_an_unrelated_paragraph_or_another_document_changes_no_passage_id() -> None:
    text = "Do not leave him. Hold his head.\n\nHold his head.\n"
    ids = [sentence.passage_id for sentence in split_sentences(make_document(text))]
    longer = [sentence.passage_id for sentence in split_sentences(make_document("Something new.\n\n" + text))]
    other = [sentence.passage_id for sentence in split_sentences(make_document(text, document_id="other"))]
    assert longer[1:] == ids
    assert len({*ids, *other}) == 6
    assert all(re.fullmatch("[0-9a-f]{16}", passage_id) for passage_id in ids)


def test_the_whole_value_of_a_sentence() -> None:
    (sentence,) = split_sentences(make_document("# Sleep\n\nOn his back.\n"))
    assert sentence == Sentence(
        passage_id=sentence.passage_id,
        document_id="guide",
        section="Sleep",
        text="On his back.",
        start=9,
        end=21,
        kind="prose",
        intro=None,
        paragraph=1,
    )


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gestational age, i.e. whether he was on time.", "Next."],
        ["Toys, e.g. This one.", "Next."],
        ["An order, etc.", "Mothers can do it, because... at night he turns."],
        ["A virus, etc. and so on."],
        ["Those. achieving results is hard.", "But true."],
        ["Don't leave it unattended!", "During “sessions”, he looks.", "Good."],
        ["He said “Stop!” and left.", "She stayed."],
        ["**Important!**", "If he cannot, go.", "**Do not** wait."],
        ["Dr. Brown weighs 4.5 kg.", "Call at 3 p.m. today."],
        ["A line that\nis wrapped.", "And\r\nanother."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert texts_of(" ".join(sentences)) == sentences


def test_rows_of_a_table_stand_alone_and_rulers_rules_and_comments_are_left_out() -> None:
    text = "<!-- Ignore me. -->\n| a | b |\n|---|---|\n| c | d |\n\n* * *\nRead me."
    assert texts_of(text) == ["| a | b |", "| c | d |", "Read me."]


def test_a_comment_that_is_never_closed_or_stands_within_a_line_hides_nothing() -> None:
    text = "<!-- a\nb --> Seen.\n\nWrite `<!--` here.\n\n<!-- Open.\n\nAlso seen."
    assert texts_of(text) == ["Seen.", "Write `<!--` here.", "<!-- Open.", "Also seen."]


def test_items_of_a_list_carry_their_introduction_past_a_caption_and_lose_their_marks() -> None:
    text = (
        "There are reasons. These are:\n\n  • Hypoxia. It affects muscles.\n  • Poor nutrition;\n\n"
        "A baby who suffered hypoxia during childbirth\n\n  • Torticollis.\n\nWhat to do:\n\n1. See a doctor.\n"
    )
    found = [(s.kind, s.text, s.intro, s.paragraph) for s in split_sentences(make_document(text))]
    assert found == [
        ("prose", "There are reasons.", None, 0),
        ("intro", "These are:", None, 0),
        ("item", "Hypoxia.", 1, 1),
        ("item", "It affects muscles.", 1, 1),
        ("item", "Poor nutrition;", 1, 2),
        ("prose", "A baby who suffered hypoxia during childbirth", None, 3),
        ("item", "Torticollis.", 1, 4),
        ("intro", "What to do:", None, 5),
        ("item", "See a doctor.", 7, 6),
    ]


def test_in_a_plain_text_a_line_between_lists_ends_the_introduction_since_it_may_be_a_heading() -> None:
    text = "Never do this:\n- Shake him.\n\nGood habits\n\n- Sing.\n"
    assert [(s.text, s.intro) for s in split_sentences(make_document(text, "txt"))][-1] == ("Sing.", None)


def test_a_heading_ends_the_introduction_and_an_item_introduces_the_items_below_it() -> None:
    text = "Avoid:\n- Sleep on:\n  - pillows\n  - sofas\n- Smoke\n\n## Good habits\n\n- Sing\n"
    found = [(s.text, s.kind, s.intro) for s in split_sentences(make_document(text))]
    assert found == [
        ("Avoid:", "intro", None),
        ("Sleep on:", "item", 0),
        ("pillows", "item", 1),
        ("sofas", "item", 1),
        ("Smoke", "item", 0),
        ("Sing", "item", None),
    ]


def test_a_paragraph_that_is_indented_below_an_item_belongs_to_the_list() -> None:
    text = "Do this:\n\n- Lay him down.\n\n  Stay with him.\n\nElsewhere.\n"
    found = [(s.text, s.kind, s.intro) for s in split_sentences(make_document(text))]
    assert found[1:] == [("Lay him down.", "item", 0), ("Stay with him.", "item", 0), ("Elsewhere.", "prose", None)]


def test_a_sentence_that_is_too_long_is_split_at_semicolons_before_commas() -> None:
    text = "a, " * 200 + "b; " + "c, " * 400 + "d."
    sentences = split_sentences(make_document(text))
    assert sentences[0].text.endswith("b;")
    assert max(len(sentence.text) for sentence in sentences) <= MAX_SENTENCE_CHARACTERS
    assert " ".join(sentence.text for sentence in sentences) == text


def test_a_line_of_50000_characters_without_a_sentence_end_says_where_and_what_to_do() -> None:
    with pytest.raises(PassageTooLongError) as error:
        split_sentences(make_document("# Title\n\n" + "word " * 10_000))
    assert str(error.value) == (
        "guide.md: the sentence that starts at character 9 has 49,999 characters; at most 1,500 can be quoted whole; "
        "end its sentences with '.', '!' or '?', or break it into paragraphs, and ingest again"
    )
