"""A sentence and an LLM -> draft questions that the sentence answers, each kept only if it finds that sentence.

A draft is a proposal for a person. Knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.llm import LlmServer
from ingest.plain_ranker import PlainRanker
from ingest.sentence import Sentence

WANTED = 20
FOUND_WITHIN = 3
"""A draft has to rank its sentence among so many: as many as a parent is shown, and where the general mechanism has
the right sentence for 0.70 of parents' questions."""
MAX_DRAFT_CHARACTERS = 300
TEMPERATURE = 0.8
"""Above 0, since twenty ways to ask are wanted."""
ANSWER_TOKENS = 1200

_PROMPT = """\
You help to index a guidance text for parents. Write {wanted} different questions that a parent might type and that \
the sentence below answers by itself. Vary them: worried and calm, long and short, with spelling mistakes, by mothers, \
fathers and grandparents. Use as few of the sentence's own words as possible. Ask nothing that the sentence does not \
answer. One question a line, no numbers, nothing else.

Document: {title}
Section: {section}
{intro}Sentence: {sentence}
"""
_MARK = re.compile(r"\A\s*(?:[-*•]|\d{1,3}[.):])?\s*")
_QUOTES = "\"'“”‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Drafts that found their sentence, and how many others there were."""

    kept: tuple[str, ...]
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingDesk:
    """What drafts are made with: a document's sentences in the order that the ranker knows them, and an LLM."""

    title: str
    sentences: tuple[Sentence, ...]
    ranker: PlainRanker
    llm: LlmServer


def draft_questions(place: int, intro: str | None, desk: DraftingDesk) -> Drafts:
    """Draft questions for the sentence at a place of the desk; intro: the line that introduces it, for a list item.

    Raises LlmError where the server gives no answer.
    """
    sentence = desk.sentences[place]
    prompt = _PROMPT.format(
        wanted=WANTED,
        title=desk.title,
        section=sentence.section,
        intro=f"The line before it: {intro}\n" if intro else "",
        sentence=" ".join(sentence.text.split()),
    )
    drafts = read_drafts(desk.llm.ask(prompt, temperature=TEMPERATURE, answer_tokens=ANSWER_TOKENS))
    kept = tuple(draft for draft in drafts if place in desk.ranker.rank(draft)[:FOUND_WITHIN])
    return Drafts(kept=kept, dropped=len(drafts) - len(kept))


def read_drafts(answer: str) -> tuple[str, ...]:
    """Read one draft a line, each once, without list and quotation marks; at most twice as many as were wanted."""
    lines = (_clean(line) for line in answer.splitlines())
    drafts = {line.casefold(): line for line in reversed([line for line in lines if _is_draft(line)])}
    return tuple(reversed(drafts.values()))[: 2 * WANTED]


def _clean(line: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in line)
    return " ".join(_MARK.sub("", shown).strip(_QUOTES + " ").split())


def _is_draft(line: str) -> bool:
    """Whether a line may be a question: two words or more, not too long, and not one that announces others."""
    words: Sequence[str] = line.split()
    return len(words) > 1 and len(line) <= MAX_DRAFT_CHARACTERS and not line.endswith(":")
