"""A corpus folder -> what is wrong in it, for its editors; knows nothing of indexes.

Everything is said as "file:line: what; what to do". Errors stop a build, warnings do not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.check_answers import find_answer_errors
from ingest.corpus_files import CorpusFiles, Entry, read_corpus_files
from ingest.document import ReadOutcome, read_documents
from ingest.editorial import Answer, Conflict, Note, Situation
from ingest.errors import DocumentError
from ingest.sentence import split_sentences
from ingest.span import Span, find_spans

MAX_LEAD_WORDS = 15
MAX_RESOLUTION_WORDS = 45

_FOLDERS = ("answers", "conflicts", "guidance", "notes", "questions", "triage")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What is broken, and what is only due or doubtful."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def check_corpus(folder: Path, today: date | None = None) -> CheckReport:
    """Check a corpus folder: its documents, spans, references, ids, phrasings, leads, support and reviews."""
    if not folder.is_dir():
        return CheckReport(
            errors=(f"{folder}: no such folder; give a corpus folder, one that holds guidance/",), warnings=()
        )
    outcome = read_documents([folder / "guidance"])
    files = read_corpus_files(folder, outcome.documents)
    return CheckReport(
        errors=(*_find_document_errors(outcome), *find_errors(files)),
        warnings=(*find_warnings(files, outcome, today or date.today()), *_find_unread_files(folder)),
    )


def find_errors(files: CorpusFiles) -> Iterator[str]:
    """Find what breaks a promise to parents or would fail later."""
    yield from files.problems
    if files.problems:
        return  # or all that refers to a file with a problem would be called broken too
    yield from _find_unknown_references(files)
    yield from _find_unknown_notes(files)
    for entries in (files.notes, files.situations, files.conflicts, files.answers):
        yield from _find_repeats(((entry.value.id, entry.place("id")) for entry in entries), "id", "rename one")
    phrasings = (
        (phrasing, entry.place("phrasings", number))
        for entry in files.answers
        for number, phrasing in enumerate(entry.value.phrasings)
    )
    yield from _find_repeats(phrasings, "phrasing", "leave it to one answer")
    yield from _find_long_leads(files.notes)
    yield from find_answer_errors(files)


def find_warnings(files: CorpusFiles, outcome: ReadOutcome, today: date) -> Iterator[str]:
    """Find what an editor should look at."""
    yield from _find_overdue([*files.notes, *files.conflicts, *files.answers], today)
    yield from _find_long_resolutions(files.conflicts)
    yield from _find_ambiguous_quotes(files, outcome)
    yield from _find_two_banks(files)
    known = {document.id for document in outcome.documents}
    for topic in files.topics:
        for number, document_id in enumerate(topic.value.checked_against):
            if document_id not in known:
                place = topic.place("checked_against", number)
                yield f"{place}: there is no document {document_id!r}; mend its id or take it away"


def _find_document_errors(outcome: ReadOutcome) -> Iterator[str]:
    for failure in outcome.failures:
        yield f"{failure.path}:1: {failure.reason}"
    for document in outcome.documents:
        try:
            split_sentences(document)
        except DocumentError as error:
            yield str(error)


def _find_unknown_references(files: CorpusFiles) -> Iterator[str]:
    known = {entry.value.id for entry in files.references}
    entries: list[Entry[Note] | Entry[Situation] | Entry[Conflict]]
    entries = [*files.notes, *files.situations, *files.conflicts]
    for entry in entries:
        for number, reference in enumerate(entry.value.references):
            if reference not in known:
                place = entry.place("references", number)
                yield f"{place}: the reference {reference!r} is not in references.yaml; mend it or add it there"


def _find_unknown_notes(files: CorpusFiles) -> Iterator[str]:
    known = {entry.value.id for entry in files.notes}
    ids = {entry.value.code: entry.value.id for entry in files.notes}
    named = [(conflict.value.note, conflict.place("note")) for conflict in files.conflicts if conflict.value.note]
    named += [
        (note, entry.place("body", number, "notes", position))
        for entry in files.answers
        for number, sentence in enumerate(entry.value.body)
        for position, note in enumerate(sentence.notes)
    ]
    for note, place in named:
        if note not in known:
            remedy = f"that is a code, write the id {ids[note]!r}" if note in ids else "mend its id or write the note"
            yield f"{place}: there is no note {note!r}; {remedy}"


def _find_repeats(named: Iterable[tuple[str, str]], what: str, remedy: str) -> Iterator[str]:
    """Find names (with their places) that stand more than once, without regard to case and blanks."""
    places: dict[str, str] = {}
    for name, place in named:
        key = " ".join(name.casefold().split())
        if key in places:
            yield f"{place}: the {what} {name!r} stands at {places[key]} too; {remedy}"
        places.setdefault(key, place)


def _find_long_leads(notes: Sequence[Entry[Note]]) -> Iterator[str]:
    for entry in notes:
        words = len(entry.value.lead.split())
        if words > MAX_LEAD_WORDS:
            yield f"{entry.place('lead')}: the lead has {words} words, at most {MAX_LEAD_WORDS} are read; shorten it"


def _find_overdue(entries: Iterable[Entry[Note] | Entry[Conflict] | Entry[Answer]], today: date) -> Iterator[str]:
    for entry in entries:
        due = entry.value.review.review_due
        if due < today:
            days = (today - due).days
            yield f"{entry.place('review_due')}: the review is {days} days overdue; review it and set both dates"


def _find_long_resolutions(conflicts: Sequence[Entry[Conflict]]) -> Iterator[str]:
    for entry in conflicts:
        words = len(entry.value.resolution.split())
        if words > MAX_RESOLUTION_WORDS:
            place = entry.place("resolution")
            yield f"{place}: the resolution has {words} words, more than {MAX_RESOLUTION_WORDS}; shorten it"


def _find_ambiguous_quotes(files: CorpusFiles, outcome: ReadOutcome) -> Iterator[str]:
    """Find quotes that stand in their document several times; the first place is taken."""
    documents = {document.id: document for document in outcome.documents}
    for place, span in _list_spans(files):
        count = len(find_spans(span.quote, documents[span.document_id]))
        if count > 1:
            yield f"{place}: these words stand {count} times in {span.document_id}: {span.quote!r}; quote more of them"


def _list_spans(files: CorpusFiles) -> Iterator[tuple[str, Span]]:
    for note in files.notes:
        yield from ((note.place("qualifies", number), span) for number, span in enumerate(note.value.qualifies))
    for conflict in files.conflicts:
        for number, version in enumerate(conflict.value.versions):
            yield conflict.place("versions", number), version.span
    for answer in files.answers:
        for number, sentence in enumerate(answer.value.body):
            for position, span in enumerate(sentence.quotes):
                yield answer.place("body", number, "quotes", position), span
    yield from ((entry.place(), entry.value.span) for entry in files.wording)
    yield from ((entry.place(), entry.value.span) for entry in files.questions)


def _find_two_banks(files: CorpusFiles) -> Iterator[str]:
    """Find questions that are said to be answered and not to be."""
    answered = {question.casefold(): entry.place() for entry in files.questions for question in entry.value.questions}
    for topic in files.topics:
        for number, question in enumerate(topic.value.questions):
            if question.casefold() in answered:
                place = topic.place("questions", number)
                yield f"{place}: {question!r} is answered at {answered[question.casefold()]}; take one away"


def _find_unread_files(folder: Path) -> Iterator[str]:
    """Find what stands in the corpus folder and is not read, such as `note/` or `x.yml`."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in (*_FOLDERS, "adapter") and not path.name.startswith((".", "_")):
            yield f"{path.name}:1: this folder is not read; folders are {', '.join(_FOLDERS)}"
    for name in _FOLDERS:
        if name == "guidance":
            continue
        for path in sorted((folder / name).glob("*")):
            if path.suffix not in (".yaml", ".md") and not path.name.startswith((".", "_")):
                yield f"{name}/{path.name}:1: this file is not read; end its name in .yaml"
