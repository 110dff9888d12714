"""A reply -> whether its quotes are verbatim, its places exist and it says nothing forbidden; it judges no relevance.

What a parent sees is judged as well as the citations: a quote may be right in the one and altered in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.reply import Citation, Reply
from evals.tally import Tally, count
from evals.texts import Texts
from evals.wording import fold

_QUOTE_LINE = re.compile(r"^> ?(?:[-*] )?“(?P<quote>.*)”\s*\[(?P<number>\d+)\]\s*$")
_MARKER = re.compile(r"\[(\d+|[a-z]{1,2})\](?!\()")


def check_quotes(reply: Reply, texts: Texts) -> Tally:
    """Verbatim groundedness: how many of the citations, and of the quotes in the text, are the document's own words.

    A citation holds if the characters from `start` to `end` of the named document are its quote and the text quotes it
    under its number; a quoted line of the text holds if it is the quote of the citation that it names. Both with
    Unicode NFC and white space folded.
    Source: attribution to identified sources, Rashkin et al. 2023, arXiv:2112.12870; exact, as quotes are verbatim.
    """
    quotes = {str(one.number): fold(one.quote) for one in reply.citations}
    lines = [_shown_by(line, quotes) for line in reply.text.splitlines() if line.startswith(">")]
    return count([
        *(_is_verbatim(one, texts) and str(one.number) in lines for one in reply.citations),
        *(number is not None for number in lines),
    ])  # fmt: skip


def check_places(reply: Reply, texts: Texts) -> Tally:
    """Citation resolvability: how many of the citations and of the markers and numbers that name one lead somewhere.

    A citation resolves if its document is known, its passage id names a passage that begins where it does under that
    heading, it ends where one of the same paragraph ends, its number is its position, and the text has its marker.
    Source: Gao et al. 2023, ALCE, arXiv:2305.14627, section 3, whose citations are markers that must name a passage.
    """
    markers = [mark for line in _our_lines(reply) for mark in _MARKER.findall(line)]
    shown = {mark for line in reply.text.splitlines() for mark in _MARKER.findall(line)}
    named = {str(one.number) for one in reply.citations} | {note.letter for note in reply.notes}
    numbers = [
        *(one for part in reply.parts for one in part.citations),
        *(one for card in reply.conflicts for one in card.versions),
    ]
    return count([
        *(_resolves(position, one, shown, texts) for position, one in enumerate(reply.citations, start=1)),
        *(mark in named for mark in markers),
        *(str(number) in named for number in numbers),
    ])  # fmt: skip


def find_forbidden(reply: Reply, must_not: Iterable[str]) -> tuple[str, ...]:
    """Which of the words that must not be said stand anywhere in what a parent may see, whatever their case."""
    said = fold(" \n ".join(_all_words(reply))).casefold()
    return tuple(words for words in must_not if fold(words).casefold() in said)


def _is_verbatim(citation: Citation, texts: Texts) -> bool:
    text = texts.documents.get(citation.document, "")
    return bool(citation.quote.strip()) and fold(text[citation.start : citation.end]) == fold(citation.quote)


def _shown_by(line: str, quotes: dict[str, str]) -> str | None:
    """The number of the citation whose quote the line is; None where it is no citation's."""
    match = _QUOTE_LINE.match(line)
    return match["number"] if match and quotes.get(match["number"]) == fold(match["quote"]) else None


def _resolves(position: int, citation: Citation, shown: set[str], texts: Texts) -> bool:
    first = texts.passages.get(citation.passage_id)
    last = texts.find_last_passage(citation.document, citation.end)
    if citation.document not in texts.documents or first is None or last is None or citation.start >= citation.end:
        return False
    begins = (first.document_id, first.start, first.section) == (citation.document, citation.start, citation.section)
    within = (first.section, first.paragraph) == (last.section, last.paragraph)
    return begins and within and citation.number == position and str(position) in shown


def _our_lines(reply: Reply) -> Iterator[str]:
    """The lines of the text without its quotes, whose own brackets name nothing."""
    return (line for line in reply.text.splitlines() if not line.startswith(">"))


def _all_words(reply: Reply) -> Iterator[str]:
    yield reply.text
    yield from reply.suggestions
    if reply.alert:
        yield reply.alert.text
    for note in reply.notes:
        yield from (note.lead, note.text)
    for conflict in reply.conflicts:
        yield conflict.resolution
