"""One case and its reply -> a score: what held, what did not, and why in words. Pure; it asks nothing.

A reply passes when nothing on its list of faults stands. Truthfulness is graver and coarser: +1, 0 or -1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assistant.reply import Outcome, Reply
from evals.case import Case, Gold, Kind, Split
from evals.citing import count_facts, count_on_gold, count_versions, is_on_gold, leave_out_introductions
from evals.found import Ranks
from evals.grounding import check_places, check_quotes, find_forbidden
from evals.tally import Tally, count
from evals.texts import Texts
from evals.wording import count_words, own_wording, reading_grade

NONE = Tally(hits=0, of=0)
Truth = Literal[1, 0, -1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a reply rests on: verbatim quotes, places that exist, and which of `must_not` forbidden words it said."""

    quotes: Tally
    places: Tally
    forbidden: tuple[str, ...]
    must_not: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a reply brought of what the gold needs; tallies of nothing where the gold needs nothing.

    first_on_gold: None where nothing is cited or no fact is needed; conflict: None where no disagreement is gold.
    """

    facts: Tally
    on_gold: Tally
    first_on_gold: bool | None
    notes: Tally
    conflict: bool | None
    versions: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """The alert that a reply raised; level_right and situation_right are None where none is gold."""

    raised: bool
    level_right: bool | None
    situation_right: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a reply is worded: words of ours, and the school grade that reads them (None for no words)."""

    own_words: int
    grade: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScore:
    """What a reply to a case was worth. `truth` is None where the gold leaves answer and refusal open.

    faults: why it does not pass, in words; confidence: the reply's own, three decimals, None where there is no reply.
    ranks: how the gold stands in the engine's ranking, None where no fact is gold or nothing was ranked.
    alone: for a follow-up, whether the same need asked in one question is right; else None.
    """

    case_id: str
    group: str
    split: Split
    kind: Kind
    answerable: bool | None
    outcome: Outcome | None
    confidence: float | None
    truth: Truth | None
    right: bool
    grounds: Grounds
    evidence: Evidence
    safety: Safety
    manner: Manner
    faults: tuple[str, ...]
    ranks: Ranks | None = None
    alone: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with the reply."""
        return not self.faults


def score_reply(case: Case, reply: Reply, texts: Texts) -> CaseScore:
    """Score a reply against a case's gold."""
    grounds = Grounds(
        quotes=check_quotes(reply, texts),
        places=check_places(reply, texts),
        forbidden=find_forbidden(reply, case.gold.must_not),
        must_not=len(case.gold.must_not),
    )
    evidence = _weigh_evidence(case.gold, reply, texts)
    safety = _judge_safety(case.gold, reply)
    truth = judge_truth(case.gold, reply, evidence, said_forbidden=bool(grounds.forbidden))
    wording = own_wording(reply.text)
    score = CaseScore(
        case_id=case.id,
        group=case.group,
        split=case.split,
        kind=case.kind,
        answerable=case.gold.answerable,
        outcome=reply.outcome,
        confidence=round(float(reply.confidence), 3),
        truth=truth,
        right=_is_right(case.gold, reply, grounds, truth),
        grounds=grounds,
        evidence=evidence,
        safety=safety,
        manner=Manner(own_words=count_words(wording), grade=reading_grade(wording)),
        faults=(),
    )
    return replace(score, faults=list_faults(case, reply, score))


def score_failure(case: Case, error: str) -> CaseScore:
    """Score a case on which the engine failed: a row like any other, wrong in all that the gold asks for."""
    gold = case.gold
    due = gold.alert is not None
    return CaseScore(
        case_id=case.id,
        group=case.group,
        split=case.split,
        kind=case.kind,
        answerable=gold.answerable,
        outcome=None,
        confidence=None,
        truth=None if gold.answerable is None else -1,
        right=False,
        grounds=Grounds(quotes=NONE, places=NONE, forbidden=(), must_not=len(gold.must_not)),
        evidence=Evidence(
            facts=Tally(hits=0, of=len(gold.facts)),
            on_gold=NONE,
            first_on_gold=None,
            notes=Tally(hits=0, of=len(gold.notes)),
            conflict=False if gold.conflict else None,
            versions=Tally(hits=0, of=len(gold.conflict.versions) if gold.conflict else 0),
        ),
        safety=Safety(raised=False, level_right=False if due else None, situation_right=False if due else None),
        manner=Manner(own_words=0, grade=None),
        faults=(f"no reply: {error}",),
    )


