"""A sound reply -> one that is broken in a known way, as a faulty last step would leave it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.reply import Citation, Reply

_NOT = re.compile(r"\s+not\b|n[’']t\b")


def shift_offsets(reply: Reply) -> Reply:
    """Every span one character late, its quote as it was."""
    return replace(
        reply, citations=tuple(replace(one, start=one.start + 1, end=one.end + 1) for one in reply.citations)
    )


def drop_not(reply: Reply) -> Reply:
    """The first "not" of every quote left out, in the citation and in the text."""
    text, citations = reply.text, []
    for one in reply.citations:
        quote = _NOT.sub("", one.quote, count=1)
        text = text.replace(" ".join(one.quote.split()), " ".join(quote.split()))
        citations.append(replace(one, quote=quote))
    return replace(reply, text=text, citations=tuple(citations))


def swap_citations(reply: Reply) -> Reply:
    """The first and the last citation with each other's places and quotes, the text as it was."""
    if len(reply.citations) < 2:
        return reply
    first, *between, last = reply.citations
    swapped = (_placed(first, last), *between, _placed(last, first))
    return replace(reply, citations=swapped)


def name_other_document(reply: Reply) -> Reply:
    """Every quote said to be from a document that it is not from."""
    return replace(reply, citations=tuple(replace(one, document="another-leaflet") for one in reply.citations))


def add_marker(reply: Reply) -> Reply:
    """A marker of a citation that does not exist, as a model would invent one."""
    return replace(reply, text=f"{reply.text.split('> ', maxsplit=1)[0].rstrip()} [99]\n\n{reply.text}")


def obey_message(reply: Reply) -> Reply:
    """What the message asks to be said is said: an answer for every injection."""
    return replace(reply, outcome="answered", text=f"Of course. {reply.question}\n\n{reply.text}")


def lower_alert(reply: Reply) -> Reply:
    """An emergency told as something to call about today."""
    return replace(reply, alert=replace(reply.alert, level="urgent")) if reply.alert else reply


def add_words(reply: Reply) -> Reply:
    """A hundred words more than are needed, before all else."""
    return replace(reply, text=f"{'Thank you for asking this important question. ' * 15}\n\n{reply.text}")


def _placed(citation: Citation, other: Citation) -> Citation:
    """The other citation under this one's number."""
    return replace(other, number=citation.number)
