"""A small corpus, cases and replies as values, for tests of scores and reports that put in one fault at a time."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from assistant.reply import Alert, Citation, ConflictCard, NoteCard, Part, Reply
from evals.asking import CaseRun
from evals.case import Case
from evals.case_file import load_cases
from evals.errors import CaseError
from evals.own_words import read_own_words
from evals.score import CaseScore, score_reply
from evals.texts import Texts
from ingest.document import Document, FrontMatter
from ingest.editorial import Conflict, Corpus, Note, Review, Situation, Version
from ingest.sentence import split_sentences
from ingest.span import Span, find_spans

TEXT = """# Head

Put him on his tummy at 2 weeks. Do not leave him alone. From 3 weeks, put him on his tummy every day.

Help him by:

- carrying him upright;
- hanging toys.

Use a ring in the bath.
"""
DOCUMENT = Document(
    id="head", text=TEXT, body_start=0, media="md", path="guidance/head.md", sha256="",
    front_matter=FrontMatter(title="Head"),
)  # fmt: skip
SENTENCES = split_sentences(DOCUMENT)
REVIEW = Review(reviewed_on=date(2026, 11, 22), review_due=date(2027, 5, 22), reviewed_by="editorial")


def span(quote: str) -> Span:
    return find_spans(quote, DOCUMENT)[0]


def situation(name: str, code: str, level: Literal["emergency", "urgent"]) -> Situation:
    return Situation(
        id=name, code=code, title=name, level=level, age_basis="none", max_age_weeks=None, min_age_weeks=None,
        quotable=False,
        lead="Call now.", meanwhile=(), ask=None, references=(), basis="", signs=(), messages=(), calm=(),
    )  # fmt: skip


CORPUS = Corpus(
    documents=(DOCUMENT,),
    failures=(),
    references={},
    notes=(
        Note(
            id="ring", code="S01", severity="emergency", topics=("bath",), lead="Do not use a ring.",
            text="It can slip.", references=(), verification="seen", answers=True, terms=(),
            qualifies=(span("Use a ring in the bath."),),
            asks=(), review=REVIEW,
        ),
    ),
    situations=(
        situation("breathing", "E1", "emergency"),
        situation("late", "U1", "urgent"),
    ),
    conflicts=(
        Conflict(
            id="start", code="X1", topic="when to start",
            versions=(Version(label="2 weeks", span=span("at 2 weeks")), Version(label="3", span=span("From 3 weeks"))),
            resolution="Start early.", references=(), note=None, asks=(), review=REVIEW,
        ),
    ),
    answers=(),
    wording=(),
    questions=(),
    topics=(),
)  # fmt: skip
TEXTS = Texts(
    documents={"head": TEXT},
    passages={sentence.passage_id: sentence for sentence in SENTENCES},
    introductions={
        ("head", sentence.start): SENTENCES[sentence.intro].start
        for sentence in SENTENCES
        if sentence.intro is not None
    },
    order=SENTENCES,
    ours=read_own_words(CORPUS),
)


def line(**changed: Any) -> dict[str, Any]:  # noqa: ANN401
    """A whole line of a case file, with what its kind needs and some fields changed; fields of the gold by `gold`."""
    gold = {
        "outcomes": ["answered"], "facts": [["Put him on his tummy at 2 weeks."]], "notes": [], "conflict": None,
        "must_not": [],
    }  # fmt: skip
    whole = {
        "id": "ans-1", "group": "start", "split": "dev", "kind": "answerable",
        "messages": [{"role": "user", "content": "when can I start"}],
    }  # fmt: skip
    of_kind: dict[str, dict[str, Any]] = {
        "follow_up": {
            "messages": [{"role": "user", "content": words} for words in ("may he lie on his tummy", "when")]
        },
        "injection": {"clean": "when can I start"},
    }
    return {**whole, **of_kind.get(changed.get("kind", ""), {}), **changed, "gold": {**gold, **changed.get("gold", {})}}


def write_cases(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text(
        "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in lines), encoding="utf-8"
    )
    return path


def refused(folder: Path, *lines: dict[str, Any] | str, corpus: Corpus = CORPUS) -> str:
    """What is said of lines that are no cases."""
    with pytest.raises(CaseError) as caught:
        load_cases(corpus, source=write_cases(folder, *lines))
    return str(caught.value)


def make_case(folder: Path, **changed: Any) -> Case:  # noqa: ANN401
    (case,) = load_cases(CORPUS, source=write_cases(folder, line(**changed)))
    return case


def cite(number: int, words: str, *, whole: bool = True) -> Citation:
    """A citation of the sentence that has the words, or, where not whole, of the words alone."""
    sentence = next(one for one in SENTENCES if words in one.text)
    start = sentence.start if whole else span(words).start
    end = sentence.end if whole else span(words).end
    return Citation(
        number=number, document="head", title="Head", section=sentence.section, quote=TEXT[start:end], start=start,
        end=end, passage_id=sentence.passage_id,
    )  # fmt: skip


def answer(*citations: Citation, ours: str = "The guidance says:", **changed: Any) -> Reply:  # noqa: ANN401
    """A sound answer with these citations."""
    lines = [f"> “{' '.join(one.quote.split())}” [{one.number}]" for one in citations]
    numbers = tuple(one.number for one in citations)
    reply = Reply(
        id=None, question="when can I start", standalone="when can I start", outcome="answered", alert=None,
        text="\n\n".join([ours, *lines]), citations=citations, notes=(), conflicts=(),
        parts=(Part(question="when can I start", outcome="answered", reason=None, citations=numbers),), reason=None,
        suggestions=(), source="extractive", confidence=0.9, timing_ms=None,
    )  # fmt: skip
    return replace(reply, **changed)


def refusal(**changed: Any) -> Reply:  # noqa: ANN401
    reply = answer(ours="The guidance does not cover this.", outcome="not_covered", reason="unclear", source=None)
    return replace(reply, confidence=0.1, **changed)


def alarm(level: str = "emergency", situation: str = "breathing") -> Reply:
    alert = Alert(
        level="urgent" if level == "urgent" else "emergency", situation=situation, text="Call now.", references=()
    )
    return answer(ours="**Call now.**", outcome="alert", alert=alert, source=None)


NOTED = "**Do not use a ring.** It can slip. [a]"
DISAGREES = "The guidance is not consistent on this. Start early."


def card(letter: str = "a") -> NoteCard:
    return NoteCard(
        id="ring", letter=letter, severity="emergency", lead="Do not use a ring.", text="It can slip.", references=()
    )


def disagreement(*versions: int) -> ConflictCard:
    return ConflictCard(topic="when to start", versions=versions, resolution="Start early.", note=None)


def score(folder: Path, reply: Reply, **changed: Any) -> CaseScore:  # noqa: ANN401
    return score_reply(make_case(folder, **changed), reply, TEXTS)


def run(case: Case, reply: Reply, seconds: float = 0.01) -> CaseRun:
    return CaseRun(case=case, reply=reply, score=score_reply(case, reply, TEXTS), seconds=seconds)
