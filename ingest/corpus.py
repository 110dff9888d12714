"""A corpus folder -> the corpus, compiled: every quote resolved to its place, everything checked against the rest.

Knows nothing of where the corpus is indexed; `corpus_to_json` lets a generation keep it, so that serving reads no YAML.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.check import find_errors
from ingest.corpus_files import CorpusFiles, read_corpus_files
from ingest.document import Document, ReadOutcome, read_documents
from ingest.editorial import (
    Answer,
    AnswerSentence,
    Conflict,
    Corpus,
    Note,
    Reference,
    Review,
    SentenceQuestions,
    Situation,
    Topic,
    Version,
    WordingSpan,
)
from ingest.errors import CorpusError
from ingest.span import Span

__all__ = [
    "Answer",
    "AnswerSentence",
    "Conflict",
    "Corpus",
    "Note",
    "Reference",
    "Review",
    "SentenceQuestions",
    "Situation",
    "Span",
    "Topic",
    "Version",
    "WordingSpan",
    "corpus_from_json",
    "corpus_to_json",
    "load_corpus",
]

SHOWN_ERRORS = 10


def load_corpus(folder: Path, documents: Sequence[Document] | None = None) -> Corpus:
    """Load a corpus folder; documents that were read already (those of its guidance/ among them) may be given.

    Folders that are missing are empty; documents that cannot be read stand in the corpus' `failures`.
    Raises CorpusError, naming files, lines and remedies, for anything in the other files that does not hold.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder; give a corpus folder, one that holds guidance/")
    outcome = (
        read_documents([folder / "guidance"])
        if documents is None
        else ReadOutcome(documents=tuple(documents), failures=())
    )
    files = read_corpus_files(folder, outcome.documents)
    errors = list(find_errors(files))
    if errors:
        shown = "\n".join(errors[:SHOWN_ERRORS])
        more = f"\n... and {len(errors) - SHOWN_ERRORS} more: `headsup ingest --check`" if errors[SHOWN_ERRORS:] else ""
        raise CorpusError(f"{len(errors)} error{'s' if errors[1:] else ''} in {folder}:\n{shown}{more}")
    return _gather(files, outcome)


def corpus_to_json(corpus: Corpus) -> bytes:
    """Write a corpus, its documents with their texts included, as JSON in UTF-8."""
    return TypeAdapter(Corpus).dump_json(corpus)


def corpus_from_json(json: bytes) -> Corpus:
    """Read what `corpus_to_json` wrote, spans as they are; raises CorpusError for anything else."""
    try:
        return TypeAdapter(Corpus).validate_json(json)
    except ValidationError as error:
        raise CorpusError(
            f"the compiled corpus is damaged ({error.error_count()} errors); run `headsup ingest`"
        ) from error


def _gather(files: CorpusFiles, outcome: ReadOutcome) -> Corpus:
    return Corpus(
        documents=outcome.documents,
        failures=outcome.failures,
        references={entry.value.id: entry.value for entry in files.references},
        notes=tuple(entry.value for entry in files.notes),
        situations=tuple(entry.value for entry in files.situations),
        conflicts=tuple(entry.value for entry in files.conflicts),
        answers=tuple(entry.value for entry in files.answers),
        wording=tuple(entry.value for entry in files.wording),
        questions=tuple(entry.value for entry in files.questions),
        topics=tuple(entry.value for entry in files.topics),
    )
