"""The paragraphs of a reply's text, in Markdown; each takes what was found and words it, from the fixed wording."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.about import find_about
from assistant.part import PartAnswer
from assistant.question import Question, split_parts
from assistant.reply import Citation, NoteCard
from assistant.triage import Triage
from assistant.wording import say
from assistant.words import cries_for_help, has_words, is_greeting, is_thanks, tells_of_baby

LEADS_ON_TOP = 3


def write_alert(triage: Triage) -> str:
    """The action first, then what to do meanwhile, then the one question that would change the advice."""
    if triage.finding is None:
        return ""
    situation = triage.finding.situation
    first = f"**{situation.lead}**"
    worse = [say("alert.worse")] if triage.finding.level == "urgent" else []
    return "\n\n".join([first, *situation.meanwhile, *worse, *([triage.ask] if triage.ask else [])])


def write_carried(triage: Triage) -> str:
    """One line of an alert that one of the two messages before raised."""
    if triage.carried is None:
        return ""
    return f"**{say('alert.carried', lead=triage.carried.situation.lead)}**"


def place_leads(
    notes: Sequence[NoteCard], parts: Sequence[PartAnswer], citations: Sequence[Citation]
) -> dict[int, list[NoteCard]]:
    """Where each note's lead stands: under 0 those on top, under a citation's number those right above its quote.

    On top stand what qualifies no quote and the first three of those that lead a part; a tired parent reads no longer
    list. The others stand above the first quote that they qualify. A note that is itself the answer is written out in
    its part instead.
    """
    answering = _notes_that_answer(parts)
    leading = {name for part in parts for name in part.leading}
    spans = {note.id: note.qualifies for part in parts for note in part.notes}
    placed: dict[int, list[NoteCard]] = {}
    for note in (one for one in notes if one.id not in answering):
        qualified = [
            one.number
            for one in citations
            if any(span.overlaps(one.document, one.start, one.end) for span in spans[note.id])
        ]
        top = not qualified or (note.id in leading and len(placed.get(0, [])) < LEADS_ON_TOP)
        placed.setdefault(0 if top else qualified[0], []).append(note)
    return placed


def write_leads(notes: Sequence[NoteCard]) -> str:
    """The leads of notes, one a paragraph."""
    return "\n\n".join(f"**{note.lead}** [{note.letter}]" for note in notes)


def write_parts(
    parts: Sequence[PartAnswer],
    question: Question,
    citations: Sequence[Citation],
    notes: Sequence[NoteCard],
    leads: dict[int, list[NoteCard]],
) -> list[str]:
    """Each answer under the questions that it answers; without them where it answers all."""
    asked: dict[str, list[str]] = {}
    for part in parts:
        heading = say("answered.part", question=part.question)
        asked.setdefault(_write_part(part, question, citations, notes, leads), []).append(heading)
    return list(asked) if len(asked) == 1 else [text for body, heads in asked.items() for text in (*heads, body)]


def _write_part(
    part: PartAnswer,
    question: Question,
    citations: Sequence[Citation],
    notes: Sequence[NoteCard],
    leads: dict[int, list[NoteCard]],
) -> str:
    """One question's answer: what resolves a disagreement, a reviewed wording, the quotes, the corrected age."""
    if part.reason:
        return _write_refusal(part)
    letters = {note.id: note.letter for note in notes}
    body = [
        _write_note_answer(part, notes),
        _write_reviewed(part, citations, letters),
        *_write_resolutions(part, letters),
        _write_quotes(part, citations, leads),
        _write_age(question),
    ]
    return "\n\n".join(paragraph for paragraph in body if paragraph)


def fold_notes(notes: Sequence[NoteCard], parts: Sequence[PartAnswer]) -> str:
    """The notes' full texts with their sources, folded beneath, under a rule."""
    answering = _notes_that_answer(parts)
    lines = [_fold_note(note, with_text=note.id not in answering) for note in notes]
    return "\n\n".join(["---", *lines]) if lines else ""


def write_small_talk(message: str) -> str:
    """A short kind line for a greeting or for thanks, or what is asked of the assistant itself."""
    about = next((kind for kind in map(find_about, split_parts(message)) if kind), None)
    if about:
        return say(f"about.{about}")
    return say(f"small_talk.{'greeting' if is_greeting(message) else 'thanks' if is_thanks(message) else 'noted'}")


