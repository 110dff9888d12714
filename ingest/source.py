"""Corpus folder, documents added before and paths added now -> the documents of the next generation.

The manifest of the current generation says what was added before. Knows nothing of sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Document, ReadFailure, read_documents
from ingest.document_file import find_files, show_path
from ingest.errors import WithdrawalError
from ingest.manifest import DocumentRecord, Manifest, hash_file

MAX_WITHDRAWN = 0.2
"""The share of the current documents that a run may withdraw without being told to."""

OnDocument = Callable[[Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, where it comes from, and the file to keep a copy of.

    record.path: for a document of the corpus relative to its folder, else the full path that was added.
    """

    document: Document
    record: DocumentRecord
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the next generation is made of; standing: the failures of corpus files, which the next run meets again."""

    found: tuple[Source, ...]
    failures: tuple[ReadFailure, ...]
    standing: tuple[ReadFailure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The current generation: its folder and manifest."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.folder.name


def read_sources(
    corpus: Path,
    added_paths: Sequence[Path],
    published: Published | None,
    withdraw: Collection[str],
    on_document: OnDocument | None = None,
) -> Sources:
    """Read all documents: the corpus's, those added earlier, then those added now, which replace their own path.

    withdraw: ids of documents added earlier that are to go. A document added earlier is read again where it was; where
    it is gone or broken, the published copy is used. Raises WithdrawalError for an id that was not added.
    """
    _refuse_unknown(withdraw, published)
    guidance, standing = _read_files([corpus / "guidance"], on_document)
    found = [_corpus_source(document, file, corpus) for document, file in guidance]
    added, failures = _read_files(added_paths, on_document)
    now = [_added_source(document, file) for document, file in added]
    paths = {source.record.path for source in now}
    earlier = [record for record in _added_records(published) if record.path not in paths and record.id not in withdraw]
    for record in earlier:
        source, trouble = _read_again(record, published, on_document)
        failures.extend(trouble)
        found.extend(source)
    return _without_clashes([*found, *now], failures, standing)


def side_file(file: Path) -> Path:
    """Name the file beside a document that may hold its title, source, licence, ..."""
    return file.with_name(f"{file.stem}.meta.yaml")


def hash_side_file(file: Path) -> str:
    """Hash a document's side file; "" where it has none."""
    return hash_file(side_file(file)) if side_file(file).is_file() else ""


def refuse_withdrawal(sources: Collection[str], published: Published | None, withdraw: Collection[str]) -> None:
    """Stop a run that would lose more than a fifth of the current documents (ids), those named in withdraw aside.

    Raises WithdrawalError naming them.
    """
    current = [record.id for record in published.manifest.documents] if published else []
    lost = [name for name in current if name not in sources and name not in withdraw]
    if len(lost) > MAX_WITHDRAWN * len(current):
        raise WithdrawalError(
            f"This run would withdraw {len(lost)} of {len(current)} documents: {', '.join(lost)}. "
            "Put their files back, or say that it is meant: `headsup ingest --allow-withdraw`."
        )


def withdrawn_documents(sources: Collection[str], published: Published | None) -> tuple[str, ...]:
    """Name the current documents (ids) that the next generation lacks."""
    return tuple(record.id for record in published.manifest.documents if record.id not in sources) if published else ()


def _added_records(published: Published | None) -> list[DocumentRecord]:
    return [record for record in published.manifest.documents if record.origin == "added"] if published else []


def _refuse_unknown(withdraw: Collection[str], published: Published | None) -> None:
    added = [record.id for record in _added_records(published)]
    unknown = sorted(set(withdraw) - {*added})
    if unknown:
        raise WithdrawalError(f"{', '.join(unknown)}: not among the added documents ({', '.join(added) or 'none'}).")


def _read_files(
    paths: Sequence[Path], on_document: OnDocument | None
) -> tuple[list[tuple[Document, Path]], list[ReadFailure]]:
    """Read files and folders; each document with its file."""
    files, refused = find_files(paths)
    outcome = read_documents(files, on_document)
    by_name = {show_path(file): file for file in files}
    found = [(document, by_name[document.path]) for document in outcome.documents]
    return found, [*refused, *outcome.failures]


def _corpus_source(document: Document, file: Path, corpus: Path) -> Source:
    path = show_path(file.relative_to(corpus))
    record = DocumentRecord(id=document.id, path=path, kept=f"corpus/{path}", sha256=document.sha256, origin="corpus")
    return Source(document=document, record=record, file=file)


def _added_source(document: Document, file: Path, path: str | None = None) -> Source:
    path = path or show_path(file.resolve())
    kept = f"added/{document.id}/{show_path(Path(file.name))}"
    record = DocumentRecord(
        id=document.id,
        path=path,
        kept=kept,
        sha256=document.sha256,
        origin="added",
        side_sha256=hash_side_file(file),
    )
    return Source(document=replace(document, path=path), record=record, file=file)


def _read_again(
    record: DocumentRecord, published: Published | None, on_document: OnDocument | None
) -> tuple[list[Source], list[ReadFailure]]:
    """Read a document added earlier, from its own path if that works, else from the published copy."""
    files = [Path(record.path)] if Path(record.path).is_file() else []
    files += [published.folder / record.kept] if published else []
    failures: list[ReadFailure] = []
    for file in files:
        read, trouble = _read_files([file], on_document)
        if read:
            return [_added_source(*read[0], record.path)], failures
        failures.extend(trouble)
    return [], failures


def _without_clashes(found: list[Source], failures: list[ReadFailure], standing: Sequence[ReadFailure]) -> Sources:
    """Keep the first document of each id; a later one is a failure, since its passages could not be told apart."""
    kept: dict[str, Source] = {}
    for source in found:
        first = kept.setdefault(source.record.id, source)
        if first is not source:
            reason = f"its name gives the id {source.record.id}, which {first.record.path} has; rename the file"
            failures.append(ReadFailure(path=source.record.path, reason=reason))
    return Sources(found=tuple(kept.values()), failures=(*standing, *failures), standing=tuple(standing))
