"""A document -> its question file, prepared for a person to fill; drafted by an LLM where one is given.

Every question that a person wrote stays where it is. Knows nothing of what a build does with the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.answerable import list_answerable
from ingest.corpus_files import read_corpus_files
from ingest.document import Document, read_documents
from ingest.draft_questions import DraftingDesk, Drafts, draft_questions
from ingest.encoder import Encoder
from ingest.errors import CorpusError, DocumentError, IndexError_, LlmError
from ingest.fingerprint import find_published
from ingest.layout import Home, Layout, require_current
from ingest.llm import LlmServer
from ingest.plain_ranker import make_ranker
from ingest.plain_text import decode_text
from ingest.question import nearest_sentence
from ingest.question_file import Addition, QuestionFile, add_to_file, parse_question_file, start_question_file
from ingest.sentence import Sentence, split_sentences
from ingest.settings import IngestSettings
from ingest.span import find_spans

NOT_COVERED = "not-covered"
"""The id that a document cannot have: the file of that name holds topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneQuote:
    """An entry whose words are no longer in the document, and how many questions it has."""

    quote: str
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What came of it.

    sentences: those that may answer; added: entries put in now; with_questions: sentences that have one or more;
    drafts: all in the file; dropped: drafts that did not find their sentence; in_corpus: whether the document is among
    the corpus's own; fault: why the LLM stopped, None where it did not or none was asked.
    """

    document: str
    file: str
    sentences: int
    added: int
    with_questions: int
    drafts: int
    dropped: int
    gone: tuple[GoneQuote, ...]
    in_corpus: bool
    fault: str | None = None

    @property
    def without_questions(self) -> int:
        """The sentences that a person still has to write questions for."""
        return self.sentences - self.with_questions

    def as_json(self) -> dict[str, object]:
        """The fields as JSON has them."""
        return {**asdict(self), "without_questions": self.without_questions}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A document, all its sentences, those that may answer, and its file; entry i asks asked[i], None: it is gone."""

    document: Document
    all_sentences: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    file: QuestionFile
    asked: tuple[Sentence | None, ...]


