"""What is not answered, and small talk -> the sentences that say so kindly, and where to turn; it decides nothing."""

from __future__ import annotations

from assistant.about import find_about
from assistant.part import PartAnswer
from assistant.question import split_parts
from assistant.wording import say
from assistant.words import cries_for_help, has_words, is_greeting, is_thanks, tells_of_baby


def write_small_talk(message: str) -> str:
    """A short kind line for a greeting or for thanks, or what is asked of the assistant itself."""
    about = next((kind for kind in map(find_about, split_parts(message)) if kind), None)
    if about:
        return say(f"about.{about}")
    return say(f"small_talk.{'greeting' if is_greeting(message) else 'thanks' if is_thanks(message) else 'noted'}")


def write_refusal(part: PartAnswer) -> str:
    """Why there is no answer, the nearest thing covered or the topic that is not, and whom to ask."""
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
