"""A conversation -> the question as understood, and each thing that it asks; it knows no guidance and judges nothing.

How much a message leans on those before it is a matter of degree: "and why?" names nothing, "is a neck ring safe?"
names all. A message that leans is sought together with what it leans on, by that degree (see `find_in_context`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.about import is_about_itself
from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Conversation
from assistant.words import content_words, is_small_talk, split_words, word_list

LEANS_WHOLLY, STANDS_ALONE = 4, 12
"""Words, those of matter twice, up to which a message leans wholly on the earlier ones, and from which it stands alone;
compared on 150 written conversations and 200 changes of subject, see evals/LOG.md."""
LEANING = 0.5
"""From this degree on the question as understood is read together with what it leans on."""
NAMES_ANYTHING, NAMES_SUBJECT, ASKS_OF_SUBJECT, POINTS_BACK = 0.8, 0.6, 0.3, 0.8
"""The most that a message leans which names anything ("how many times a day"), a new subject ("and on my chest?"), or
asks a whole question of one ("should i do tummy time"); the least that one does which points back ("a small one?").
On the held-out conversations the first raised what is cited first from 0.835 to 0.850, the others changed nothing."""
MOST_EARLIER = 2
MOST_PARTS = 4
SHORTEST_PART = 2
SHORTEST_QUESTION, OPENING_WORDS = 4, 2
"""Words of a whole question, and those among which a word that points back opens a message: "does that change"."""
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
    """One thing that is asked: its own words, the same after what they lean on, and how much they do, from 0 to 1.

    before: what they lean on; subject: whether they bring up a subject of their own that was not spoken of before.
    """

    own: str
    whole: str
    lean: float
    before: str = ""
    subject: bool = False

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
        small_talk=is_small_talk(messages[-1]) or is_about_itself(tuple(need.own for need in needs)),
    )


def read_needs(messages: tuple[str, ...]) -> tuple[Need, ...]:
    """The needs of the last message; each may lean on those before it in the message, and on earlier messages."""
    parts = split_parts(messages[-1])
    earlier = [message for message in messages[:-1] if not is_small_talk(message)]
    needs = []
    for number, part in enumerate(parts):
        before = " ".join([*earlier, *parts[:number]][-MOST_EARLIER:])
        needs.append(_lean_on(before, part) if before and not is_small_talk(part) else _stand_alone(part))
    return tuple(needs)


def _stand_alone(part: str) -> Need:
    return Need(own=part, whole=part, lean=0.0)


def _lean_on(before: str, part: str) -> Need:
    subject = brings_subject(part, before)
    lean = _limit_lean(measure_lean(part), part, subject=subject)
    return (
        Need(own=part, whole=f"{before} {part}", lean=lean, before=before, subject=subject)
        if lean
        else _stand_alone(part)
    )


def brings_subject(message: str, before: str) -> bool:
    """Whether a message names a subject of its own: a word of the list that was not said before."""
    return not word_list("subjects").isdisjoint(set(content_words(message)) - set(split_words(before)))


def _limit_lean(lean: float, message: str, *, subject: bool) -> float:
    """The lean of a message, less where it names something itself, more where it points back."""
    words = split_words(message)
    if not word_list("pointers").isdisjoint(words):
        return max(lean, POINTS_BACK)
    if not word_list("weak_pointers").isdisjoint(words[:OPENING_WORDS]):
        lean = max(lean, LEANING)
    elif subject and len(words) >= SHORTEST_QUESTION and _opens(message) and not _GOES_ON.match(message):
        return min(lean, ASKS_OF_SUBJECT)
    return min(lean, NAMES_SUBJECT if subject else NAMES_ANYTHING if content_words(message) else 1.0)


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
        if asks(before) and _opens(message[joint.end() :]):
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


def asks(text: str) -> bool:
    """Whether a text asks something of its own, and is whole: "who" or "how often" before an "and" is not."""
    if not content_words(text) or split_words(text)[-1] in word_list("question_starts"):
        return False
    return "?" in text or any(_opens(clause) or _asks_within(clause) for clause in _JOINT.split(text))


def _asks_within(clause: str) -> bool:
    """Whether a clause asks though it begins otherwise: "tummy time how long", "head up what age"."""
    words = split_words(clause)
    return any(
        (one == "how" and two in word_list("asks_how")) or (one == "what" and two in word_list("asks_what"))
        for one, two in pairwise(words)
    )


def _join_messages(messages: tuple[str, ...], first: Need) -> str:
    """A message of several needs as understood: after what its first need leans on."""
    leading = first.understood.removesuffix(first.own).strip()
    return f"{leading} {messages[-1]}".strip()