def expand_document(
    name: str,
    settings: IngestSettings,
    out: Path | None = None,
    llm: LlmServer | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Expansion:
    """Write or complete the question file of a document, an id or a path; out: where, if not into the corpus.

    Raises DocumentError (it cannot be found or read), CorpusError (the file that is there is not a question file, or of
    another document) and, with an LLM, IndexMissingError; then nothing was written.
    """
    guidance = read_documents([settings.corpus / "guidance"]).documents
    document = find_document(name, guidance, settings)
    path = out or settings.corpus / "questions" / f"{document.id}.yaml"
    encoder = _open_encoder(settings) if llm else None
    before = _make_plan(document, _open_file(path, document), settings)
    new = _find_new(before)
    plan = _with_file(before, add_to_file(before.file, new))
    _write(path, plan.file)
    expansion = _count(plan, path, added=len(new), in_corpus=any(one.sha256 == document.sha256 for one in guidance))
    return _draft(plan, path, llm, encoder, expansion, on_progress) if llm and encoder else expansion


def find_document(name: str, guidance: Sequence[Document], settings: IngestSettings) -> Document:
    """Find a document by its path, or by its id in the corpus or in the published index. Raises DocumentError."""
    added = find_published(settings.home)
    known = {document.id: document for document in guidance}
    kept = {record.id: added.folder / record.kept for record in added.manifest.documents} if added else {}
    path = Path(name) if Path(name).exists() else kept.get(name)
    if name in known and not Path(name).is_file():
        return _refuse_reserved(known[name])
    if path is None or path.is_dir():
        ids = ", ".join(dict.fromkeys([*known, *kept])) or "none"
        raise DocumentError(f"{name}: neither a file nor a document's id; the ids are {ids}.")
    outcome = read_documents([path])
    if outcome.failures:
        raise DocumentError(f"{outcome.failures[0].path}: {outcome.failures[0].reason}")
    return _refuse_reserved(outcome.documents[0])


def _open_encoder(settings: IngestSettings) -> Encoder:
    """Open the published index's encoder alone."""
    return Encoder.open(Layout(Home(settings.home).generations / require_current(settings.home)).encoder)


def _refuse_reserved(document: Document) -> Document:
    if document.id == NOT_COVERED:
        raise DocumentError(f"{document.path}: its id would be {NOT_COVERED!r}, a file of topics; rename the document.")
    return document


def _open_file(path: Path, document: Document) -> QuestionFile:
    """Read the file that is there, or start one. Raises CorpusError where it cannot be kept whole."""
    if not path.exists():
        return start_question_file(path.name, document.id)
    try:
        file = parse_question_file(decode_text(path.read_bytes()), str(path))
    except (OSError, DocumentError) as error:
        raise CorpusError(f"{path}: {error}; mend the file, or give another --out.") from None
    if file.document != document.id:
        raise CorpusError(
            f"{path}:1: it holds questions on {file.document!r}, not {document.id!r}; give another --out."
        )
    return file


def _make_plan(document: Document, file: QuestionFile, settings: IngestSettings) -> _Plan:
    sentences = split_sentences(document)
    barred = [entry.value for entry in read_corpus_files(settings.corpus, [document]).wording]
    answerable = list_answerable(sentences, [wording.span for wording in barred if wording.use == "never_quote"])
    if not answerable:
        raise DocumentError(
            f"{document.path}: none of its {len(sentences):,} sentences can answer; give another document."
        )
    plan = _Plan(document=document, all_sentences=sentences, sentences=answerable, file=file, asked=())
    return _with_file(plan, file)


def _with_file(plan: _Plan, file: QuestionFile) -> _Plan:
    spans = [(find_spans(entry.quote, plan.document) or (None,))[0] for entry in file.entries]
    asked = tuple(nearest_sentence(span, plan.all_sentences) if span else None for span in spans)
    return replace(plan, file=file, asked=asked)


def _find_new(plan: _Plan) -> list[Addition]:
    """Find the sentences without an entry; each goes after the last entry that stands before it in the document."""
    asked = {sentence.passage_id for sentence in plan.asked if sentence}
    additions, section = [], None
    for sentence in plan.sentences:
        if sentence.passage_id not in asked:
            before = [place for place, other in enumerate(plan.asked) if other and other.start < sentence.start]
            heading = sentence.section if sentence.section != section else None
            additions.append(Addition(after=max(before, default=-1), quote=sentence.text, heading=heading))
        section = sentence.section
    return additions


def _draft(  # noqa: PLR0913, PLR0917  (what the caller has just made, and no more)
    plan: _Plan,
    path: Path,
    llm: LlmServer,
    encoder: Encoder,
    expansion: Expansion,
    on_progress: Callable[[int, int], None],
) -> Expansion:
    """Draft for every entry that has neither questions nor `drafts`, and write what came, also after a fault."""
    desk = DraftingDesk(
        title=plan.document.front_matter.title,
        sentences=plan.sentences,
        ranker=make_ranker(plan.sentences, encoder),
        llm=llm,
    )
    wanting = [place for place, entry in enumerate(plan.file.entries) if not entry.questions and entry.drafts is None]
    made: dict[int, Drafts] = {}
    fault = None
    for place in wanting:
        try:
            made[place] = _draft_entry(plan, place, desk)
        except LlmError as error:
            fault = str(error)
            break
        on_progress(len(made), len(wanting))
    additions = [Addition(after=place, drafts=drafts.kept) for place, drafts in made.items() if drafts.kept]
    drafted = _with_file(plan, add_to_file(plan.file, additions))
    _write(path, drafted.file)
    counted = _count(drafted, path, added=expansion.added, in_corpus=expansion.in_corpus)
    return replace(counted, dropped=sum(drafts.dropped for drafts in made.values()), fault=fault)


def _draft_entry(plan: _Plan, place: int, desk: DraftingDesk) -> Drafts:
    sentence = plan.asked[place]
    if sentence is None or sentence not in plan.sentences:
        return Drafts(kept=(), dropped=0)
    intro = plan.all_sentences[sentence.intro].text if sentence.intro is not None else None
    return draft_questions(plan.sentences.index(sentence), intro, desk)


def _write(path: Path, file: QuestionFile) -> None:
    """Write aside and rename, so that a kill leaves the old file whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text("".join(file.lines), encoding="utf-8", newline="")
        draft.replace(path)
    except OSError as error:
        raise IndexError_(f"{path} cannot be written: {error.strerror}; give another --out.") from None


def _count(plan: _Plan, path: Path, *, added: int, in_corpus: bool) -> Expansion:
    pairs = list(zip(plan.file.entries, plan.asked, strict=True))
    asked = {sentence.passage_id for entry, sentence in pairs if sentence and entry.questions}
    gone = [GoneQuote(quote=entry.quote, questions=len(entry.questions)) for entry, sentence in pairs if not sentence]
    return Expansion(
        document=plan.document.id,
        file=str(path),
        sentences=len(plan.sentences),
        added=added,
        with_questions=sum(sentence.passage_id in asked for sentence in plan.sentences),
        drafts=sum(len(entry.drafts or ()) for entry in plan.file.entries),
        dropped=0,
        gone=tuple(gone),
        in_corpus=in_corpus,
    )
