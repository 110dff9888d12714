"""A reply's conflicts -> what each version says in an editor's few words, from the corpus; it makes no markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reply import Citation, ConflictCard, Reply
from ingest.editorial import Version
from ingest.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of a conflict: its topic, what it says in a few words, and the citations that say it."""

    topic: str
    words: str
    numbers: tuple[int, ...]


def label_versions(reply: Reply, index: Index) -> tuple[VersionLine, ...]:
    """A line for each version of the reply's conflicts that it cites, in the editor's order."""
    return tuple(line for card in reply.conflicts for line in _label(card, reply, index))


def _label(card: ConflictCard, reply: Reply, index: Index) -> Iterator[VersionLine]:
    cited = [one for one in reply.citations if one.number in card.versions]
    for conflict in index.corpus.conflicts:
        for version in conflict.versions if conflict.topic == card.topic else ():
            numbers = tuple(one.number for one in cited if _says(one, version))
            if numbers:
                yield VersionLine(topic=card.topic, words=version.label, numbers=numbers)


def _says(citation: Citation, version: Version) -> bool:
    span = version.span
    return citation.document == span.document_id and citation.start < span.end and span.start < citation.end
