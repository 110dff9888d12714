"""
What is asked of the assistant itself, and what only looks so."""

import pytest
import yaml

from assistant.about import ABOUT_PATH, find_about, is_about_itself
from assistant.wording import say

ASKED = {
    "maker": """who wrote this
        |who made you|who is behind this|Who built this?|where does this come from
        |where do your answers come from|what are your sources|whats the source of this
        |how do you know all this|who owns you|how up to date is your info""",
    "doctor": """are you a doctor|Are you a real doctor?|r u a nurse|is this medical advice|is it official advice
        |am i talking to a doctor|can you diagnose|was this checked by a doctor
        |has this been reviewed by clinicians|does a real paediatrician check your answers""",
    "machine": """Are you an AI?|am i talking to a robot|is this a real person|are you human|r u a bot|who are you
        |what are you|is this chatgpt|am I speaking to a human or a machine|whats your name""",
    "private": """do you store my data|is this private?|do you keep what i type|who can see my questions
        |is this chat anonymous|do you sell my data|are my questions recorded|is my data safe
        |can anyone else read this|do you remember what i said|can i delete my messages""",
    "able": """what can you do|what do you know|how does this work|what can i ask|how do i use this
        |what can you help with|what is this for""",
    "trust": """can i trust this|is it reliable?|how accurate are you|are you ever wrong|do you make things up
        |should I believe what you say|is this legit""",
    "complaint": """this is useless, you never answer anything|you are no help|thats not what i asked
        |this app is rubbish""",
}
OTHERS = """is it safe|is this normal|can you do tummy time on a bed|who should i see|which doctor
    |what can you do for a flat head|how do you hold a newborn|are you meant to support his head
    |can i trust him on the sofa|do you keep the head up|is it ok|does this work for a tilted neck
    |who wrote off his neck|what is this lump|is this a fit|what are these spots|how does it work on his tummy
    |is my baby a slow one|should i call a nurse|do i need a doctor|a doctor told me to wait
    |my doctor checked his neck|can we start today|is this exercise any use|how do i do it
    |what do you do if he cries|do you put him on his front|is that right|are you supposed to wake them
    |should i believe my mum about pillows|can i rely on a neck ring|is massage reliable
    |who can see us about a tilt|what do i do|is he ever going to lift it|it doesn't work, he hates his tummy
    |my mum is no help|how long do you keep them on the tummy|what can I do to make her stronger
    |he is useless at tummy time|can you help him|how accurate are milestones
    |is this private clinic any good for necks|how do you know if he is tired|what does a physio do|what is it
    |why"""


@pytest.mark.parametrize(
    ("kind", "message"), [(kind, one.strip()) for kind, many in ASKED.items() for one in many.split("|")]
)
def test_a_question_about_the_assistant_is_told_by_its_kind(kind: str, message: str) -> None:
    assert find_about(message) == kind


@pytest.mark.parametrize("message", [one.strip() for one in OTHERS.split("|")])
def test_a_question_about_a_baby_is_none_of_these(message: str) -> None:
    assert find_about(message) is None


def test_every_kind_has_its_sentence() -> None:
    kinds = yaml.safe_load(ABOUT_PATH.read_text(encoding="utf-8"))
    assert set(kinds) == set(ASKED)
    assert all(say(f"about.{kind}") for kind in kinds)


def test_a_message_is_about_the_assistant_only_where_nothing_else_is_asked() -> None:
    assert is_about_itself(("hi", "are you a doctor?"))
    assert not is_about_itself(("are you a doctor?", "how long is tummy time"))
    assert not is_about_itself(("hi",))
