"""One need of a message -> all that its answer is made of; it words nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.baby import BabyAge
from assistant.engine import Engine
from assistant.notes import notes_for_question, notes_for_quotes
from assistant.question import Need
from assistant.quote import Quote, quote_sentences
from assistant.read import Evidence, select_evidence
from assistant.reconcile import Disagreement, find_disagreements
from assistant.reply import Outcome, Reason
from assistant.retrieve import find_in_context
from assistant.reviewed import find_reviewed_answer
from assistant.shared_words import Floats
from assistant.suggest import nearest_answer
from assistant.words import has_words, says_nothing
from ingest.editorial import Answer, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnswer:
    """What one need gets: its evidence, the quotes in the order of citing, the disagreements and the notes due.

    leading: the ids of the notes that concern the question itself, or what is quoted first.
    nearest: of a question that is not covered, the reviewed answer that comes near to it.
    """

    question: str
    evidence: Evidence
    quotes: tuple[Quote, ...]
    disagreements: tuple[Disagreement, ...]
    notes: tuple[Note, ...]
    vector: Floats | None
    reason: Reason | None
    leading: frozenset[str] = frozenset()
    nearest: Answer | None = None

    @property
    def outcome(self) -> Outcome:
        """`answered` where something answers it, else `not_covered`."""
        return "not_covered" if self.reason else "answered"


FIRST_QUOTES = 2
"""The quotes that a tired parent reads."""
NO_EVIDENCE = Evidence(verdict="refused", probability=0.0, sentences=(), note=None, answer=None, topic=None)


def answer_part(need: Need, engine: Engine, age: BabyAge | None = None) -> PartAnswer:
    """Retrieve, read, reconcile, look up the reviewed answer and the notes, for one need; the age is the baby's."""
    question = need.understood
    if not has_words(question) or says_nothing(question):
        return _unanswered(need, "no_content")
    if not engine.knows_words_of(question):
        return _unanswered(need, "unclear")
    index, limits = engine.index, engine.limits
    passages, own = find_in_context(need, index, limits.passages)
    evidence = select_evidence(passages, own if need.judged == need.own else passages, index, limits.reader)
    if evidence.verdict != "answered":
        return PartAnswer(
            question=need.own,
            evidence=evidence,
            quotes=(),
            disagreements=(),
            notes=notes_for_question(question, index),
            vector=passages.vector,
            reason=_refusal_reason(evidence),
            nearest=nearest_answer(passages.vector, index),
        )
    by_note_alone = evidence.note is not None and not evidence.sentences
    disagreements = () if by_note_alone else find_disagreements(passages, evidence.sentences, index, limits.conflicts)
    evidence = replace(evidence, answer=find_reviewed_answer(passages, age, index, limits.answers))
    quotes = quote_sentences(_cited_positions(evidence, disagreements, engine), index)
    leading = _leading_notes(question, evidence, quotes, engine)
    return PartAnswer(
        question=need.own,
        evidence=evidence,
        quotes=quotes,
        disagreements=disagreements,
        notes=_notes_due(leading, quotes, disagreements, engine),
        vector=passages.vector,
        reason=None,
        leading=frozenset(note.id for note in leading),
    )


def _cited_positions(evidence: Evidence, disagreements: tuple[Disagreement, ...], engine: Engine) -> tuple[int, ...]:
    """Sentence positions to cite: those of the reviewed answer, the evidence, then every version of a disagreement.

    What must not lead (mistranslated, contradicted by official advice) comes after what may.
    """
    reviewed = [
        position
        for sentence in (evidence.answer.body if evidence.answer else ())
        for span in sentence.quotes
        for position in engine.index.positions_in(span)
    ]
    versions = [position for disagreement in disagreements for position in disagreement.positions]
    positions = list(dict.fromkeys(reviewed + list(evidence.sentences) + versions))
    return tuple(sorted(positions, key=lambda position: _must_not_lead(position, engine)))


def _must_not_lead(position: int, engine: Engine) -> bool:
    sentence = engine.index.sentences[position]
    return any(
        wording.span.overlaps(sentence.document_id, sentence.start, sentence.end)
        for wording in engine.index.corpus.wording
    )


def _leading_notes(question: str, evidence: Evidence, quotes: tuple[Quote, ...], engine: Engine) -> tuple[Note, ...]:
    """The notes that answer, are named by the question or the reviewed answer, or qualify what is quoted first."""
    by_id = {note.id: note for note in engine.index.corpus.notes}
    answering = [evidence.note] if evidence.note else []
    named = [by_id[name] for sentence in (evidence.answer.body if evidence.answer else ()) for name in sentence.notes]
    asked = notes_for_question(question, engine.index)
    return tuple(dict.fromkeys([*answering, *asked, *named, *notes_for_quotes(quotes[:FIRST_QUOTES], engine.index)]))


def _notes_due(
    leading: tuple[Note, ...], quotes: tuple[Quote, ...], disagreements: tuple[Disagreement, ...], engine: Engine
) -> tuple[Note, ...]:
    by_id = {note.id: note for note in engine.index.corpus.notes}
    resolving = [by_id[found.conflict.note] for found in disagreements if found.conflict.note]
    return tuple(dict.fromkeys([*leading, *resolving, *notes_for_quotes(quotes, engine.index)]))


def _refusal_reason(evidence: Evidence) -> Reason:
    if evidence.topic:
        return evidence.topic.reason
    return "unclear" if evidence.verdict == "unsure" else "outside_topic"


def _unanswered(need: Need, reason: Reason) -> PartAnswer:
    return PartAnswer(
        question=need.own, evidence=NO_EVIDENCE, quotes=(), disagreements=(), notes=(), vector=None, reason=reason
    )
