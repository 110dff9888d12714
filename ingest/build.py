"""Corpus and added documents -> a published generation: the whole build, step by step.

Imports nothing slow until a step needs it. Knows nothing of exit statuses and progress bars.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from ingest.bank import Bank, BankName, make_bank
from ingest.contents import Contents, freeze_sources, write_contents
from ingest.count_tokens import count_tokens
from ingest.draft import BuildRequest, Draft, OnProgress, OnStep, Step, read_draft
from ingest.embedder import Embedder
from ingest.encoder_cache import find_or_export
from ingest.errors import IndexError_
from ingest.fingerprint import find_published, is_unchanged, is_whole, read_origin
from ingest.generation import (
    publish_generation,
    remove_old_generations,
    remove_unpublished,
    require_space,
    start_generation,
    sync_folder,
    write_manifest,
)
from ingest.layout import Home, Layout
from ingest.lock import hold_lock
from ingest.manifest import SCHEMA, Manifest, ModelRecord, hash_folder
from ingest.model_files import find_adapted_model
from ingest.question import collect_questions, documents_without_questions, find_questions_wanted
from ingest.settings import IngestSettings
from ingest.store import files_that_reading_changes
from ingest.summary import BuildSummary, summarize_build, summarize_no_build
from ingest.topics import SetAside, leave_out, set_topics_aside
from ingest.training import fit_classifiers
from ingest.vector_cache import VectorCache
from ingest.verify import verify_generation

__all__ = ["BuildSummary", "OnProgress", "OnStep", "Step", "build_index"]


def build_index(  # noqa: PLR0913  (all but two are keywords with a default)
    settings: IngestSettings,
    added_paths: Sequence[Path] = (),
    *,
    withdraw: Collection[str] = (),
    allow_withdraw: bool = False,
    on_step: OnStep = lambda step: None,
    on_progress: OnProgress = lambda done, total: None,
) -> BuildSummary:
    """Build the next generation aside, verify it and publish it; where nothing changed, publish nothing.

    added_paths: files and folders to read besides the corpus, now and in every later build; withdraw: ids of documents
    added earlier that are to go. on_step hears each step as it begins, on_progress (done, total) new texts embedded.
    A document that cannot be used is named in the summary's failures, and the others are published.
    Raises BuildLockedError, ModelError, CorpusError, WithdrawalError, DocumentError (no document could be read),
    IndexDamagedError (the new generation fails its check) or IndexError_ (the disk); the published index then stays.
    """
    started = monotonic()
    request = BuildRequest(
        settings=settings,
        added_paths=tuple(path.absolute() for path in added_paths),
        withdraw=frozenset(withdraw),
        allow_withdraw=allow_withdraw,
        on_step=on_step,
        on_progress=on_progress,
    )
    try:
        with hold_lock(Home(settings.home).lock):
            summary = _build(request)
    except (OSError, sqlite3.Error) as error:
        raise IndexError_(
            f"The build in {settings.home} stopped ({error}), and the published index stays as it was; "
            "mend that and run `headsup ingest` again."
        ) from error
    return replace(summary, seconds=monotonic() - started)


def _build(request: BuildRequest) -> BuildSummary:
    request.on_step("scan")
    remove_unpublished(request.home)
    origin = read_origin(find_adapted_model(request.settings.model, request.settings.corpus), request.settings.corpus)
    published = find_published(request.home)
    whole = published if published and is_whole(published, request.home, request.settings.model) else None
    if whole:
        remove_old_generations(request.home, whole.name)
    if whole and request.only_refreshes and is_unchanged(whole, origin):
        return summarize_no_build(whole, whole.manifest.failures)
    draft = read_draft(request, origin, published)
    if whole and draft.fingerprint == whole.manifest.fingerprint:
        return summarize_no_build(whole, draft.failures)
    return _embed_and_publish(request, draft)


def _embed_and_publish(request: BuildRequest, draft: Draft) -> BuildSummary:
    require_space(request.home, _estimate_bytes(draft))
    model = draft.origin.model
    with closing(VectorCache(Home(request.home).vectors, model.fingerprint)) as cache:
        embedder = Embedder(model, cache, request.on_progress)
        contents = _embed(request, draft, embedder)
    counts = _count(draft, contents)
    name = _write_and_publish(request, draft, contents, counts)
    request.on_step("clean")
    remove_old_generations(request.home, name)
    return summarize_build(name, draft, contents.set_aside, counts, embedder)


def _embed(request: BuildRequest, draft: Draft, embedder: Embedder) -> Contents:
    request.on_step("embed")
    from ingest.embedding import embed_sentences  # noqa: PLC0415  (llama-index: 2 s, spared where nothing changed)

    sentences = draft.passages.sentences
    nodes = embed_sentences(sentences, embedder)
    request.on_step("banks")
    all_banks = _embed_banks(draft, embedder)
    vectors = embedder.read([sentence.text for sentence in sentences])
    set_aside = set_topics_aside(draft.corpus.topics, all_banks["not_covered"], sentences, vectors)
    banks = all_banks | {"not_covered": leave_out(all_banks["not_covered"], {one.topic for one in set_aside})}
    classifiers = fit_classifiers(banks, Home(request.home).classifiers)
    request.on_step("export")
    return Contents(
        corpus=draft.corpus,
        sentences=sentences,
        nodes=nodes,
        tokens=embedder.tokens([sentence.text for sentence in sentences]),
        banks=banks,
        set_aside=set_aside,
        classifiers=classifiers,
        encoder=find_or_export(embedder, Home(request.home).encoders),
    )


def _embed_banks(draft: Draft, embedder: Embedder) -> dict[BankName, Bank]:
    """Embed the questions of all banks at once, so that progress is counted over all."""
    questions = collect_questions(draft.corpus, draft.passages.sentences)
    embedder.embed([text for pairs in questions.values() for text, _ in pairs])
    return {name: make_bank(pairs, embedder.read([text for text, _ in pairs])) for name, pairs in questions.items()}


def _write_and_publish(request: BuildRequest, draft: Draft, contents: Contents, counts: dict[str, int]) -> str:
    """Write aside, verify, sync and publish; what fails before the last step leaves nothing behind."""
    folder = start_generation(request.home)
    try:
        request.on_step("write")
        write_contents(contents, folder)
        freeze_sources(request.settings.corpus, draft.origin.corpus_sha256, draft.sources, folder)
        request.on_step("verify")
        passages_sha256 = verify_generation(folder, contents.sentences)
        write_manifest(folder, _describe(draft, contents.set_aside, counts, passages_sha256, folder))
        request.on_step("sync")
        sync_folder(folder)
        request.on_step("publish")
        return publish_generation(folder, request.home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _describe(
    draft: Draft, set_aside: tuple[SetAside, ...], counts: dict[str, int], passages_sha256: str, folder: Path
) -> Manifest:
    """Make the manifest; to be called when Chroma has let go of its files."""
    model = draft.origin.model
    changing = {path.relative_to(folder).as_posix() for path in files_that_reading_changes(Layout(folder).chroma)}
    return Manifest(
        schema=SCHEMA,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=draft.fingerprint,
        corpus_sha256=draft.origin.corpus_sha256,
        documents=tuple(source.record for source in draft.sources),
        failures=draft.standing,
        without_questions=documents_without_questions(draft.corpus),
        model=ModelRecord(name=model.name, sha256=model.sha256, window_pieces=model.window_pieces),
        counts=counts,
        versions=draft.origin.versions,
        passages_sha256=passages_sha256,
        files={name: sha256 for name, sha256 in hash_folder(folder).items() if name not in changing},
        questions_wanted=find_questions_wanted(draft.corpus),
        set_aside=set_aside,
    )


def _count(draft: Draft, contents: Contents) -> dict[str, int]:
    passages = draft.passages
    return {
        "documents": len(passages.documents),
        "sections": passages.sections,
        "sentences": len(passages.sentences),
        "tokens": sum(count_tokens(document.text) for document in passages.documents),
        **{f"questions.{name}": len(bank) for name, bank in contents.banks.items()},
    }


def _estimate_bytes(draft: Draft) -> int:
    """Estimate what a build writes: the encoder 100 MB, a sentence 50 kB in index and cache, a question 5 kB."""
    questions = sum(len(pairs) for pairs in collect_questions(draft.corpus, draft.passages.sentences).values())
    return 100_000_000 + 50_000 * len(draft.passages.sentences) + 5_000 * questions
