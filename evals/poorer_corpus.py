"""An engine -> the same engine with less of its corpus; it judges nothing."""

from __future__ import annotations

from dataclasses import replace

from assistant.engine import Engine
from assistant.suggest import collect_suggestible
from ingest.bank import Bank
from ingest.corpus import Corpus


def drop_reviewed_answers(engine: Engine) -> Engine:
    """Retrieval and reading by themselves, as for documents that have no reviewed answers.

    Nothing that is asked meets an answer or a phrasing. The classifiers were fitted at ingest with the phrasings among
    their questions; for an engine that never saw them, build a corpus without `answers/` and give it by --corpus.
    """
    poorer = with_corpus(engine, replace(engine.index.corpus, answers=()), emptied="answers")
    return replace(poorer, suggestible=collect_suggestible(poorer.index))


def with_corpus(engine: Engine, corpus: Corpus, *, emptied: str) -> Engine:
    """The engine with another corpus, and with one bank, by its name, empty."""
    bank = engine.index.banks[emptied]
    empty = Bank(texts=(), labels=(), vectors=bank.vectors[:0])
    return replace(engine, index=replace(engine.index, corpus=corpus, banks={**engine.index.banks, emptied: empty}))
