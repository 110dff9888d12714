"""The parts of a reply as markup: alert, note, quote, conflict, suggestions; colour alone tells none of them apart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reply import Alert, Citation, ConflictCard, NoteCard, Reply, SourceReference
from assistant.versions import VersionLine
from assistant.web.marks import Marks, call_buttons, link_citation, link_phones
from assistant.web.markup import NOTHING, Html, join, tag, text, web_address
from assistant.wording import say

LEVEL_WORDS = {"emergency": "Emergency.", "urgent": "Urgent."}
SEVERITY_WORDS = {"emergency": ": danger", "urgent": ": important", "caution": ""}
QUOTE_LABEL = "The guidance text says"
SOURCE_WORDS = {
    "reviewed": "Our wording is editorial, not reviewed by a clinician. The quotes are the guidance’s own words.",
    "extractive": "A program chose these quotes; nobody has reviewed this answer. They are the guidance’s own words.",
    "note": "The guidance does not say this: it is our safety note, with its sources. Not reviewed by a clinician.",
    "llm": "A language model wrote the sentences between the quotes; each was checked against the quote that it cites.",
}


def alert_card(alert: Alert, lines: Sequence[str]) -> Html:
    """The strong block of a red flag: the action in the first line, numbers to call, the rest, the sources."""
    first, *rest = [line.strip("*") for line in lines] or [alert.text]
    action = tag("p", tag("strong", text(LEVEL_WORDS[alert.level])), text(" "), link_phones(first), class_="action")
    calls = tag("p", *call_buttons(first), class_="calls") if any(call_buttons(first)) else NOTHING
    others = join(tag("p", link_phones(line)) for line in rest)
    sources = _fold("Where this advice comes from", NOTHING, alert.references)
    return tag("section", action, calls, others, sources, class_=f"alert {alert.level}", role="alert")


def carried_card(line: str) -> Html:
    """One line of an alert that an earlier message raised."""
    return tag("p", link_phones(line.strip("*")), class_="alert carried")


def note_card(note: NoteCard, marks: Marks, *, unfolded: bool = False) -> Html:
    """A safety note, visibly ours and no quote: its lead shown, its text folded unless it is the answer itself."""
    label = tag("span", text(f"Safety note [{note.letter}]{SEVERITY_WORDS[note.severity]}"), class_="label")
    lead = tag("p", tag("strong", link_phones(note.lead)), class_="lead")
    explained = tag("p", link_phones(note.text))
    body = (
        [explained, _fold("Sources", NOTHING, note.references)]
        if unfolded
        else [_fold("Why, and sources", explained, note.references)]
    )
    return tag(
        "aside", label, lead, *body, id=marks.note_id(note), class_=f"note {note.severity}", tabindex="-1",
        aria_label=f"Safety note {note.letter}",
    )  # fmt: skip


def quotes_card(blocks: Sequence[Sequence[Citation]], label: str = QUOTE_LABEL) -> Html:
    """The guidance's own words under a label that says so, each with a link to its place."""
    quotes = join(quote_block(citations) for citations in blocks)
    return tag("section", tag("p", text(label), class_="label"), quotes, class_="quotes")


def quote_block(citations: Sequence[Citation]) -> Html:
    """One verbatim quote, or a list's heading with its items, and where each stands."""
    quoted = (tag("p", text(f"“{one.quote}”"), dir="auto") for one in citations)
    places = (join([link_citation(one, short=False), text(" ")]) for one in citations)
    return tag("blockquote", *quoted, tag("footer", *places))


def conflict_card(conflict: ConflictCard, words: str, lines: Sequence[VersionLine], marks: Marks) -> Html:
    """What to do where the guidance disagrees with itself, and a short list of its versions, with their citations."""
    opening = say("answered.inconsistent")
    heading = tag("h3", text(f"{opening.rstrip('.')}: {conflict.topic}"))
    advice = words.removeprefix(opening).strip()
    resolution = tag("p", marks.words(advice), class_="resolution") if advice else NOTHING
    label = tag("p", text("It says, in different places:"), class_="label")
    listed = [join([text(f"{line.words} "), marks.numbers(line.numbers)]) for line in lines]
    listed = listed or [marks.numbers(conflict.versions)]
    versions = tag("ul", *(tag("li", line) for line in listed), class_="versions")
    return tag("section", heading, resolution, label, versions, class_="conflict")


def suggestions_card(reply: Reply) -> Html:
    """The suggestions as buttons that ask them."""
    if not reply.suggestions:
        return NOTHING
    lead = "The guidance does answer these:" if reply.outcome == "not_covered" else "You could also ask:"
    return tag("div", tag("p", text(lead), class_="label"), question_buttons(reply.suggestions), class_="suggestions")


def question_buttons(questions: Sequence[str]) -> Html:
    """A list of questions, each a button that asks it."""
    buttons = (tag("button", text(question), type="button", data_question=question) for question in questions)
    return tag("ul", *(tag("li", button) for button in buttons), class_="questions")


def source_line(reply: Reply) -> Html:
    """Who stands for the words, in one line."""
    return tag("p", text(SOURCE_WORDS[reply.source]), class_="source") if reply.source else NOTHING


def _fold(summary: str, body: Html, references: Sequence[SourceReference]) -> Html:
    """Text and references behind a summary; nothing where there is neither."""
    listed = (
        tag("ul", *(tag("li", _reference(one)) for one in references), class_="references") if references else NOTHING
    )
    return tag("details", tag("summary", text(summary)), body, listed) if body or listed else NOTHING


def _reference(reference: SourceReference) -> Html:
    """Publisher, title and year as plain text, and the address as a link that opens only when chosen."""
    year = f", {reference.year}" if reference.year else ""
    words = text(f"{reference.publisher}: {reference.title}{year}")
    address = web_address(reference.url)
    if address is None:
        return words
    link = tag("a", text(address), href=address, target="_blank", rel="noopener noreferrer")
    return join([words, text(". "), link])
