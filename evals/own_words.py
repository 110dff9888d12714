"""A corpus and the wording -> every word of ours that a parent may read, and how many of a reply's are among them.

The files are read again here, and no code is shared with what composes, so that a mistake there does not hide itself.
It does not know whether a sentence fits the question: only that an editor wrote it, whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from assistant.conversation import clean_message
from assistant.dialect import DIALECT_PATH
from assistant.reply import Alert, Reply, SourceReference
from assistant.wording import WORDING_PATH
from evals.tally import Tally, count
from evals.wording import above_the_rule, fold
from evals.wording import plain as strip_markup
from ingest.corpus import Corpus
from ingest.editorial import Note

_WORD = re.compile(r"\w+")
_CORRECTED_AGE = re.compile(
    r"Corrected age: (\d+) weeks? old − (\d+) weeks? early = (\d+) weeks?(?: \(about (\d+) months\))?, "
    r"counted from the due date\."
)
_WEEKS_PER_MONTH = 365.25 / 7 / 12
_IN_MONTHS_FROM_WEEKS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What our files say, folded.

    lines: what may stand in a text, alone or one behind the other; heading, inconsistent (without its full stop) and
    versions: sentences of the wording that are judged apart. labels: those of each conflict's versions. notes: lead and
    text by id; alerts: level, lead and what to do meanwhile by situation; resolutions by topic; questions: those that
    may be suggested; titles by document.
    """

    lines: frozenset[str]
    heading: str
    inconsistent: str
    versions: tuple[str, str]
    labels: tuple[frozenset[str], ...]
    notes: Mapping[str, tuple[str, str]]
    alerts: Mapping[str, tuple[str, ...]]
    resolutions: Mapping[str, str]
    questions: frozenset[str]
    titles: Mapping[str, str]
    references: frozenset[SourceReference]


def read_own_words(corpus: Corpus) -> OwnWords:
    """Collect what the files of a corpus and the assistant's wording say."""
    wording = dict(_read_wording())
    references = {
        name: SourceReference(publisher=one.publisher, title=one.title, year=one.year, url=one.url)
        for name, one in corpus.references.items()
    }
    asked = [words for answer in corpus.answers for words in answer.phrasings]
    asked += [words for one in corpus.questions for words in one.questions]
    return OwnWords(
        lines=frozenset(plain(line) for line in _list_lines(corpus, wording, references) if line.strip()),
        heading=wording["answered.part"],
        inconsistent=plain(wording["answered.inconsistent"]).removesuffix("."),
        versions=_split_versions(wording["answered.versions"]),
        labels=tuple(frozenset(plain(one.label) for one in conflict.versions) for conflict in corpus.conflicts),
        notes={note.id: (plain(note.lead), plain(note.text)) for note in corpus.notes},
        alerts={one.id: (one.level, plain(one.lead), *map(plain, one.meanwhile)) for one in corpus.situations},
        resolutions={one.topic: plain(one.resolution) for one in corpus.conflicts},
        questions=frozenset(_fold_question(words) for words in asked),
        titles={document.id: document.front_matter.title for document in corpus.documents},
        references=frozenset(references.values()),
    )


def check_own_words(reply: Reply, messages: Sequence[str], ours: OwnWords) -> Tally:
    """How many of the things that a reply says in words of ours stand in a file of ours.

    Counted are the text's lines that are no quotes (no text at all misses once), and on the cards the notes, the alert,
    resolutions, suggestions, titles and references. A line stands in a file if it is a whole paragraph or sentence of
    it, or several one behind the other, markers and markup aside; a heading repeats the user's own words; a corrected
    age must add up; where versions are named, they are two or more of one disagreement, none twice.
    Not judged: whether a sentence fits the question or stands in its place, and what the pages say around a reply.
    """
    alerts = [reply.alert] if reply.alert else []
    references = [one.references for one in reply.notes] + [one.references for one in alerts]
    return count([
        *(_is_ours(line, ours) for line in _own_lines(reply, messages, ours)),
        *([] if reply.text.strip() else [False]),
        *(ours.notes.get(card.id) == (plain(card.lead), plain(card.text)) for card in reply.notes),
        *(_is_whole_alert(alert, reply, ours) for alert in alerts),
        *(ours.resolutions.get(card.topic) == plain(card.resolution) for card in reply.conflicts),
        *(_fold_question(words) in ours.questions for words in reply.suggestions),
        *(ours.titles.get(one.document) == one.title for one in reply.citations),
        *(reference in ours.references for listed in references for reference in listed),
    ])  # fmt: skip


def is_note_told(identifier: str, reply: Reply, ours: OwnWords) -> bool:
    """Whether a note is on a card of the reply, its lead above the rule of the reply's text, and its text in it."""
    words = ours.notes.get(identifier)
    if words is None or all(card.id != identifier for card in reply.notes):
        return False
    lead, text = words
    return lead in plain(above_the_rule(reply.text)) and text in plain(reply.text)


def plain(text: str) -> str:
    """The words as a reader sees them, in one spelling, since ours are spelled as the parent writes."""
    british = _read_spellings()

    def spell(match: re.Match[str]) -> str:
        word = match.group()
        other = british.get(word.lower(), word)
        return other.capitalize() if word[0].isupper() and word.lower() in british else other

    return _WORD.sub(spell, strip_markup(text))


