"""A conversation -> the question that stands alone, and its parts; it knows no guidance and judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Conversation
from assistant.words import content_words, is_small_talk, split_words, word_list

LEANING_WORDS = 14
MOST_LEANING_CONTENT = 3
MOST_POINTING_CONTENT = 4
MOST_JOINED_CONTENT = 5
MOST_PARTS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=\w)\s*;\s+")
_JOINS = re.compile(
    r"^(?:and|but|or|so|then|also|plus|same (?:for|with)|even|ok(?:ay)? (?:and|but|so)|"
    r"(?:what|how) about|what if|instead|"
    r"(?:is|does|do|would|will) (?:that|it|this|they))\b",
    re.I,
)
_ASKS_ON = re.compile(
    r"^(?:what for|why|where|when|(?:since|until|till|for) (?:when|how)|how (?:long|often|many|much|come))\b", re.I
)
_REFERS = re.compile(r"\b(?:that|this|those|these|them|ones|then|same|instead|too|either)\b", re.I)
_POINTS = re.compile(r"\b(?:it|its|it's|that|this|those|these|them|ones?)\b", re.I)
_OPENERS = re.compile(r"^(?:(?:and|but|so|also|or|ok|hi|hello|pls|please|at|from)[,\s]+)*", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the words that stand alone, the parts to answer one by one, and the baby's age if told."""

    asked: str
    standalone: str
    parts: tuple[str, ...]
    age: BabyAge
    small_talk: bool


def read_question(conversation: Conversation) -> Question:
    """Fold the conversation into a question that stands alone, split it into parts, and read the baby's age."""
    messages = conversation.messages
    standalone = fold_messages(messages)
    return Question(
        asked=conversation.asked,
        standalone=standalone,
        parts=split_parts(standalone) if standalone == messages[-1] else (standalone,),
        age=read_baby_age(messages, conversation.baby),
        small_talk=is_small_talk(messages[-1]),
    )


def fold_messages(messages: tuple[str, ...]) -> str:
    """The last message, after the messages that it leans on; at most the two before it."""
    kept = [messages[-1]]
    for earlier in reversed(messages[-3:-1]):
        if is_small_talk(kept[0]) or not leans_on_earlier(kept[0]):
            break
        if not is_small_talk(earlier):
            kept.insert(0, earlier)
    return " ".join(kept)


def leans_on_earlier(message: str) -> bool:
    """Whether a message needs the one before it: short, and it continues, points back, or names nothing."""
    content = content_words(message)
    if len(split_words(message)) > LEANING_WORDS:
        return False
    if _JOINS.search(message):
        return len(content) <= MOST_JOINED_CONTENT
    if _REFERS.search(message):
        return len(content) <= MOST_LEANING_CONTENT
    if not word_list("subjects").isdisjoint(content):
        return False
    pointing = len(content) <= MOST_POINTING_CONTENT and bool(_POINTS.search(message))
    return pointing or len(content) <= 1 or (len(content) <= 2 and bool(_ASKS_ON.search(message)))


def split_parts(text: str) -> tuple[str, ...]:
    """The questions in a message, each with its own context; the whole message where there is one question or none."""
    sentences = _split_sentences(text)
    asking = [sentence for sentence in sentences if _asks(sentence)]
    if len(asking) < 2:
        return (text,)
    context = " ".join(one for one in sentences if one not in asking and len(split_words(one)) > 2)
    parts: list[str] = []
    for sentence in asking:
        if parts and leans_on_earlier(sentence):
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(f"{context} {sentence}".strip() if leans_on_earlier(sentence) else sentence)
    return tuple(parts[:MOST_PARTS])


def _split_sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def _asks(sentence: str) -> bool:
    words = split_words(_OPENERS.sub("", sentence))
    if sentence.endswith("?"):
        return len(words) >= 2
    return len(words) >= 4 and words[0] in word_list("question_starts") and not sentence.endswith((".", "!"))
