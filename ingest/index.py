"""A published generation on disk -> an open index: all that answering needs, in memory.

Loads neither torch nor llama-index nor scikit-learn. Does not know how a generation is built; ingest/build.py does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from ingest.bank import BANK_NAMES, Bank, load_bank
from ingest.classifiers import Classifiers, load_classifiers
from ingest.corpus import Corpus, corpus_from_json
from ingest.document import Document
from ingest.encoder import Encoder
from ingest.errors import CorpusError, IndexDamagedError, IndexOutdatedError, ModelError
from ingest.generation import check_files
from ingest.layout import Home, Layout, current_generation, generations_to_try, require_current
from ingest.lexical import Lexical, load_lexical
from ingest.manifest import READING_LIBRARIES, SCHEMA, Manifest, hash_corpus, installed_versions, read_manifest
from ingest.sentence import Sentence
from ingest.span import Span
from ingest.store import StoredPassages, hash_passages, read_passages
from ingest.token_vectors import TokenVectors, load_token_vectors
from ingest.word_table import WordTable, build_word_table

__all__ = ["Index", "current_generation", "describe_staleness", "open_index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An open index; sentence i is row i of vectors, section_vectors and token_vectors, and place i of lexical.

    sentences: all documents' in turn; Sentence.intro is a place in this tuple.
    vectors: float32 of shape (n, dim), rows of length 1.
    section_vectors: float32 of shape (n, dim); row i is the unit mean of the vectors of sentence i's section.
    banks: by name; one may be empty.
    warnings: what an operator should hear, e.g. that the newest generation is damaged and this is the one before.
    """

    generation: str
    folder: Path
    manifest: Manifest
    warnings: tuple[str, ...]
    documents: dict[str, Document]
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]
    section_vectors: NDArray[np.float32]
    token_vectors: TokenVectors
    lexical: Lexical
    words: WordTable
    corpus: Corpus
    banks: dict[str, Bank]
    classifiers: Classifiers
    encoder: Encoder

    def positions_in(self, span: Span) -> tuple[int, ...]:
        """The positions of the sentences that overlap a span of a document."""
        return tuple(
            position
            for position, sentence in enumerate(self.sentences)
            if span.overlaps(sentence.document_id, sentence.start, sentence.end)
        )


SENTENCES = TypeAdapter(tuple[Sentence, ...])


def open_index(home: Path, *, verify: bool = True, model: str | None = None) -> Index:
    """Open the published generation; where it is damaged, the one before, with a warning in Index.warnings.

    verify: check every file's hash and what Chroma holds, a third of a second; model: the name that settings ask for.
    Raises IndexMissingError, IndexOutdatedError (built with another model, schema or library version) or
    IndexDamagedError (no generation is whole); each names the command that mends it.
    """
    warnings: list[str] = []
    for name in generations_to_try(home, require_current(home)):
        try:
            index = _open_generation(Home(home).generations / name, verify=verify, model=model)
        except IndexDamagedError as error:
            warnings.append(f"Generation {name} is damaged: {error}")
        else:
            return replace(index, warnings=tuple(warnings))
    raise IndexDamagedError(" ".join(warnings))


def describe_staleness(index: Index, corpus_folder: Path) -> str | None:
    """Say that the corpus has changed since the index was built, and what to run; None where it has not."""
    if hash_corpus(corpus_folder) == index.manifest.corpus_sha256:
        return None
    return f"{corpus_folder} has changed since generation {index.generation} was built; run `headsup ingest`."


def _open_generation(folder: Path, *, verify: bool, model: str | None) -> Index:
    manifest = read_manifest(folder)
    _check_origin(manifest, model)
    if verify:
        check_files(folder, manifest)
    try:
        return _load(folder, manifest, verify=verify)
    except (OSError, ValueError, KeyError, BadZipFile, CorpusError, ModelError) as error:
        raise IndexDamagedError(f"{folder} cannot be read ({error!r}); run `headsup ingest`.") from error


def _check_origin(manifest: Manifest, model: str | None) -> None:
    """Refuse what was built with another schema, library version or model."""
    if manifest.schema != SCHEMA:
        raise IndexOutdatedError(f"The index has schema {manifest.schema}, not {SCHEMA}; run `headsup ingest`.")
    for name in READING_LIBRARIES:
        built, installed = manifest.versions.get(name), installed_versions()[name]
        if built != installed:
            raise IndexOutdatedError(
                f"The index was built with {name} {built}, {installed} is installed; run `headsup ingest`."
            )
    if model is not None and model != manifest.model.name:
        raise IndexOutdatedError(
            f"The index was built with {manifest.model.name}, settings ask for {model}; run `headsup ingest`."
        )


def _load(folder: Path, manifest: Manifest, *, verify: bool) -> Index:
    layout = Layout(folder)
    corpus = corpus_from_json(layout.corpus_json.read_bytes())
    sentences = SENTENCES.validate_json(layout.sentences.read_bytes())
    vectors = _read_vectors(layout, sentences, manifest.passages_sha256 if verify else None)
    return Index(
        generation=folder.name,
        folder=folder,
        manifest=manifest,
        warnings=(),
        documents={document.id: document for document in corpus.documents},
        sentences=sentences,
        vectors=vectors,
        section_vectors=section_means(sentences, vectors),
        token_vectors=load_token_vectors(layout.tokens),
        lexical=load_lexical(layout.lexical),
        words=build_word_table(sentences, {document.id: document.front_matter.title for document in corpus.documents}),
        corpus=corpus,
        banks={name: load_bank(layout.bank(name)) for name in BANK_NAMES},
        classifiers=load_classifiers(layout.classifiers),
        encoder=Encoder.open(layout.encoder),
    )


def _read_vectors(layout: Layout, sentences: tuple[Sentence, ...], expected: str | None) -> NDArray[np.float32]:
    """Read Chroma once and put its rows in the order of the sentences."""
    stored = read_passages(layout.chroma)
    if expected is not None and hash_passages(stored) != expected:
        raise IndexDamagedError(f"{layout.chroma} holds other passages than were written; run `headsup ingest`.")
    return order_vectors(stored, [sentence.passage_id for sentence in sentences])


def order_vectors(stored: StoredPassages, passage_ids: list[str]) -> NDArray[np.float32]:
    """Order stored vectors by passage ids. Raises IndexDamagedError where one is missing or too many are there."""
    rows = {passage_id: row for row, passage_id in enumerate(stored.ids)}
    if len(stored.ids) != len(passage_ids) or set(rows) != set(passage_ids):
        raise IndexDamagedError(
            f"Chroma holds {len(stored.ids)} passages, the corpus has {len(passage_ids)}; run `headsup ingest`."
        )
    return np.ascontiguousarray(stored.vectors[[rows[passage_id] for passage_id in passage_ids]])


def section_means(sentences: tuple[Sentence, ...], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give each sentence the unit mean of the vectors of its section: the neighbours under the same heading."""
    means = np.empty_like(vectors)
    for _, run in groupby(range(len(sentences)), key=lambda i: (sentences[i].document_id, sentences[i].section)):
        places = list(run)
        mean = vectors[places].mean(axis=0)
        means[places] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return means
