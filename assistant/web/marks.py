"""Our own wording -> markup: bold, [1] and [a] as links, emergency numbers to tap; all else is escaped text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from assistant.reply import Citation, NoteCard, Reply
from assistant.web.markup import Html, join, tag, text

_NUMBERS = (
    (r"911(?= US)", "911"),
    (r"999(?= UK)", "999"),
    (r"112(?= EU)", "112"),
    (r"988(?= in a crisis)", "988"),
    (r"1-833-TLC-MAMA", "+18338526262"),
)
_TOKEN = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\[(?P<number>\d{1,4})\]|\[(?P<letter>[a-z]{1,3})\]|(?P<phone>"
    + "|".join(pattern for pattern, _ in _NUMBERS)
    + ")"
)


class Marks:
    """The links of one reply; `prefix` makes its ids differ from those of every other reply on the page."""

    def __init__(self, reply: Reply, prefix: str) -> None:
        """Keep what the marks of this reply name."""
        self._citations = {one.number: one for one in reply.citations}
        self._notes = {note.letter: note for note in reply.notes}
        self._prefix = prefix

    def note_id(self, note: NoteCard) -> str:
        """The id of a note's card on the page."""
        return f"{self._prefix}-note-{note.letter}"

    def words(self, ours: str) -> Html:
        """A line of ours with its marks as links; a mark that names nothing in this reply stays plain text."""
        return _replace_tokens(ours, self._token)

    def numbers(self, cited: Iterable[int]) -> Html:
        """The marks of citations, one after the other."""
        return self.words(" ".join(f"[{number}]" for number in cited))

    def _token(self, token: re.Match[str]) -> Html:
        if token["bold"]:
            return tag("strong", self.words(token["bold"]))
        if token["number"] and int(token["number"]) in self._citations:
            return link_citation(self._citations[int(token["number"])], short=True)
        if token["letter"] and token["letter"] in self._notes:
            return self._link_note(self._notes[token["letter"]])
        return _link_phone(token[0]) if token["phone"] else text(token[0])

    def _link_note(self, note: NoteCard) -> Html:
        words = join([text(f"[{note.letter}]"), hidden(f" Safety note: {note.lead}")])
        return tag("a", words, href=f"#{self.note_id(note)}", class_="mark to-note")


def link_citation(citation: Citation, *, short: bool) -> Html:
    """A link to the passage's page, which the page's script opens beside the chat; `short` shows the number alone."""
    return tag(
        "a",
        text(f"[{citation.number}] "),
        hidden("Show in the guidance: "),
        hidden(citation.section) if short else text(citation.section),
        href=passage_address(citation.document, citation.passage_id),
        class_="mark" if short else "place",
        data_passage=citation.passage_id,
        data_start=str(citation.start),
        data_end=str(citation.end),
    )


def passage_address(document: str, passage_id: str) -> str:
    """The stable address of a passage: it holds after a rebuild as long as the sentence is in the document."""
    return f"{document_address(document)}#{quote(passage_id, safe='')}"


def document_address(document: str) -> str:
    """The address of a document's page."""
    return f"/guidance/{quote(document, safe='')}"


def hidden(words: str) -> Html:
    """Words for a screen reader alone."""
    return tag("span", text(words), class_="unseen")


def link_phones(ours: str) -> Html:
    """A line of ours with nothing but its emergency numbers as links."""
    return _replace_tokens(ours, lambda token: _link_phone(token[0]) if token["phone"] else text(token[0]))


def call_buttons(ours: str) -> Iterable[Html]:
    """A large link for each emergency number that a line names, in its order."""
    for token in _TOKEN.finditer(ours):
        if token["phone"]:
            country = ours[token.end() : token.end() + 3].strip()
            where = f" ({country})" if country.isupper() and len(country) == 2 else ""
            yield tag("a", text(f"Call {token[0]}{where}"), href=f"tel:{_dial(token[0])}", class_="call")


def _replace_tokens(ours: str, replace: Callable[[re.Match[str]], Html]) -> Html:
    pieces, last = [], 0
    for token in _TOKEN.finditer(ours):
        pieces += [text(ours[last : token.start()]), replace(token)]
        last = token.end()
    return join([*pieces, text(ours[last:])])


def _link_phone(shown: str) -> Html:
    return tag("a", text(shown), href=f"tel:{_dial(shown)}", class_="phone")


def _dial(shown: str) -> str:
    return dict((pattern.partition("(")[0], dialled) for pattern, dialled in _NUMBERS)[shown]
