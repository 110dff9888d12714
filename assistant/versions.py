"""A point on which the guidance disagrees with itself -> what each version says in an editor's few words, and where.

One mechanism for the reply's text and for the pages; it makes no markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reply import Citation, Reply
from assistant.wording import say
from ingest.editorial import Conflict
from ingest.index import Index

LEAST = 2
"""One version alone contradicts nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of a conflict: its topic, what it says in a few words, and the citations that say it."""

    topic: str
    words: str
    numbers: tuple[int, ...]


def label_versions(reply: Reply, index: Index) -> tuple[VersionLine, ...]:
    """A line for each version of the reply's conflicts that it cites, in the editor's order."""
    cards = {card.topic: card for card in reply.conflicts}
    lines: list[VersionLine] = []
    for conflict in (one for one in index.corpus.conflicts if one.topic in cards):
        numbers = cards[conflict.topic].versions
        lines += label_conflict(conflict, [one for one in reply.citations if one.number in numbers])
    return tuple(sorted(lines, key=lambda line: list(cards).index(line.topic)))


def label_conflict(conflict: Conflict, citations: Sequence[Citation]) -> tuple[VersionLine, ...]:
    """A line for each version of a conflict that the citations hold, in the editor's order."""
    cited = [
        (version, tuple(one.number for one in citations if version.span.overlaps(one.document, one.start, one.end)))
        for version in conflict.versions
    ]
    return tuple(
        VersionLine(topic=conflict.topic, words=version.label, numbers=numbers) for version, numbers in cited if numbers
    )


def write_versions(conflict: Conflict, citations: Sequence[Citation]) -> str:
    """One sentence of ours: that the guidance is not consistent, and each version with the number of its quote."""
    lines = label_conflict(conflict, citations)
    if len(lines) < LEAST:
        return say("answered.inconsistent")
    told = "; ".join(f"{line.words} [{line.numbers[0]}]" for line in lines)
    return say("answered.versions", versions=told)


def tells_versions(line: str) -> bool:
    """Whether a line is the sentence that `write_versions` makes."""
    before, _, after = say("answered.versions", versions="\n").partition("\n")
    return line.startswith(before) and line.endswith(after)