@lru_cache(maxsize=1)
def _read_spellings() -> Mapping[str, str]:
    """American spelling -> British one."""
    pairs = yaml.safe_load(DIALECT_PATH.read_text(encoding="utf-8"))["pairs"]
    return {american: british for british, american in pairs.items()}


def _read_wording(tree: object = None, place: str = "") -> Iterator[tuple[str, str]]:
    """The sentences of the wording file by dotted place."""
    tree = yaml.safe_load(WORDING_PATH.read_text(encoding="utf-8")) if tree is None else tree
    if not isinstance(tree, dict):
        yield place, str(tree)
        return
    for key, branch in tree.items():
        yield from _read_wording(branch, f"{place}.{key}" if place else str(key))


def _list_lines(corpus: Corpus, wording: Mapping[str, str], references: Mapping[str, SourceReference]) -> Iterator[str]:
    yield from (line for line in wording.values() if "{" not in line)
    yield from (wording["not_covered.topic"].format(topic=one.topic) for one in corpus.topics)
    yield from (wording["not_covered.nearest"].format(topic=one.topic) for one in corpus.answers)
    for situation in corpus.situations:
        yield wording["alert.carried"].format(lead=situation.lead)
        yield wording["alert.named"].format(title=situation.title[0].lower() + situation.title[1:])
        yield from (situation.lead, *situation.meanwhile, *([situation.ask] if situation.ask else []))
    for note in corpus.notes:
        sources = _list_sources(note, references)
        yield from (note.lead, note.text, sources, f"{note.text} ({sources})")
    yield from (sentence.sentence for answer in corpus.answers for sentence in answer.body)
    yield from (conflict.resolution for conflict in corpus.conflicts)


def _list_sources(note: Note, references: Mapping[str, SourceReference]) -> str:
    named = [references[name] for name in note.references]
    return "; ".join(f"{one.publisher}, {one.year}" if one.year else one.publisher for one in named)


def _own_lines(reply: Reply, messages: Sequence[str], ours: OwnWords) -> Iterator[str]:
    """The text's lines in plain words, without quotes, the rule, and headings that repeat what the user asked."""
    said = [f" {_list_words(message)} " for message in messages]
    text = reply.text
    for part in reply.parts:
        if any(f" {_list_words(part.question)} " in message for message in said):
            text = text.replace(ours.heading.format(question=part.question), "")
    lines = (line for line in text.splitlines() if not line.startswith(">") and line.strip() != "---")
    return (line for line in map(plain, lines) if line)


def _list_words(message: str) -> str:
    """A message's words in their order, cleaned as every message is, with one blank between."""
    return " ".join(_WORD.findall(clean_message(message)))


def _is_ours(line: str, ours: OwnWords) -> bool:
    return _stands(line, ours.lines) or _adds_up(line) or _names_versions(line, ours)


def _stands(line: str, known: frozenset[str]) -> bool:
    """Whether a line is made of known ones alone, one behind the other with a blank between."""
    cuts = [place for place, character in enumerate(line) if character == " "]
    return line in known or any(line[:cut] in known and _stands(line[cut + 1 :], known) for cut in cuts)


def _adds_up(line: str) -> bool:
    """Whether a line is the sum of a corrected age, right but for rounding, with its months if they are due."""
    match = _CORRECTED_AGE.fullmatch(line)
    if match is None:
        return False
    age, early, corrected = (int(weeks) for weeks in match.groups()[:3])
    months = None if corrected < _IN_MONTHS_FROM_WEEKS else str(round(corrected / _WEEKS_PER_MONTH))
    return abs(max(0, age - early) - corrected) <= 1 and match[4] == months


def _split_versions(sentence: str) -> tuple[str, str]:
    """What stands before and behind the versions in the sentence that names them."""
    before, _, after = sentence.partition("{versions}")
    return plain(before), plain(after)


def _names_versions(line: str, ours: OwnWords) -> bool:
    """Whether a line says that the guidance is not consistent, and names versions of one and the same disagreement."""
    before, after = ours.versions
    if not (line.startswith(before) and line.endswith(after)):
        return False
    named = [one.strip() for one in line.removeprefix(before).removesuffix(after).split(";")]
    return 2 <= len(named) == len(set(named)) and any(labels.issuperset(named) for labels in ours.labels)


def _is_whole_alert(alert: Alert, reply: Reply, ours: OwnWords) -> bool:
    """Whether an alert is its situation's, and the text says it: all of it and first, or, if carried, its lead."""
    level, *words = ours.alerts.get(alert.situation, ("", ""))
    due = words if reply.outcome == "alert" else words[:1]
    told = plain(reply.text)
    leads = told.startswith(words[0]) or reply.outcome != "alert"
    return (alert.level, plain(alert.text)) == (level, " ".join(words)) and leads and all(one in told for one in due)


def _fold_question(words: str) -> str:
    """A question whatever its case and whether it has a question mark, both of which are tidied where it is shown."""
    return fold(words).casefold().removesuffix("?").strip()