def _write_refusal(part: PartAnswer) -> str:
    reason = part.reason or "unclear"
    about = find_about(part.question)
    if about:
        return say(f"about.{about}")
    if reason == "no_content":
        return " ".join(map(say, _choose_no_content(part)))
    unreadable = reason == "unclear" and part.vector is None
    nearby = part.nearby
    if reason == "needs_a_person" and not nearby.silent_on:
        reason = "topic_not_in_guidance"
    sentences = [
        say("not_covered.not_readable" if unreadable else f"not_covered.{reason}"),
        say("not_covered.topic", topic=nearby.silent_on) if nearby.silent_on else "",
        say("not_covered.nearest", topic=nearby.covered) if nearby.covered else "",
        "" if unreadable else say(f"whom_to_ask.{reason}"),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _choose_no_content(part: PartAnswer) -> tuple[str, ...]:
    """The places of the sentences for a message that asks nothing; what it tells of the baby is not taken lightly."""
    if cries_for_help(part.question):
        return "alert.worse", "not_covered.help"
    if part.evidence.topic is None:
        return ("not_covered.ask_back" if has_words(part.question) else "not_covered.no_content",)
    if tells_of_baby(part.question):
        return "not_covered.cannot_tell", "alert.worse", "whom_to_ask.cannot_tell"
    return ("not_covered.nothing_asked",)


def _notes_that_answer(parts: Sequence[PartAnswer]) -> set[str]:
    """The ids of notes that answer a part alone: nothing is quoted there, and no reviewed answer says it."""
    return {
        part.evidence.note.id for part in parts if part.evidence.note and not part.quotes and not part.evidence.answer
    }


def _write_note_answer(part: PartAnswer, notes: Sequence[NoteCard]) -> str:
    """The note's own text, where it answers and the guidance has nothing to quote on it."""
    answering = _notes_that_answer([part])
    if not answering:
        return ""
    card = next(note for note in notes if note.id in answering)
    return f"**{card.lead}** {card.text} [{card.letter}]"


def _write_reviewed(part: PartAnswer, citations: Sequence[Citation], letters: dict[str, str]) -> str:
    if part.evidence.answer is None:
        return ""
    sentences = []
    for sentence in part.evidence.answer.body:
        numbers = [
            one.number
            for span in sentence.quotes
            for one in citations
            if span.overlaps(one.document, one.start, one.end)
        ]
        marks = [f"[{number}]" for number in dict.fromkeys(numbers)] + [f"[{letters[name]}]" for name in sentence.notes]
        sentences.append(" ".join([sentence.sentence, *marks]))
    return " ".join(sentences)


def _write_resolutions(part: PartAnswer, letters: dict[str, str]) -> list[str]:
    """What to do where the guidance disagrees with itself; a reviewed answer has said it already."""
    if not part.disagreements:
        return []
    if part.evidence.answer:
        return [say("answered.inconsistent")]
    conflicts = [found.conflict for found in part.disagreements]
    marks = [f" [{letters[one.note]}]" if one.note in letters else "" for one in conflicts]
    return [
        f"{say('answered.inconsistent')} {one.resolution}{mark}" for one, mark in zip(conflicts, marks, strict=True)
    ]


def _write_quotes(part: PartAnswer, citations: Sequence[Citation], leads: dict[int, list[NoteCard]]) -> str:
    """The quotes of a part, each below the warnings that belong to it alone."""
    spans = {(quote.document_id, quote.start, quote.end) for quote in part.quotes}
    quoted = [one for one in citations if (one.document, one.start, one.end) in spans]
    if not quoted:
        return ""
    opening = say("answered.says_qualified" if part.notes else "answered.says")
    paragraphs = [opening]
    for one in quoted:
        paragraphs += [write_leads(leads.get(one.number, [])), f"> “{_one_line(one.quote)}” [{one.number}]"]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _write_age(question: Question) -> str:
    """The arithmetic of the corrected age, where the baby's age and an early birth were told."""
    return question.age.arithmetic or ""


def _fold_note(note: NoteCard, *, with_text: bool) -> str:
    sources = "; ".join(
        f"{reference.publisher}{f', {reference.year}' if reference.year else ''}" for reference in note.references
    )
    return f"[{note.letter}] {note.text} ({sources})" if with_text else f"[{note.letter}] {sources}"


def _one_line(quote: str) -> str:
    return " ".join(quote.split())
