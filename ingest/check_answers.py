"""Reviewed answers -> what is wrong in them, for their editors; it does not know whether what they say is true.

Ids and phrasings, which several files share, are checked in `ingest/check.py`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.corpus_files import CorpusFiles, Entry
from ingest.editorial import Answer
from ingest.reading_grade import count_words, measure_reading_grade
from ingest.span import Span

MAX_SENTENCE_WORDS = 20
MAX_READING_GRADE = 6.5
"""A reading age of about 11: the US school grade of an age is the age less five."""


def find_answer_errors(files: CorpusFiles) -> Iterator[str]:
    """Find sentences without support, quotes that are barred, ages of nobody, lone series, and hard reading."""
    yield from _find_bare_sentences(files.answers)
    yield from _find_unquotable(files)
    yield from _find_empty_ages(files.answers)
    yield from _find_lone_series(files.answers)
    yield from _find_hard_answers(files.answers)


def _find_bare_sentences(answers: Sequence[Entry[Answer]]) -> Iterator[str]:
    for entry in answers:
        for number, sentence in enumerate(entry.value.body):
            if not sentence.quotes and not sentence.notes:
                yield f"{entry.place('body', number)}: the sentence rests on nothing; give it a quote or a note"


def _find_unquotable(files: CorpusFiles) -> Iterator[str]:
    """Find answers that quote words which the wording file says never to quote."""
    barred = [entry.value.span for entry in files.wording if entry.value.use == "never_quote"]
    for entry in files.answers:
        for number, sentence in enumerate(entry.value.body):
            for position, span in enumerate(sentence.quotes):
                if any(_overlap(span, other) for other in barred):
                    place = entry.place("body", number, "quotes", position)
                    yield f"{place}: these words are never_quote: {span.quote!r}; quote others"


def _overlap(one: Span, other: Span) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def _find_empty_ages(answers: Sequence[Entry[Answer]]) -> Iterator[str]:
    for entry in answers:
        ages = entry.value.ages
        if ages and ages.from_weeks is not None and ages.to_weeks is not None and ages.from_weeks >= ages.to_weeks:
            yield f"{entry.place('ages')}: no baby is from {ages.from_weeks:g} up to {ages.to_weeks:g} weeks; mend them"


def _find_lone_series(answers: Sequence[Entry[Answer]]) -> Iterator[str]:
    """Find series of one answer, which are a slip of the pen."""
    members = Counter(entry.value.series for entry in answers)
    for entry in answers:
        name = entry.value.series
        if name and members[name] == 1:
            yield f"{entry.place('series')}: no other answer is of the series {name!r}; mend its name or take it away"


def _find_hard_answers(answers: Sequence[Entry[Answer]]) -> Iterator[str]:
    """Find sentences that are too long, and answers that take more schooling than a reader of 11 has."""
    for entry in answers:
        sentences = [one.sentence for one in entry.value.body]
        for number, sentence in enumerate(sentences):
            words = count_words(sentence)
            if words > MAX_SENTENCE_WORDS:
                place = entry.place("body", number, "sentence")
                yield f"{place}: the sentence has {words} words, at most {MAX_SENTENCE_WORDS} are easy; split it"
        grade = measure_reading_grade(" ".join(sentences))
        if grade is not None and grade > MAX_READING_GRADE:
            yield f"{entry.place('body')}: its reading grade is {grade:.2f}, at most {MAX_READING_GRADE}; shorten words"
