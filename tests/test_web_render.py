from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from web_pages import ALERT, ANSWERED, CITATION, CONFLICT, EMERGENCY, EMPTY, NOTE, REFERENCE, Markup

from assistant.reply import Reply
from assistant.versions import VersionLine
from assistant.web.render import render_line, render_reply

ELEMENTS = {
    "a", "article", "aside", "blockquote", "button", "details", "div", "footer", "h3", "li", "p", "section", "span",
    "strong", "summary", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-label", "class", "data-end", "data-passage", "data-question", "data-start", "dir", "href", "id", "rel",
    "role", "tabindex", "target", "type",
}  # fmt: skip
PAYLOADS = (
    "<script>window.__xss=1</script>",
    "![](http://evil.test/a.png)",
    "<img src=http://evil.test/b.png onerror=window.__xss=1>",
    "javascript:window.__xss=1",
    "<svg onload=window.__xss=1><image href=http://evil.test/c></svg>",
    '"><iframe srcdoc="<script>parent.__xss=1</script>">',
    "<style>@import 'http://evil.test/d.css'</style>",
    "</details><a href='javascript:window.__xss=1'>[1]</a>",
    "**bold** [1] [a] 911 US ---",
)


def hostile_reply(payload: str) -> Reply:
    """A reply with the payload in every text that it has."""
    reference = replace(REFERENCE, publisher=payload, title=payload, url=payload)
    note = replace(NOTE, lead=payload, text=payload, references=(reference,))
    quoted = replace(CITATION, document=payload, title=payload, section=payload, quote=payload, passage_id=payload)
    return replace(
        ANSWERED, question=payload, outcome="alert", citations=(quoted,), notes=(note,), suggestions=(payload,),
        alert=replace(ALERT, text=payload, situation=payload, references=(reference,)),
        conflicts=(replace(CONFLICT, topic=payload, resolution=payload),),
        text=f"**{payload}**\n\n{payload}\n\n**{payload}** [a]\n\nOther: {payload} [1]\n\n> “{payload}” [1]",
    )  # fmt: skip


def check_safe(markup: str) -> None:
    """Nothing but our own elements and attributes, and links to nowhere but ourselves, a telephone or a reference."""
    for element, attributes in Markup(markup).elements:
        assert element in ELEMENTS
        assert set(attributes) <= ATTRIBUTES
        assert (attributes.get("href") or "#").startswith(("#", "/guidance/", "tel:", "https://", "http://"))


def test_an_answer_shows_note_versions_and_quotes_each_under_its_label() -> None:
    versions = [VersionLine(topic="when to start", words="from 2 weeks", numbers=(1,))]

    assert Markup(render_reply(ANSWERED, "q1", versions)).words == (
        "Safety note [a]: important Never use a neck ring. Why, and sources Babies have drowned. "
        "Health Agency: Water safety, 2022. https://example.org/water "
        "The guidance is not consistent on this: when to start "
        "Take the earliest. [a] Safety note: Never use a neck ring. "
        "It says, in different places: from 2 weeks [1] Show in the guidance: How to help "
        "What the text says, to be read with the warning above "
        "“Bath frequently.” [1] Show in the guidance: How to help "
        "“Bath seldom.” [2] Show in the guidance: How to help "
        "Your baby is 8 weeks old by the due date. You could also ask: Is it warm enough? "
        "A program chose these quotes; nobody has reviewed this answer. They are the guidance’s own words."
    )


def test_an_emergency_begins_with_the_action_and_numbers_to_call() -> None:
    markup = Markup(render_reply(EMERGENCY, "q1"))

    assert markup.words.startswith("Emergency. Call your emergency number now (911 US, 999 UK, 112 EU).")
    assert markup.all("section")[0]["role"] == "alert"
    assert [link["href"] for link in markup.all("a") if link.get("class") == "call"] == [
        "tel:911",
        "tel:999",
        "tel:112",
    ]


def test_a_note_is_folded_and_says_that_it_is_one_of_ours() -> None:
    markup = Markup(render_reply(ANSWERED, "q1"))

    assert markup.all("aside") == [
        {"id": "q1-note-a", "class": "note urgent", "tabindex": "-1", "aria-label": "Safety note a"}
    ]
    assert len(markup.all("details")) == 1
    assert "open" not in markup.all("details")[0]


def test_a_note_that_is_the_answer_is_not_folded() -> None:
    text = f"**{NOTE.lead}** {NOTE.text} [a]\n\n---\n\n[a] Health Agency"
    markup = render_reply(replace(EMPTY, outcome="answered", source="note", notes=(NOTE,), text=text), "q1")

    assert markup.index("Babies have drowned.") < markup.index("<details>")


def test_a_citation_links_to_its_passage() -> None:
    place = next(link for link in Markup(render_reply(ANSWERED, "q1")).all("a") if link.get("class") == "place")

    assert place["href"] == "/guidance/head-control#00ff00ff00ff00ff"
    assert (place["data-start"], place["data-end"]) == ("10", "26")


def test_a_list_heading_and_its_item_stand_in_one_quote() -> None:
    text = "> “Bath frequently.” [1]\n> “Bath seldom.” [2]"

    markup = Markup(render_reply(replace(ANSWERED, text=text, notes=(), conflicts=()), "q1"))

    assert len(markup.all("blockquote")) == 1
    assert len([link for link in markup.all("a") if link.get("class") == "place"]) == 2


def test_suggestions_are_buttons_that_hold_their_question() -> None:
    refused = replace(EMPTY, outcome="not_covered", reason="unclear", suggestions=("How long?", "When?"), text="No.")

    buttons = Markup(render_reply(refused, "q1")).all("button")

    assert [button["data-question"] for button in buttons] == ["How long?", "When?"]


def test_a_kind_line_is_told_at_once() -> None:
    assert render_line("Too <long>.", "q1") == (
        '<article id="q1" class="reply refused" role="alert"><p>Too &lt;long&gt;.</p></article>'
    )


def test_payloads_in_every_field_are_shown_as_text() -> None:
    for payload in PAYLOADS:
        markup = render_reply(hostile_reply(payload), "q1")

        check_safe(markup)
        assert payload.strip("*") in Markup(markup).words or "**" in payload


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_in_any_field_becomes_markup(payload: str) -> None:
    check_safe(render_reply(hostile_reply(payload), "q1"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_quote_and_note_of_a_reply_is_shown_whatever_its_text_says(data: Any) -> None:  # noqa: ANN401
    paragraphs = data.draw(st.lists(st.sampled_from([*ANSWERED.text.split("\n\n"), "Other words.", "> x [1]", "[a]"])))
    words = Markup(render_reply(replace(ANSWERED, text="\n\n".join(paragraphs)), "q1")).words

    assert "“Bath frequently.”" in words
    assert "“Bath seldom.”" in words
    assert "Never use a neck ring." in words
