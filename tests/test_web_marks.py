from web_pages import ANSWERED, Markup

from assistant.web.marks import Marks, call_buttons, document_address, link_phones, passage_address


def test_marks_that_name_nothing_stay_text() -> None:
    markup = Markup(Marks(ANSWERED, "q1").words("See [1], [a], [9], [zz] and **this [2]**."))

    assert [link["href"] for link in markup.all("a")] == [
        "/guidance/head-control#00ff00ff00ff00ff", "#q1-note-a", "/guidance/head-control#00ff00ff00ff00ff",
    ]  # fmt: skip
    assert "[9], [zz]" in markup.words


def test_numbers_are_linked_only_where_they_are_telephone_numbers() -> None:
    linked = link_phones("Call 911 US, 999 UK or 112 EU; 988 in a crisis; 1-833-TLC-MAMA. Not 911 times, 112 weeks.")

    assert [link["href"] for link in Markup(linked).all("a")] == [
        "tel:911", "tel:999", "tel:112", "tel:988", "tel:+18338526262",
    ]  # fmt: skip


def test_a_line_without_numbers_has_no_button() -> None:
    assert list(call_buttons("Phone a doctor.")) == []


def test_addresses_hold_whatever_the_names() -> None:
    assert passage_address("a/b?c", "x#y") == "/guidance/a%2Fb%3Fc#x%23y"
    assert document_address("head-control") == "/guidance/head-control"
