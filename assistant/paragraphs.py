"""The paragraphs of a reply's text, in Markdown; each takes what was found and words it, from the fixed wording.

A part is told in the order in which it is read: the warning that must come first, the answer, on what the guidance
disagrees, the quotes, other warnings. Nothing is told twice in a reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer_sentences import Sentences, notes_that_answer, write_answer
from assistant.leads import Leads, place_leads, write_lead
from assistant.part import PartAnswer
from assistant.quote_blocks import QuoteBlock, leave_out_told, order_blocks
from assistant.refusal import write_refusal
from assistant.reply import NoteCard
from assistant.shown import Shown
from assistant.triage import Triage
from assistant.wording import say
from ingest.index import Index

_TELEPHONE = re.compile(r"\b\d{3}\b")


def write_alert(triage: Triage) -> str:
    """The action first, what to do meanwhile, what was heard, and the one question that would change the advice."""
    if triage.finding is None:
        return ""
    situation = triage.finding.situation
    worse = [say("alert.worse")] if triage.finding.level == "urgent" and not _says_whom(situation.meanwhile) else []
    asked = [triage.ask] if triage.ask else []
    heard = say("alert.named", title=situation.title[0].lower() + situation.title[1:])
    return "\n\n".join([f"**{situation.lead}**", *situation.meanwhile, *worse, heard, *asked])


def write_carried(triage: Triage) -> str:
    """One line of an alert that one of the two messages before raised."""
    if triage.carried is None:
        return ""
    return f"**{say('alert.carried', lead=triage.carried.situation.lead)}**"


def write_parts(parts: Sequence[PartAnswer], age: str, shown: Shown, index: Index) -> list[str]:
    """Each answer under the questions that it answers, without them where it answers all; nothing told twice.

    age: the arithmetic of the corrected age, or "".
    """
    asked: dict[str, list[PartAnswer]] = {}
    for part in parts:
        asked.setdefault(_join(_tell_part(part, age, shown, index, frozenset())), []).append(part)
    if len(asked) == 1:
        return list(asked)
    written, told = [], frozenset[str]()
    for same in asked.values():
        paragraphs = _tell_part(same[0], age, shown, index, told)
        written += [*(say("answered.part", question=part.question) for part in same), _join(paragraphs)]
        told |= {sentence for paragraph in paragraphs for sentence in paragraph}
    return written


def fold_notes(notes: Sequence[NoteCard], parts: Sequence[PartAnswer]) -> str:
    """The notes' full texts with their sources, folded beneath, under a rule."""
    answering = notes_that_answer(parts)
    lines = [_fold_note(note, with_text=note.id not in answering) for note in notes]
    return "\n\n".join(["---", *lines]) if lines else ""


def _says_whom(lines: Sequence[str]) -> bool:
    """Whether a line has the emergency numbers, all those of the wording."""
    numbers = set(_TELEPHONE.findall(say("alert.worse")))
    return any(numbers.issubset(_TELEPHONE.findall(line)) for line in lines)


def _tell_part(part: PartAnswer, age: str, shown: Shown, index: Index, told: frozenset[str]) -> list[Sentences]:
    """One question's answer, paragraph by paragraph, without what was told before."""
    if part.reason:
        return [(write_refusal(part),)]
    blocks = order_blocks(part, shown, index)
    leads = place_leads(part, blocks, shown, told)
    standing = [note for note in shown.notes if note in leads.top or write_lead(note) in told]
    unsaid: list[Sentences] = [(say("premise.not_said"),)] if part.unsaid else []
    answer = _leave_out([*unsaid, *write_answer(part, shown, standing)], told)
    warned = not {note.id for note in standing}.isdisjoint(note.id for note in part.notes)
    quotes = list(_tell_quotes(blocks, leads, told, warned=warned))
    numbers = shown.numbers_of(part)
    if numbers and not answer and not quotes:
        answer = [(" ".join([say("answered.above"), *(f"[{number}]" for number in numbers)]),)]
    top = [(write_lead(note),) for note in leads.top]
    aged: list[Sentences] = [(age,)] if age and age not in told else []
    return [*top, *_put_age(answer, aged), *quotes, *((write_lead(note),) for note in leads.last)]


def _put_age(answer: list[Sentences], aged: list[Sentences]) -> list[Sentences]:
    """The corrected age right after our first sentence, or first where there is none."""
    if not aged or not answer:
        return [*aged, *answer]
    first, *others = answer
    rest = [first[1:]] if first[1:] else []
    return [first[:1], *aged, *rest, *others]


def _tell_quotes(
    blocks: Sequence[QuoteBlock], leads: Leads, told: frozenset[str], *, warned: bool
) -> Iterator[Sentences]:
    """The quotes of a part, each below the warnings that belong to it alone, bad translations introduced as such."""
    opening = ""
    for place, block in enumerate(blocks):
        above = leads.above.get(place, ())
        yield from ((write_lead(note),) for note in above)
        lines = leave_out_told(block, told)
        if not lines:
            continue
        kind = "translated" if block.mistranslated else "plain"
        if kind != opening:
            qualified = not opening and (warned or bool(above))
            yield (_open_quotes(kind, qualified=qualified),)
        opening = kind
        yield lines


def _open_quotes(kind: str, *, qualified: bool) -> str:
    if kind == "translated":
        return say("answered.says_translated")
    return say("answered.says_qualified" if qualified else "answered.says")


def _leave_out(paragraphs: Sequence[Sentences], told: frozenset[str]) -> list[Sentences]:
    """The paragraphs without the sentences told before."""
    fresh = [tuple(one for one in paragraph if one not in told) for paragraph in paragraphs]
    return [paragraph for paragraph in fresh if paragraph]


def _join(paragraphs: Sequence[Sentences]) -> str:
    """Sentences one behind the other, quotes one below the other, paragraphs apart."""
    return "\n\n".join(("\n" if one[0].startswith(">") else " ").join(one) for one in paragraphs)


def _fold_note(note: NoteCard, *, with_text: bool) -> str:
    sources = "; ".join(
        f"{reference.publisher}{f', {reference.year}' if reference.year else ''}" for reference in note.references
    )
    return f"[{note.letter}] {note.text} ({sources})" if with_text else f"[{note.letter}] {sources}"
