from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from web_pages import ANSWERED, CITATION, CONFLICT, EMERGENCY, EMPTY, NOTE

from assistant.reply import Part
from assistant.web.pieces import read_pieces
from assistant.wording import say


def test_each_paragraph_is_known_by_the_field_that_it_shows() -> None:
    assert [piece.kind for piece in read_pieces(ANSWERED)] == ["note", "conflict", "opening", "quote", "quote", "words"]


def test_a_line_that_only_says_that_the_text_disagrees_shows_the_conflicts_in_its_place() -> None:
    line = say("answered.inconsistent")
    pieces = read_pieces(replace(ANSWERED, text=f"Reviewed words. [1]\n\n{line}\n\n> “Bath frequently.” [1]"))

    assert [piece.kind for piece in pieces] == ["note", "words", "conflict", "quote", "quote"]
    assert pieces[2].words == line


def test_a_line_of_versions_shows_its_conflict_where_a_reviewed_answer_has_resolved_it() -> None:
    line = say("answered.versions", versions="often [1]; seldom [2]")
    other = replace(CONFLICT, topic="how warm", versions=(3, 4), resolution="Lukewarm.")
    text = f"Reviewed words. [1]\n\n{line}\n\n> “Bath frequently.” [1]\n\n> “Bath seldom.” [2]"
    pieces = read_pieces(replace(ANSWERED, text=text, conflicts=(other, CONFLICT)))

    assert [piece.kind for piece in pieces] == ["note", "words", "conflict", "quote", "quote", "conflict"]
    assert [piece.conflict for piece in pieces if piece.conflict] == [CONFLICT, other]


def test_a_heading_and_its_item_are_one_piece() -> None:
    text = "> “Bath frequently.” [1]\n> “Bath seldom.” [2]"
    pieces = read_pieces(replace(ANSWERED, text=text, notes=(), conflicts=()))

    assert [[one.number for one in piece.citations] for piece in pieces] == [[1, 2]]


def test_a_note_whose_lead_stands_in_our_words_follows_them() -> None:
    text = f"Bath with care. {NOTE.lead} [a]\n\n> “Bath frequently.” [1]"
    pieces = read_pieces(replace(EMPTY, text=text, citations=(CITATION,), notes=(NOTE,)))

    assert [piece.kind for piece in pieces] == ["words", "note", "quote"]


def test_all_of_an_emergency_belongs_to_the_alert() -> None:
    assert [piece.kind for piece in read_pieces(EMERGENCY)] == ["alert", "alert", "alert"]


def test_an_urgent_alert_ends_where_the_answer_begins() -> None:
    urgent = replace(
        ANSWERED,
        outcome="alert",
        alert=EMERGENCY.alert,
        text=f"{EMERGENCY.text}\n\n{say('alert.worse')}\n\n{ANSWERED.text}",
    )

    assert [piece.kind for piece in read_pieces(urgent)][:6] == ["alert", "alert", "alert", "alert", "note", "conflict"]


def test_a_carried_alert_is_one_line() -> None:
    carried = replace(EMPTY, alert=EMERGENCY.alert, text="**Still important: Call now.**\n\nHello!")

    assert [piece.kind for piece in read_pieces(carried)] == ["carried", "words"]


def test_the_heading_of_a_part_is_known() -> None:
    parts = (Part(question="When?", outcome="not_covered", reason="unclear", citations=()),)

    assert read_pieces(replace(EMPTY, parts=parts, text="On “When?”:\n\nNo."))[0].kind == "heading"


def test_a_note_that_the_text_does_not_lead_with_comes_above_every_quote() -> None:
    pieces = read_pieces(replace(EMPTY, text="> “Bath frequently.” [1]", citations=(CITATION,), notes=(NOTE,)))

    assert [piece.kind for piece in pieces] == ["note", "quote"]


def test_a_quote_that_no_field_knows_is_plain_words() -> None:
    assert [piece.kind for piece in read_pieces(replace(EMPTY, text="> “Made up.” [7]"))] == ["words"]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r"), min_size=1), max_size=6))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    written = [paragraph for paragraph in paragraphs if paragraph.strip() and paragraph.strip() != "---"]

    assert [piece.words for piece in read_pieces(replace(EMPTY, text="\n\n".join(written)))] == written