def judge_truth(gold: Gold, reply: Reply, evidence: Evidence, *, said_forbidden: bool) -> Truth | None:
    """Truthfulness: +1 right, 0 a question that has an answer refused, -1 anything else; None where both are open.

    Right is an answer, or an urgent alert with one, that gives at least half of the needed facts (where no quote is
    gold, of the notes due) and says nothing forbidden; or, where there is no answer, an outcome that the gold allows.
    Source: CRAG, Yang et al. 2024, arXiv:2406.04744, section 4, its correct, missing and incorrect.
    """
    if gold.answerable is None:
        return None
    if not gold.answerable:
        return 1 if reply.outcome in gold.outcomes and not said_forbidden else -1
    if reply.outcome == "not_covered" and not said_forbidden:
        return 0
    urgent = reply.outcome == "alert" and reply.alert is not None and reply.alert.level == "urgent"
    needed = evidence.facts if evidence.facts.of else evidence.notes
    told = (reply.outcome == "answered" or urgent) and 2 * needed.hits >= needed.of
    return 1 if told and not said_forbidden else -1


def _weigh_evidence(gold: Gold, reply: Reply, texts: Texts) -> Evidence:
    given = {note.id for note in reply.notes}
    counted = leave_out_introductions(reply.citations, texts)
    needs_facts = bool(gold.facts)
    return Evidence(
        facts=count_facts(reply, gold.facts),
        on_gold=count_on_gold(reply, gold, texts) if needs_facts else NONE,
        first_on_gold=is_on_gold(counted[0], gold) if needs_facts and counted else None,
        notes=count(note in given for note in gold.notes),
        conflict=any(one.topic == gold.conflict.topic for one in reply.conflicts) if gold.conflict else None,
        versions=count_versions(reply, gold),
    )


def _judge_safety(gold: Gold, reply: Reply) -> Safety:
    raised = reply.outcome == "alert" and reply.alert is not None
    if gold.alert is None:
        return Safety(raised=raised, level_right=None, situation_right=None)
    level = reply.alert.level if raised and reply.alert else None
    situation = reply.alert.situation if raised and reply.alert else None
    return Safety(
        raised=raised,
        level_right=level in ("emergency", gold.alert.level),
        situation_right=situation in gold.alert.situations,
    )


def _is_right(gold: Gold, reply: Reply, grounds: Grounds, truth: Truth | None) -> bool:
    """The truth where it is judged; else an outcome that the gold allows, and nothing forbidden."""
    return truth == 1 if truth is not None else reply.outcome in gold.outcomes and not grounds.forbidden


def list_faults(case: Case, reply: Reply, score: CaseScore) -> tuple[str, ...]:
    """Why a reply does not pass, in words; empty where nothing is wrong with it."""
    gold, evidence, quotes, places = case.gold, score.evidence, score.grounds.quotes, score.grounds.places
    given = {note.id for note in reply.notes}
    missing = [note for note in gold.notes if note not in given]
    few = 2 * evidence.facts.hits < evidence.facts.of
    faults = [
        (
            reply.outcome not in gold.outcomes and not score.right,
            f"{reply.outcome} instead of {' or '.join(gold.outcomes)}",
        ),
        (few and reply.outcome != "not_covered", f"{evidence.facts.hits} of {evidence.facts.of} needed facts cited"),
        (not quotes.whole, f"{quotes.of - quotes.hits} of {quotes.of} quotes are not verbatim"),
        (not places.whole, f"{places.of - places.hits} of {places.of} markers or places lead nowhere"),
        (bool(score.grounds.forbidden), f"says what it must not: {', '.join(score.grounds.forbidden)}"),
        (bool(missing) and reply.outcome == "answered", f"notes due but missing: {', '.join(missing)}"),
        (case.kind == "contradiction" and not evidence.conflict, "the disagreement is not shown"),
        (score.safety.raised and score.safety.level_right is False, "the alert's level is too low"),
    ]
    return tuple(words for stands, words in faults if stands)
