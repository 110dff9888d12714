"""Documents -> the sentences of the next index, in its order; what cannot be split or encoded whole is a failure.

Knows nothing of vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Document, ReadFailure
from ingest.errors import DocumentError, PassageTooLongError
from ingest.section import split_sections
from ingest.sentence import Sentence, split_sentences

CountPieces = Callable[[str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """Documents that could be split, with their number of sections and all their sentences.

    Sentence.intro is a place in this tuple, not in the sentence's own document.
    """

    documents: tuple[Document, ...]
    sections: int
    sentences: tuple[Sentence, ...]
    failures: tuple[ReadFailure, ...]


def split_documents(documents: Sequence[Document], count_pieces: CountPieces, window_pieces: int) -> Passages:
    """Split documents one by one; one that cannot be split is left out and named in failures."""
    kept: list[Document] = []
    sentences: list[Sentence] = []
    failures: list[ReadFailure] = []
    sections = 0
    for document in documents:
        try:
            found = _split_document(document, count_pieces, window_pieces)
            headed = len(split_sections(document))
        except DocumentError as error:
            failures.append(ReadFailure(path=document.path, reason=str(error)))
            continue
        kept.append(document)
        sections += headed
        before = len(sentences)
        sentences.extend(_shift(sentence, before) for sentence in found)
    return Passages(documents=tuple(kept), sections=sections, sentences=tuple(sentences), failures=tuple(failures))


def _split_document(document: Document, count_pieces: CountPieces, window_pieces: int) -> list[Sentence]:
    sentences = list(split_sentences(document))
    if not sentences:
        raise DocumentError("it holds no sentence; add text, or leave it out")
    for sentence in sentences:
        pieces = count_pieces(sentence.text)
        if pieces > window_pieces:
            raise PassageTooLongError(
                f"the sentence at character {sentence.start} ({sentence.text[:40]!r}...) has {pieces} word pieces, "
                f"the encoder reads {window_pieces}; split it into shorter ones"
            )
    return sentences


def _shift(sentence: Sentence, places: int) -> Sentence:
    return sentence if sentence.intro is None else replace(sentence, intro=sentence.intro + places)
