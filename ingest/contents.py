"""What a generation holds -> its files. Knows nothing of publishing, and never overwrites."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.bank import Bank, BankName, save_bank
from ingest.classifiers import Classifiers, save_classifiers
from ingest.corpus import Corpus, corpus_to_json
from ingest.encoder_cache import link_encoder
from ingest.errors import CorpusError
from ingest.index import SENTENCES
from ingest.layout import Layout
from ingest.lexical import build_lexical, save_lexical
from ingest.manifest import corpus_files, hash_corpus, hash_file
from ingest.sentence import Sentence
from ingest.source import Source, side_file
from ingest.store import write_passages
from ingest.token_vectors import save_token_vectors, stack_token_vectors
from ingest.topics import SetAside

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that a generation holds; nodes and tokens are in the order of the sentences.

    set_aside: the topics whose questions the banks lack, and why.
    """

    corpus: Corpus
    sentences: tuple[Sentence, ...]
    nodes: Sequence[BaseNode]
    tokens: Sequence[NDArray[np.float16]]
    banks: Mapping[BankName, Bank]
    set_aside: tuple[SetAside, ...]
    classifiers: Classifiers
    encoder: Path


def write_contents(contents: Contents, folder: Path) -> None:
    """Write all but the frozen copies and the manifest into an empty folder."""
    layout = Layout(folder)
    layout.corpus_json.write_bytes(corpus_to_json(contents.corpus))
    layout.sentences.write_bytes(SENTENCES.dump_json(contents.sentences))
    _write_texts(contents.corpus, layout.texts)
    write_passages(layout.chroma, contents.nodes)
    save_token_vectors(stack_token_vectors(contents.tokens), layout.tokens)
    save_lexical(build_lexical([sentence.text for sentence in contents.sentences]), layout.lexical)
    _save_learned(contents, layout)
    link_encoder(contents.encoder, layout.encoder)


def freeze_sources(corpus: Path, corpus_sha256: str, sources: Sequence[Source], folder: Path) -> None:
    """Copy the corpus folder and the added documents as they were read.

    Raises CorpusError where a file changed since it was read.
    """
    layout = Layout(folder)
    for file in corpus_files(corpus):
        _copy(file, layout.corpus / file.relative_to(corpus))
    if hash_corpus(layout.corpus) != corpus_sha256:
        raise CorpusError(f"{corpus}: changed while it was read; run `headsup ingest` again.")
    for source in sources:
        kept = folder / source.record.kept
        if source.record.origin == "added":
            _copy(source.file, kept)
            if source.record.side_sha256:
                _copy(side_file(source.file), side_file(kept))
        if hash_file(kept) != source.record.sha256:
            raise CorpusError(f"{source.file}: changed while it was read; run `headsup ingest` again.")


def _write_texts(corpus: Corpus, folder: Path) -> None:
    folder.mkdir()
    for document in corpus.documents:
        (folder / f"{document.id}.txt").write_text(document.text, encoding="utf-8", newline="")


def _save_learned(contents: Contents, layout: Layout) -> None:
    layout.bank("any").parent.mkdir()
    for name, bank in contents.banks.items():
        save_bank(bank, layout.bank(name))
    save_classifiers(contents.classifiers, layout.classifiers)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
