"""What was found -> the reply in words: alert or note first, then the answer, then the quotes; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cite import letter_notes, look_up_references, number_quotes
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.paragraphs import fold_notes, write_alert, write_carried, write_parts
from assistant.part import PartAnswer
from assistant.question import Question
from assistant.quote import order_introductions
from assistant.refusal import write_small_talk
from assistant.reply import OUTCOME_ORDER, Alert, Citation, ConflictCard, Outcome, Part, Reply, Source
from assistant.shown import Shown
from assistant.suggest import suggest_questions
from assistant.told import choose_told
from assistant.triage import Finding, Triage


def compose_reply(
    conversation: Conversation, question: Question, triage: Triage, parts: Sequence[PartAnswer], engine: Engine
) -> Reply:
    """Word the reply; an emergency stands alone, without citations or suggestions."""
    emergency = triage.finding is not None and triage.finding.level == "emergency"
    told = choose_told(question, triage, parts, engine)
    shown = _collect_shown(told, engine)
    outcomes = _outcomes(triage, parts, question)
    outcome = min(outcomes, key=OUTCOME_ORDER.index)
    return Reply(
        id=conversation.id,
        question=conversation.asked,
        standalone=question.standalone,
        outcome=outcome,
        alert=_make_alert(triage.finding or triage.carried, engine),
        text=_write_text(question, triage, told, shown, engine),
        citations=shown.citations,
        notes=shown.notes,
        conflicts=shown.conflicts,
        parts=tuple(
            Part(
                question=part.question,
                outcome=one,
                reason=part.reason if one == "not_covered" else None,
                citations=shown.numbers_of(part),
            )
            for part, one in zip(parts, outcomes, strict=True)
        ),
        reason=next((part.reason for part in parts), None) if outcome == "not_covered" else None,
        suggestions=() if emergency else _suggest(parts, shown, engine),
        source=_source(told, shown),
        confidence=max(part.evidence.probability for part in parts),
        timing_ms=None,
    )


def _collect_shown(parts: Sequence[PartAnswer], engine: Engine) -> Shown:
    quotes = order_introductions([quote for part in parts for quote in part.quotes], engine.index)
    citations = number_quotes(quotes, engine.index)
    notes = letter_notes([note for part in parts for note in part.notes], engine.index)
    conflicts = {found.conflict.id: found for part in parts for found in part.disagreements}
    return Shown(
        citations=citations,
        notes=notes,
        conflicts=tuple(
            ConflictCard(
                topic=found.conflict.topic,
                versions=_numbers_at(found.positions, citations, engine),
                resolution=found.conflict.resolution,
                note=found.conflict.note,
            )
            for found in conflicts.values()
        ),
    )


def _numbers_at(positions: Sequence[int], citations: Sequence[Citation], engine: Engine) -> tuple[int, ...]:
    """The numbers of the citations that hold the sentences at these positions, each once, in the positions' order."""
    numbers: list[int] = []
    for position in positions:
        sentence = engine.index.sentences[position]
        numbers += [
            one.number
            for one in citations
            if one.document == sentence.document_id and one.start <= sentence.start and sentence.end <= one.end
        ]
    return tuple(dict.fromkeys(numbers))


def _outcomes(triage: Triage, parts: Sequence[PartAnswer], question: Question) -> list[Outcome]:
    if triage.finding:
        return ["alert" for _ in parts]
    if question.small_talk:
        return ["small_talk" for _ in parts]
    return [part.outcome for part in parts]


def _make_alert(finding: Finding | None, engine: Engine) -> Alert | None:
    if finding is None:
        return None
    return Alert(
        level=finding.level,
        situation=finding.situation.id,
        text=" ".join([finding.situation.lead, *finding.situation.meanwhile]),
        references=look_up_references(finding.situation.references, engine.index),
    )


def _write_text(question: Question, triage: Triage, parts: Sequence[PartAnswer], shown: Shown, engine: Engine) -> str:
    if question.small_talk and not triage.finding:
        body = [write_carried(triage), write_small_talk(question.asked)]
    else:
        body = [
            write_alert(triage) if triage.finding else write_carried(triage),
            *write_parts(parts, _corrected_age(question, triage), shown, engine.index),
            fold_notes(shown.notes, parts),
        ]
    return "\n\n".join(paragraph for paragraph in body if paragraph)


def _corrected_age(question: Question, triage: Triage) -> str:
    """The arithmetic of the corrected age, where an early birth was told; none beneath an emergency."""
    found = triage.finding or triage.carried
    return "" if found and found.level == "emergency" else question.age.arithmetic or ""


def _suggest(parts: Sequence[PartAnswer], shown: Shown, engine: Engine) -> tuple[str, ...]:
    vector = next((part.vector for part in parts if part.vector is not None), None)
    if vector is None:
        return engine.suggestible.most_asked()
    answers = {part.evidence.answer.id for part in parts if part.evidence.answer}
    return suggest_questions(
        vector, frozenset(answers | {one.passage_id for one in shown.citations}), engine.suggestible
    )


def _source(parts: Sequence[PartAnswer], shown: Shown) -> Source | None:
    answered = [part for part in parts if part.outcome == "answered"]
    if not answered:
        return None
    if any(part.evidence.answer for part in answered):
        return "reviewed"
    return "extractive" if shown.citations else "note"
