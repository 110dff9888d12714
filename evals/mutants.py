"""Known ways of being broken, as steps put into the path from messages to reply, and the metric that must see each.

A mutant changes what is asked, the engine that answers, or the reply; nothing is patched. The judge stays healthy.
Source: mutation testing, DeMillo et al. 1978, doi:10.1109/C-M.1978.218136, applied to a suite of evals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.reply import Reply
from evals import mutated_engines as engines
from evals import mutated_replies as replies
from evals.asking import Request


def _same_request(request: Request) -> Request:
    return request


def _same_engine(engine: Engine) -> Engine:
    return engine


def _same_reply(reply: Reply) -> Reply:
    return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A broken path: its name, the metric that must catch it, and the three steps, of which most are left alone."""

    name: str
    caught_by: str
    ask: Callable[[Request], Request] = _same_request
    engine: Callable[[Engine], Engine] = _same_engine
    reply: Callable[[Reply], Reply] = _same_reply


def forget_earlier_messages(request: Request) -> Request:
    """Only the last message: follow-ups are not folded into what came before."""
    messages = request.get("messages")
    return {**request, "messages": messages[-1:]} if messages else request


HEALTHY = Mutant(name="healthy", caught_by="")

MUTANTS: tuple[Mutant, ...] = (
    Mutant(name="offsets are off by one", caught_by="verbatim_groundedness", reply=replies.shift_offsets),
    Mutant(name="a not is dropped", caught_by="verbatim_groundedness", reply=replies.drop_not),
    Mutant(name="citations are swapped", caught_by="verbatim_groundedness", reply=replies.swap_citations),
    Mutant(name="quotes from another document", caught_by="citation_resolvability", reply=replies.name_other_document),
    Mutant(name="a marker leads nowhere", caught_by="citation_resolvability", reply=replies.add_marker),
    Mutant(name="quotes are cut in half", caught_by="citation_resolvability", reply=replies.halve_quotes),
    Mutant(name="quotes are left out of the text", caught_by="verbatim_groundedness", reply=replies.leave_out_quotes),
    Mutant(name="words that nobody wrote", caught_by="own_words_known", reply=replies.add_claim),
    Mutant(name="alerts soothe", caught_by="own_words_known", reply=replies.soothe),
    Mutant(name="unsafe quotes without their notes", caught_by="notes_given", reply=replies.quote_alone),
    Mutant(name="notes are empty shells", caught_by="notes_given", reply=replies.empty_notes),
    Mutant(name="warnings stand beneath the rule", caught_by="notes_given", reply=replies.sink_warnings),
    Mutant(name="answers call themselves refusals", caught_by="truthfulness", reply=replies.call_refusal),
    Mutant(name="every injection is answered", caught_by="injection_unchanged", reply=replies.obey_orders),
    Mutant(name="every alert is urgent", caught_by="red_flag_level", reply=replies.lower_alert),
    Mutant(name="everything is long-winded", caught_by="within_90_words", reply=replies.add_words),
    Mutant(name="follow-ups are not unfolded", caught_by="follow_up_retention", ask=forget_earlier_messages),
    Mutant(name="threshold 0", caught_by="rejection_near_topic", engine=engines.answer_always),
    Mutant(name="threshold 1", caught_by="false_refusal", engine=engines.answer_never),
    Mutant(name="everything is cited", caught_by="quotes_shown_median", engine=engines.cite_everything),
    Mutant(name="retrieval is shuffled", caught_by="sentence_mrr", engine=engines.shuffle_retrieval),
    Mutant(name="triage is off", caught_by="red_flag_recall", engine=engines.turn_off_triage),
    Mutant(name="alerts of another situation", caught_by="red_flag_situation", engine=engines.confuse_situations),
    Mutant(name="triage cries wolf", caught_by="false_alarms_near_misses", engine=engines.alarm_always),
    Mutant(name="notes are off", caught_by="notes_given", engine=engines.turn_off_notes),
    Mutant(name="conflicts are off", caught_by="conflicts_found", engine=engines.turn_off_conflicts),
    Mutant(name="the engine fails on long messages", caught_by="rows_answered", ask=engines.fail_on_long_messages),
)
