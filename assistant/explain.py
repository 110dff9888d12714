"""Messages -> what triage thought of the last one, in lines for a maintainer; it decides nothing."""

from __future__ import annotations

import numpy as np

from assistant.baby import BabyAge, read_baby_age
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.triage import (
    CALM_BANKS,
    Finding,
    Triage,
    read_alert_features,
    score_passages,
    split_passages,
    triage_conversation,
)
from ingest.bank import Bank


def describe_triage(conversation: Conversation, engine: Engine, *, explain: bool) -> list[str]:
    """The alert that the last message raises, or that an earlier one left standing, and on demand why, or why none."""
    age = read_baby_age(conversation.messages, conversation.baby)
    triage = triage_conversation(conversation.messages, age, engine)
    lines = [_describe(triage)]
    finding = triage.finding or triage.carried
    if explain and finding:
        lines += [f"because of {finding.why}", f"in: {finding.passage}"]
    if explain:
        lines += [_describe_age(age), *_describe_likeness(conversation.messages[-1], engine)]
    return lines


def _describe(triage: Triage) -> str:
    if triage.finding:
        return _name(triage.finding)
    return f"still standing: {_name(triage.carried)}" if triage.carried else "no alert"


def _name(finding: Finding) -> str:
    return f"{finding.level}: {finding.situation.title} ({finding.situation.id})"


def _describe_age(age: BabyAge) -> str:
    if age.weeks is None:
        return "age: not told"
    return f"age: {age.weeks:.1f} weeks, {age.corrected_weeks:.1f} corrected"


def _describe_likeness(message: str, engine: Engine) -> list[str]:
    """The highest likeness score of the message's passages, and the nearest messages that must and must not alarm."""
    index, limits = engine.index, engine.limits.triage
    if index.classifiers.alert is None:
        return []
    passages = split_passages(message)
    vectors = index.encoder.embed(passages).vectors
    scores = score_passages(read_alert_features(passages, vectors, index, limits.nearest), limits)
    highest = int(np.argmax(scores))
    return [
        f"likeness: {scores[highest]:.2f}, an alert starts at {limits.alert:.2f}",
        f"nearest red flag: {_nearest(vectors[highest], [index.banks['red_flags']])}",
        f"nearest calm message: {_nearest(vectors[highest], [index.banks[name] for name in CALM_BANKS])}",
    ]


def _nearest(vector: np.ndarray, banks: list[Bank]) -> str:
    """The nearest text of the banks to a unit vector, and its cosine."""
    near, text = max(
        (float(likeness.max()), bank.texts[int(likeness.argmax())])
        for bank in banks
        if len(bank.texts)
        for likeness in [bank.vectors @ vector]
    )
    return f'"{text}" ({near:.2f})'
