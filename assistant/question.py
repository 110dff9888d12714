"""A conversation -> the question as understood, and each thing that it asks; it knows no guidance and judges nothing.

How much a message leans on those before it is a matter of degree: "and why?" names nothing, "is a neck ring safe?"
names all. A message that leans is sought together with what it leans on, by that degree (see `find_in_context`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Conversation
from assistant.words import content_words, is_small_talk, split_words, word_list

LEANS_WHOLLY, STANDS_ALONE = 4, 12
"""Words, those of matter twice, up to which a message leans wholly on the earlier ones, and from which it stands alone;
compared on 150 written conversations and 200 changes of subject, see evals/LOG.md."""
LEANING = 0.5
"""From this degree on the question as understood is read together with what it leans on."""
MOST_EARLIER = 2
MOST_PARTS = 4
SHORTEST_PART = 2
_JOINT = re.compile(
    r"\s*(?:(?<=[?!.;])\s*(?:(?:and|also|plus|oh|but|or|n)\b[\s,]*)*"
    r"|,\s*(?:(?:and|also|plus|oh|but|n)\b[\s,]*)*"
    r"|\s[-–—&+/]+\s"
    r"|\b(?:oh and|and also|and|also|plus|n)\b[\s,]*)\s*",
    re.I,
)
_GOES_ON = re.compile(r"(?:and|but|or|so|then|also|plus|ok|what about|how about|what if)\b", re.I)
_OPENERS = re.compile(
    r"^(?:(?:and|but|so|also|or|ok|okay|hi|hello|hey|pls|please|then|now|well|um|er|btw|oh|n|plus)[,\s]+)*", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that is asked: its own words, the same after what they lean on, and how much they do, from 0 to 1."""

    own: str
    whole: str
    lean: float

    @property
    def understood(self) -> str:
        """The words that stand for the need alone."""
        return self.whole if self.lean >= LEANING else self.own

    @property
    def judged(self) -> str:
        """The words by which it is judged whether the guidance answers: its own, if they name anything."""
        return self.own if content_words(self.own) else self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the words that stand alone, the needs to answer one by one, and the baby's age if told."""

    asked: str
    standalone: str
    needs: tuple[Need, ...]
    age: BabyAge
    small_talk: bool


def read_question(conversation: Conversation) -> Question:
    """Tell apart what the last message asks, each with what it leans on, and read the baby's age."""
    messages = conversation.messages
    needs = read_needs(messages)
    return Question(
        asked=conversation.asked,
        standalone=needs[0].understood if len(needs) == 1 else _join_messages(messages, needs[0]),
        needs=needs,
        age=read_baby_age(messages, conversation.baby),
        small_talk=is_small_talk(messages[-1]),
    )


def read_needs(messages: tuple[str, ...]) -> tuple[Need, ...]:
    """The needs of the last message; each may lean on those before it in the message, and on earlier messages."""
    parts = split_parts(messages[-1])
    earlier = [message for message in messages[:-1] if not is_small_talk(message)]
    needs = []
    for number, part in enumerate(parts):
        before = [*earlier, *parts[:number]][-MOST_EARLIER:]
        lean = measure_lean(part) if before and not is_small_talk(part) else 0.0
        needs.append(Need(own=part, whole=" ".join([*before, part]) if lean else part, lean=lean))
    return tuple(needs)


def measure_lean(message: str) -> float:
    """How much a message leans on earlier ones, from 0 (it stands alone) to 1.

    The less it says, the more; one that goes on ("and for a baby born early?") leans by half at least.
    """
    said = len(split_words(message)) + len(content_words(message))
    least = LEANING if _GOES_ON.match(message) else 0.0
    return min(1.0, max(least, (STANDS_ALONE - said) / (STANDS_ALONE - LEANS_WHOLLY)))


def split_parts(message: str) -> tuple[str, ...]:
    """The questions in a message, cut where a new one begins; the whole message where there is one or none.

    A question begins after a sentence's end, a comma, a dash or an "and", with a word that questions begin with; what
    tells of the baby stays with the question beside it.
    """
    parts, start = [], 0
    for joint in _JOINT.finditer(message):
        before = message[start : joint.start()]
        if _asks(before) and _opens(message[joint.end() :]):
            parts.append(before)
            start = joint.end()
    parts.append(message[start:])
    if len(parts) > MOST_PARTS:
        parts[MOST_PARTS - 1 :] = [" ".join(parts[MOST_PARTS - 1 :])]
    return tuple(part.strip() for part in parts)


def _opens(text: str) -> bool:
    """Whether a text begins as questions do."""
    words = split_words(_OPENERS.sub("", text))
    return len(words) >= SHORTEST_PART and words[0].partition("'")[0] in word_list("question_starts")


def _asks(text: str) -> bool:
    """Whether a text asks something of its own, and is whole: "who" or "how often" before an "and" is not."""
    if not content_words(text) or split_words(text)[-1] in word_list("question_starts"):
        return False
    return "?" in text or any(_opens(clause) for clause in _JOINT.split(text))


def _join_messages(messages: tuple[str, ...], first: Need) -> str:
    """A message of several needs as understood: after what its first need leans on."""
    leading = first.understood.removesuffix(first.own).strip()
    return f"{leading} {messages[-1]}".strip()
