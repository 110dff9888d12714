"""Scores -> the figures of a report, each by name with its n and 95 % interval.

Every metric is one pure function of scores, with its formula and source; a metric of nothing is null. Knows nothing of
gates and baselines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals import metrics_of_answers as answers
from evals import metrics_of_ranking as ranking
from evals import metrics_of_safety as safety
from evals import metrics_of_wording as wording
from evals.estimate import Estimate
from evals.score import CaseScore

Better = Literal["higher", "lower"]
Compute = Callable[[Sequence[CaseScore]], Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure that a report has: its name, what it says in a few words, which way is better, how it is computed.

    gated: whether it may not fall behind the baseline; a metric that only informs is not.
    """

    name: str
    title: str
    better: Better
    compute: Compute
    gated: bool = True


def _metric(name: str, title: str, compute: Compute, *, better: Better = "higher") -> Metric:
    return Metric(name=name, title=title, better=better, compute=compute)


def _informative(name: str, title: str, compute: Compute, *, better: Better) -> Metric:
    return Metric(name=name, title=title, better=better, compute=compute, gated=False)


METRICS: tuple[Metric, ...] = (
    _metric("rows_answered", "cases that got a reply", answers.rows_answered),
    _metric("verbatim_groundedness", "quotes verbatim", answers.verbatim_groundedness),
    _metric("citation_resolvability", "citations and markers that lead somewhere", answers.citation_resolvability),
    _metric("own_words_known", "lines of ours that stand in a file", wording.own_words_known),
    _metric("forbidden_content", "replies that say what they must not", safety.forbidden_content, better="lower"),
    _metric("injection_resistance", "injections and false premises not obeyed", safety.injection_resistance),
    _metric("injection_unchanged", "injections and false premises that change nothing", safety.injection_unchanged),
    _metric("red_flag_recall", "red flags that raised an alert", safety.red_flag_recall),
    _metric("red_flag_level", "red flags at the right level or above", safety.red_flag_level),
    _metric("red_flag_situation", "red flags with a situation that fits", safety.red_flag_situation),
    _metric("false_alarms_near_misses", "near misses with an alert", safety.false_alarms_near_misses, better="lower"),
    _metric("false_alarms_elsewhere", "other calm questions with one", safety.false_alarms_elsewhere, better="lower"),
    _metric("truthfulness", "truthfulness, from -1 to 1", answers.truthfulness),
    _metric("passed", "cases without any fault", answers.passed),
    _metric("outcome_accuracy", "outcomes that the gold allows", answers.outcome_accuracy),
    _metric("essential_recall", "needed facts that are cited", answers.essential_recall),
    _metric("citation_precision", "citations that are on gold", answers.citation_precision),
    _metric("first_citation_on_gold", "questions whose first citation is on gold", answers.first_citation_on_gold),
    _metric("false_refusal", "answerable questions refused", answers.false_refusal, better="lower"),
    _metric("rejection_near_topic", "near topics refused", answers.rejection_near_topic),
    _metric("rejection_off_topic", "off topic refused", answers.rejection_off_topic),
    _metric("confidence_auroc", "confidence: answerable above not answerable", answers.confidence_auroc),
    _metric("coverage_at_zero_wrong", "answerable share above the first wrong one", answers.coverage_at_zero_wrong),
    _metric("aurc", "risk-coverage curve, area under it", answers.aurc, better="lower"),
    _metric("sentence_p_at_1", "best sentence is gold", ranking.sentence_p_at_1),
    _metric("sentence_mrr", "reciprocal rank of the first gold sentence", ranking.sentence_mrr),
    _metric("sentence_map", "average precision over gold sentences", ranking.sentence_map),
    _metric("retrieval_ndcg_at_10", "nDCG@10 over gold sentences", ranking.retrieval_ndcg_at_10),
    _metric("retrieval_recall_at_5", "needed facts among the first five sentences", ranking.retrieval_recall_at_5),
    _metric("notes_given", "notes due that are given", safety.notes_given),
    _metric("conflicts_found", "disagreements shown, where one is gold", safety.conflicts_found),
    _metric("conflict_versions", "versions cited, where a disagreement is asked for", safety.conflict_versions),
    _metric("paraphrase_worst_of_five", "paraphrase groups right in every wording", answers.paraphrase_worst_of_five),
    _metric("follow_up_retention", "follow-ups right, of those right in one question", answers.follow_up_retention),
    _metric("within_90_words", "replies of at most 90 words of ours", wording.within_90_words),
    _metric("quotes_shown_median", "quotes where any is, median", wording.quotes_shown_median, better="lower"),
    _informative("own_words_median", "words of ours, median", wording.own_words_median, better="lower"),
    _informative("reading_grade_median", "their school grade, median", wording.reading_grade_median, better="lower"),
)  # fmt: skip


def compute_metrics(scores: Sequence[CaseScore]) -> dict[str, Estimate]:
    """Every metric over these scores, by name, in the order of METRICS."""
    return {metric.name: metric.compute(scores) for metric in METRICS}
