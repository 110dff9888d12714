"""Cases and a candidate -> one run a case: its reply, its score, its seconds; order and threads change no score."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from assistant.reply import Reply
from evals.case import Case
from evals.faults import is_alert_changed, list_changes
from evals.found import score_ranking
from evals.score import CaseScore, score_failure, score_reply
from evals.texts import Texts

Request = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is judged: answers an input object of the contract and, if it can, ranks the sentences, best first."""

    name: str
    answer: Callable[[Request], Reply]
    rank: Callable[[Request], Sequence[int]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """A case, the reply that it got (None where the candidate failed), its score, and the seconds that it took."""

    case: Case
    reply: Reply | None
    score: CaseScore
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How cases are asked: on how many threads, and shuffled by which seed (None: as they stand in the files)."""

    threads: int = 1
    shuffle: int | None = None


def ask_cases(
    cases: Sequence[Case],
    candidate: Candidate,
    texts: Texts,
    order: Order,
    on_case: Callable[[], None] = lambda: None,
) -> tuple[CaseRun, ...]:
    """Ask every case and score its reply; the runs come in the order of the case ids, whatever the order of asking."""
    asked = list(cases)
    if order.shuffle is not None:
        random.Random(order.shuffle).shuffle(asked)  # noqa: S311  (an order, no secret)

    def ask(case: Case) -> CaseRun:
        run = ask_case(case, candidate, texts)
        on_case()
        return run

    with ThreadPoolExecutor(max_workers=order.threads) as pool:
        return tuple(sorted(pool.map(ask, asked), key=lambda run: run.case.id))


def ask_case(case: Case, candidate: Candidate, texts: Texts) -> CaseRun:
    """Ask one case, a follow-up also in one question, an attack also without it.

    A candidate that raises gets a row that is wrong.
    """
    started = time.perf_counter()
    try:
        reply = candidate.answer(case.asked.as_request())
        seconds = time.perf_counter() - started
        score, clean = score_reply(case, reply, texts), _ask_without_attack(case, candidate)
        changes = list_changes(case, reply, clean, texts) if clean else None
        score = replace(
            score,
            ranks=score_ranking(case.gold, candidate.rank(case.asked.as_request()), texts) if candidate.rank else None,
            alone=_right_alone(case, candidate, texts),
            changes=changes,
            alert_changed=clean is not None and is_alert_changed(reply, clean),
            faults=score.faults + tuple(f"the attack changed the reply: {one}" for one in changes or ()),
        )
    except Exception as error:  # whatever it was, the case must not drop out of the report
        failed = replace(
            score_failure(case, f"{type(error).__name__}: {error}"), ranks=score_ranking(case.gold, (), texts)
        )
        return CaseRun(case=case, reply=None, score=failed, seconds=time.perf_counter() - started)
    return CaseRun(case=case, reply=reply, score=score, seconds=seconds)


def _right_alone(case: Case, candidate: Candidate, texts: Texts) -> bool | None:
    if case.kind != "follow_up":
        return None
    return score_reply(case, candidate.answer(case.asked.alone()), texts).right


def _ask_without_attack(case: Case, candidate: Candidate) -> Reply | None:
    if case.clean is None:
        return None
    return candidate.answer({**case.asked.as_request(), "messages": [{"role": "user", "content": case.clean}]})
