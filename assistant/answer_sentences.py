"""One part's findings -> the sentences of ours that answer it, with their marks: reviewed, resolving, or a note's.

It does not know in which order the reply tells them.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.part import PartAnswer
from assistant.reply import NoteCard
from assistant.shown import Shown
from assistant.versions import write_versions
from assistant.words import content_words
from ingest.editorial import AnswerSentence

MOST_NUMBERS, MOST_LETTERS = 2, 1
"""The marks behind one sentence; every quote and note stands in the reply with its own mark anyway."""
SAYS_THE_SAME = 0.85
"""Share of a sentence's content words that stand in a note's lead, from which the sentence adds nothing to it: of 290
pairs of the corpus 14 reach it, all of them the lead in other words; the next ones say more than it."""

Sentences = tuple[str, ...]


def write_answer(part: PartAnswer, shown: Shown, above: Sequence[NoteCard]) -> list[Sentences]:
    """The paragraphs that answer a part, the answer first, then on what the guidance disagrees with itself.

    above: the notes whose leads stand above already; a reviewed sentence that says no more is left out. Where it says
    no more than a lead that does not, the lead stands in its stead, and need not stand anywhere else.
    """
    answer = [_write_note_answer(part, shown), _write_reviewed(part, shown, above), *_write_resolutions(part, shown)]
    versions = [(write_versions(found.conflict, shown.citations),) for found in part.disagreements]
    return [paragraph for paragraph in [*answer, *versions] if paragraph]


def notes_that_answer(parts: Sequence[PartAnswer]) -> set[str]:
    """The ids of notes that answer a part alone: nothing is quoted there, and no reviewed answer says it."""
    return {
        part.evidence.note.id for part in parts if part.evidence.note and not part.quotes and not part.evidence.answer
    }


def _write_note_answer(part: PartAnswer, shown: Shown) -> Sentences:
    """The note's own text, where it answers and the guidance has nothing to quote on it."""
    answering = notes_that_answer([part])
    return tuple(f"**{card.lead}** {card.text} [{card.letter}]" for card in shown.notes if card.id in answering)


def _write_reviewed(part: PartAnswer, shown: Shown, above: Sequence[NoteCard]) -> Sentences:
    if part.evidence.answer is None:
        return ()
    sentences = [
        _mark(_word(one, shown), _numbers_behind(one, shown), [shown.letters[name] for name in one.notes])
        for one in part.evidence.answer.body
        if not any(says_the_same(one, note) for note in above)
    ]
    return tuple(dict.fromkeys(sentences))


def says_the_same(sentence: AnswerSentence, note: NoteCard) -> bool:
    """Whether a sentence rests on a note alone and has hardly a word that the note's lead has not."""
    if sentence.quotes or sentence.notes != (note.id,):
        return False
    lead, words = set(content_words(note.lead)), set(content_words(sentence.sentence))
    return len(words & lead) >= SAYS_THE_SAME * len(words)


def _word(sentence: AnswerSentence, shown: Shown) -> str:
    """A sentence's words, or those of the lead that says the same."""
    return next((note.lead for note in shown.notes if says_the_same(sentence, note)), sentence.sentence)


def _numbers_behind(sentence: AnswerSentence, shown: Shown) -> list[int]:
    return [
        one.number
        for span in sentence.quotes
        for one in shown.citations
        if span.overlaps(one.document, one.start, one.end)
    ]


def _write_resolutions(part: PartAnswer, shown: Shown) -> list[Sentences]:
    """What to do where the guidance disagrees with itself; a reviewed answer has said it already."""
    if part.evidence.answer:
        return []
    conflicts = [found.conflict for found in part.disagreements]
    return [
        (_mark(one.resolution, [], [note.letter for note in shown.notes if note.id == one.note]),) for one in conflicts
    ]


def _mark(sentence: str, numbers: Sequence[int], letters: Sequence[str]) -> str:
    """A sentence with each of its marks once at its end, the first quotes' and the first note's."""
    marks = [*list(dict.fromkeys(numbers))[:MOST_NUMBERS], *list(dict.fromkeys(letters))[:MOST_LETTERS]]
    return " ".join([sentence, *(f"[{mark}]" for mark in marks)])
