"""A request to build -> a draft: documents read, split and checked against the corpus, before anything is embedded.

Knows nothing of vectors and files of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.corpus import Corpus, load_corpus
from ingest.document import Document, ReadFailure
from ingest.errors import DocumentError
from ingest.fingerprint import Origin
from ingest.layout import Home, current_generation
from ingest.passages import Passages, split_documents
from ingest.settings import IngestSettings
from ingest.source import Published, Source, Sources, read_sources, refuse_withdrawal
from ingest.word_pieces import WordPieces

Step = Literal["scan", "read", "split", "embed", "banks", "export", "write", "verify", "sync", "publish", "clean"]
OnStep = Callable[[Step], None]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What was asked for; withdraw: ids of documents added earlier that are to go."""

    settings: IngestSettings
    added_paths: tuple[Path, ...]
    withdraw: frozenset[str]
    allow_withdraw: bool
    on_step: OnStep
    on_progress: OnProgress

    @property
    def home(self) -> Path:
        """The folder of all state."""
        return self.settings.home

    @property
    def only_refreshes(self) -> bool:
        """Whether nothing is added or withdrawn by name."""
        return not self.added_paths and not self.withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the next generation will be made of; sources are in the order of passages.documents.

    failures: all of this run; standing: those of corpus files, which the next run meets again.
    """

    origin: Origin
    published: Published | None
    sources: tuple[Source, ...]
    failures: tuple[ReadFailure, ...]
    standing: tuple[ReadFailure, ...]
    passages: Passages
    corpus: Corpus

    @property
    def fingerprint(self) -> str:
        """The hash of all that decides the index's content."""
        return self.origin.fingerprint(source.record for source in self.sources)


def read_draft(request: BuildRequest, origin: Origin, published: Published | None) -> Draft:
    """Read and split all documents and resolve the corpus's spans in them.

    Raises DocumentError where no document is left, WithdrawalError, and CorpusError for a span that is not found.
    """
    request.on_step("read")
    sources = read_sources(request.settings.corpus, request.added_paths, published, request.withdraw)
    request.on_step("split")
    documents = [source.document for source in sources.found]
    passages = split_documents(documents, WordPieces.open(origin.model.tokenizer).count, origin.model.window_pieces)
    kept = {document.id for document in passages.documents}
    failures = _join(_forgotten(request.home, published), sources.failures, passages.failures)
    _require_documents(passages.documents, failures)
    if not request.allow_withdraw:
        refuse_withdrawal(kept, published, request.withdraw)
    found = tuple(source for source in sources.found if source.record.id in kept)
    return Draft(
        origin=origin,
        published=published,
        sources=found,
        failures=failures,
        standing=_join(sources.standing, _of_corpus(passages.failures, sources)),
        passages=passages,
        corpus=load_corpus(request.settings.corpus, _at_home(passages.documents, found)),
    )


def _forgotten(home: Path, published: Published | None) -> list[ReadFailure]:
    """Say that documents added before are not known, where an index was published and no manifest can be read."""
    if published or current_generation(home) is None:
        return []
    reason = "no manifest can be read, so that documents added before are not known; give their paths again"
    return [ReadFailure(path=str(Home(home).generations), reason=reason)]


def _require_documents(documents: Sequence[Document], failures: Sequence[ReadFailure]) -> None:
    if not documents:
        reasons = "; ".join(f"{failure.path}: {failure.reason}" for failure in failures) or "no file was found"
        raise DocumentError(f"No document can be indexed, and the published index stays as it was. {reasons}")


def _of_corpus(failures: Sequence[ReadFailure], sources: Sources) -> list[ReadFailure]:
    added = {source.document.path for source in sources.found if source.record.origin == "added"}
    return [failure for failure in failures if failure.path not in added]


def _join(*failures: Sequence[ReadFailure]) -> tuple[ReadFailure, ...]:
    """Join failures, each once, in their order."""
    return tuple(dict.fromkeys(failure for group in failures for failure in group))


def _at_home(documents: Sequence[Document], sources: Sequence[Source]) -> list[Document]:
    """Give documents the path that the manifest names, which holds on every machine for those of the corpus."""
    paths = {source.record.id: source.record.path for source in sources}
    return [replace(document, path=paths[document.id]) for document in documents]
