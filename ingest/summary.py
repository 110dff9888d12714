"""What a build did, in numbers. Knows nothing of how it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import ReadFailure
from ingest.manifest import DocumentRecord
from ingest.question import QuestionsWanted, documents_without_questions, find_questions_wanted
from ingest.source import Published, withdrawn_documents
from ingest.topics import SetAside

if TYPE_CHECKING:
    from ingest.draft import Draft
    from ingest.embedder import Embedder


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """The outcome of a build that did not fail as a whole.

    generation: the name of the one that serves now; published: False where nothing had changed and it is the old one.
    withdrawn and without_questions: ids of documents that left the index, and of those that no question bank covers.
    questions_wanted: what is left to do in question files; set_aside: topics that a document may answer after all.
    counts: documents, sections, sentences, tokens, and questions in each bank (as "questions.NAME").
    embedded and reused: texts that went through the model, and texts whose vectors were there already.
    """

    generation: str
    published: bool
    documents: tuple[DocumentRecord, ...]
    failures: tuple[ReadFailure, ...]
    withdrawn: tuple[str, ...]
    without_questions: tuple[str, ...]
    questions_wanted: tuple[QuestionsWanted, ...]
    set_aside: tuple[SetAside, ...]
    counts: dict[str, int]
    embedded: int
    reused: int
    seconds: float


def summarize_build(
    name: str, draft: Draft, set_aside: tuple[SetAside, ...], counts: dict[str, int], embedder: Embedder
) -> BuildSummary:
    """Summarize a build that published the generation of this name; seconds are the caller's to fill in."""
    return BuildSummary(
        generation=name,
        published=True,
        documents=tuple(source.record for source in draft.sources),
        failures=draft.failures,
        withdrawn=withdrawn_documents([source.record.id for source in draft.sources], draft.published),
        without_questions=documents_without_questions(draft.corpus),
        questions_wanted=find_questions_wanted(draft.corpus),
        set_aside=set_aside,
        counts=counts,
        embedded=embedder.embedded,
        reused=embedder.reused,
        seconds=0.0,
    )


def summarize_no_build(published: Published, failures: Sequence[ReadFailure]) -> BuildSummary:
    """Summarize a run that found nothing changed; failures are of files that could not be read this time either."""
    counts = published.manifest.counts
    return BuildSummary(
        generation=published.name,
        published=False,
        documents=published.manifest.documents,
        failures=tuple(failures),
        withdrawn=(),
        without_questions=published.manifest.without_questions,
        questions_wanted=published.manifest.questions_wanted,
        set_aside=published.manifest.set_aside,
        counts=counts,
        embedded=0,
        reused=counts["sentences"] + sum(number for name, number in counts.items() if name.startswith("questions.")),
        seconds=0.0,
    )
