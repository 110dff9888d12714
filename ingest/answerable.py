"""Sentences -> those that may answer a question, for which questions are worth writing.

The rules are few, so that an editor can foresee them; what they let through in vain is left without questions. Knows
nothing of what the words mean: whether a line has a verb is guessed from its length and its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.sentence import Sentence
from ingest.span import Span

MIN_WORDS = 3
"""Fewer words are a caption, a name or a cry ("Important!"); of the guidance's sentences with questions the shortest
has five."""
MIN_UNFINISHED_WORDS = 8
"""A paragraph that ends without a full stop is a caption or a link, unless it is as long as a sentence."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_QUESTION = re.compile(r"[?？][\s*_)”\"’']*\Z")
_FINISHED = re.compile(r"[.!;…。！][\s*_)”\"’']*\Z")


def list_answerable(sentences: Sequence[Sentence], barred: Sequence[Span] = ()) -> tuple[Sentence, ...]:
    """List the sentences of one document that may answer, in order; barred: spans that are never to be quoted.

    Headings are no sentences. Left out besides: lines that introduce a list, questions, what has fewer than 3 words,
    paragraphs of fewer than 8 that do not end as a sentence does, what lies in a barred span, and what was said before
    in the same words.
    """
    introducing = {sentence.intro for sentence in sentences}
    first = {_fold(sentence.text): place for place, sentence in reversed(list(enumerate(sentences)))}
    return tuple(
        sentence
        for place, sentence in enumerate(sentences)
        if place not in introducing
        and first[_fold(sentence.text)] == place
        and _may_answer(sentence)
        and not any(_holds(span, sentence) for span in barred)
    )


def _may_answer(sentence: Sentence) -> bool:
    words = len(_WORD.findall(sentence.text))
    if sentence.kind == "intro" or words < MIN_WORDS or _QUESTION.search(sentence.text):
        return False
    return sentence.kind == "item" or words >= MIN_UNFINISHED_WORDS or bool(_FINISHED.search(sentence.text))


def _holds(span: Span, sentence: Sentence) -> bool:
    return span.document_id == sentence.document_id and span.start <= sentence.start and sentence.end <= span.end


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
