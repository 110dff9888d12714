"""A composed reply -> the same reply, or a refusal where a promise would be broken; an alert always stays.

Checked: every quote is the document's own characters; a list item follows its introduction; every quoted span has the
notes that qualify it (that they stand above it is tested, not checked here); an emergency stands alone; every marker in
the text names something that is shown.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from assistant.reply import Citation, Outcome, Reason, Reply
from assistant.wording import say
from ingest.index import Index

_MARKER = re.compile(r"\[(\d+|[a-z]{1,2})\]")
_LOG = logging.getLogger("headsup.verify")


def verify_reply(reply: Reply, index: Index) -> Reply:
    """Let a reply pass that keeps the promises; any other becomes `not_covered`, with an error in the log."""
    broken = find_broken_promises(reply, index)
    if not broken:
        return reply
    _LOG.error("A reply was withheld: %s.", "; ".join(broken))
    outcome: Outcome = "alert" if reply.outcome == "alert" else "not_covered"
    reason: Reason | None = None if outcome == "alert" else "unclear"
    alert_first = f"**{reply.alert.text}**\n\n" if reply.alert else ""
    leads = "".join(f"**{note.lead}** [{note.letter}]\n\n" for note in reply.notes)
    return replace(
        reply, outcome=outcome, text=alert_first + leads + say("failed"), citations=(), notes=(), conflicts=(),
        parts=tuple(replace(part, outcome=outcome, reason=reason, citations=()) for part in reply.parts),
        reason=reason, source=None, suggestions=(),
    )  # fmt: skip


def find_broken_promises(reply: Reply, index: Index) -> tuple[str, ...]:
    """What is wrong with a reply, in words, one line a fault; empty where nothing is."""
    faults = [
        *(f"citation {one.number} is not verbatim" for one in reply.citations if not _is_verbatim(one, index)),
        *(
            f"citation {one.number} stands without its introduction"
            for one in reply.citations
            if not _is_introduced(one, reply, index)
        ),
        *_missing_notes(reply, index),
        *_loose_markers(reply),
    ]
    if (
        reply.alert
        and reply.outcome == "alert"
        and reply.alert.level == "emergency"
        and (reply.citations or reply.suggestions)
    ):
        faults.append("an emergency has citations or suggestions")
    return tuple(faults)


def _is_verbatim(citation: Citation, index: Index) -> bool:
    document = index.documents.get(citation.document)
    return document is not None and document.text[citation.start : citation.end] == citation.quote != ""


def _is_introduced(citation: Citation, reply: Reply, index: Index) -> bool:
    """Whether the line that introduces a list item is cited before it, with nothing between but items of that list."""
    intro = _intro_start(citation, index)
    if intro is None:
        return True
    for earlier in reversed(reply.citations[: citation.number - 1]):
        if earlier.start == intro:
            return True
        if _intro_start(earlier, index) != intro:
            return False
    return False


def _intro_start(citation: Citation, index: Index) -> int | None:
    for sentence in index.sentences:
        if (sentence.document_id, sentence.start) == (citation.document, citation.start):
            return None if sentence.intro is None else index.sentences[sentence.intro].start
    return None


def _missing_notes(reply: Reply, index: Index) -> list[str]:
    shown = {note.id for note in reply.notes}
    return [
        f"note {note.id} is missing at citation {one.number}"
        for one in reply.citations
        for note in index.corpus.notes
        if note.id not in shown and any(span.overlaps(one.document, one.start, one.end) for span in note.qualifies)
    ]


def _loose_markers(reply: Reply) -> list[str]:
    ours = "\n".join(line for line in reply.text.splitlines() if not line.startswith("> "))
    known = {str(one.number) for one in reply.citations} | {note.letter for note in reply.notes}
    return [f"marker [{mark}] names nothing" for mark in _MARKER.findall(ours) if mark not in known]
