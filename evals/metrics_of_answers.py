"""Scores -> how true, grounded and well cited the answers are, and whether the right questions get one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from evals.case import Kind
from evals.estimate import Estimate, estimate_auroc, estimate_mean, estimate_signed, estimate_tally
from evals.score import CaseScore
from evals.tally import add_up

PARAPHRASES = 5


def rows_answered(scores: Sequence[CaseScore]) -> Estimate:
    """Replies / cases: 1.0 unless the engine failed on a case, which stays a row and is wrong in every other metric."""
    return estimate_mean(score.outcome is not None for score in scores)


def verbatim_groundedness(scores: Sequence[CaseScore]) -> Estimate:
    """Verbatim quotes / quotes, over citations and the quotes in the text; n counts quotes.

    Source: Rashkin et al. 2023, arXiv:2112.12870; see `grounding.check_quotes`.
    """
    return estimate_tally(add_up(score.grounds.quotes for score in scores))


def citation_resolvability(scores: Sequence[CaseScore]) -> Estimate:
    """Citations, markers and numbers that lead somewhere / all of them; n counts them.

    Source: Gao et al. 2023, ALCE, arXiv:2305.14627; see `grounding.check_places`.
    """
    return estimate_tally(add_up(score.grounds.places for score in scores))


def truthfulness(scores: Sequence[CaseScore]) -> Estimate:
    """The mean of +1, 0 and -1 over the cases that either must or must not be answered.

    Source: CRAG, Yang et al. 2024, arXiv:2406.04744; see `score.judge_truth`.
    """
    return estimate_signed(score.truth for score in scores if score.truth is not None)


def passed(scores: Sequence[CaseScore]) -> Estimate:
    """Cases with no fault at all / cases: the share that `--against` compares case by case."""
    return estimate_mean(score.passed for score in scores)


def outcome_accuracy(scores: Sequence[CaseScore]) -> Estimate:
    """Cases that are right / cases: the truth where it is judged, else an allowed outcome with nothing forbidden."""
    return estimate_mean(score.right for score in scores)


def essential_recall(scores: Sequence[CaseScore]) -> Estimate:
    """The mean over questions that need facts of cited facts / needed facts; a refused question cites none.

    Where the guidance's words are unsafe, its notes are needed and not its facts.

    Source: citation recall of ALCE, Gao et al. 2023, arXiv:2305.14627; see `citing.count_facts`.
    """
    tallies = [score.evidence.facts for score in scores]
    return estimate_mean(tally.hits / tally.of for tally in tallies if tally.of)


def citation_precision(scores: Sequence[CaseScore]) -> Estimate:
    """The mean over replies with citations, where facts are needed, of citations on gold / citations.

    Source: citation precision of ALCE, Gao et al. 2023, arXiv:2305.14627; see `citing.count_on_gold`.
    """
    tallies = [score.evidence.on_gold for score in scores]
    return estimate_mean(tally.hits / tally.of for tally in tallies if tally.of)


def first_citation_on_gold(scores: Sequence[CaseScore]) -> Estimate:
    """Questions whose first citation is on gold / questions that need facts: P@1 of what is shown; a refusal misses."""
    return estimate_mean(bool(score.evidence.first_on_gold) for score in scores if score.evidence.facts.of)


def false_refusal(scores: Sequence[CaseScore]) -> Estimate:
    """Questions refused or not replied to / questions that have an answer.

    Source: Rajpurkar et al. 2018, SQuAD 2.0, arXiv:1806.03822, whose HasAns questions these are.
    """
    return estimate_mean(score.outcome in ("not_covered", None) for score in scores if score.answerable)


def rejection_near_topic(scores: Sequence[CaseScore]) -> Estimate:
    """Near topics that got an outcome the gold allows / near topics. Source: NoAns of SQuAD 2.0, arXiv:1806.03822."""
    return _share_right(scores, "near_topic")


def rejection_off_topic(scores: Sequence[CaseScore]) -> Estimate:
    """Off-topic questions that got an outcome the gold allows / off-topic questions. Source: as for near topics."""
    return _share_right(scores, "off_topic")


def confidence_auroc(scores: Sequence[CaseScore]) -> Estimate:
    """The chance that an answerable question has more confidence than one that is not, ties half; a failure has none.

    Source: Hanley and McNeil 1982; see `estimate.estimate_auroc`.
    """
    positive = [score.confidence or 0.0 for score in scores if score.answerable]
    return estimate_auroc(positive, [score.confidence or 0.0 for score in scores if score.answerable is False])


def coverage_at_zero_wrong(scores: Sequence[CaseScore]) -> Estimate:
    """Answerable questions with more confidence than any wrong one / answerable questions.

    Wrong is a question without an answer, or one answered wrongly: what could be answered without a single mistake.
    Source: selective prediction's risk-coverage curve at risk 0, El-Yaniv and Wiener 2010, JMLR 11.
    """
    answerable = [score for score in scores if score.answerable]
    wrong = [score.confidence or 0.0 for score in scores if _is_wrong(score)]
    bar = max(wrong, default=-1.0)
    return estimate_mean((score.confidence or 0.0) > bar for score in answerable)


def aurc(scores: Sequence[CaseScore]) -> Estimate:
    """The area under the risk-coverage curve: (1/n) Σ over k of wrong ones among the k surest / k; lower is better.

    Over all questions that either have an answer or have none; wrong as for `coverage_at_zero_wrong`, and first among
    those of the same confidence, so that a confidence that tells nothing apart earns nothing. The interval is of n
    independent values, which these are not, and only rough.
    Source: Geifman and El-Yaniv 2017, arXiv:1705.08500, section 2, its risk-coverage trade-off.
    """
    judged = [score for score in scores if score.answerable is not None]
    ranked = sorted(judged, key=lambda score: (-(score.confidence or 0.0), not _is_wrong(score)))
    wrong = accumulate(_is_wrong(score) for score in ranked)
    return estimate_mean(found / count for count, found in enumerate(wrong, start=1))


def paraphrase_worst_of_five(scores: Sequence[CaseScore]) -> Estimate:
    """Paraphrase groups that are right in every wording / groups of answerable questions with at least five; n groups.

    Source: worst-case accuracy over paraphrases, Elazar et al. 2021, doi:10.1162/tacl_a_00410, its consistency.
    """
    groups: dict[str, list[bool]] = {}
    for score in scores:
        if score.kind == "answerable":
            groups.setdefault(score.group, []).append(score.right)
    return estimate_mean(all(rights) for rights in groups.values() if len(rights) >= PARAPHRASES)


def follow_up_retention(scores: Sequence[CaseScore]) -> Estimate:
    """Follow-ups that are right / follow-ups whose need, asked in one question, is answered right.

    What is lost by understanding the conversation, apart from what the engine cannot answer at all.
    Source: Anantha et al. 2021, QReCC, arXiv:2010.04898, which compares a question in context with its rewrite.
    """
    return estimate_mean(score.right for score in scores if score.kind == "follow_up" and score.alone)


def _is_wrong(score: CaseScore) -> bool:
    return score.answerable is False or score.truth == -1


def _share_right(scores: Sequence[CaseScore], kind: Kind) -> Estimate:
    return estimate_mean(score.right for score in scores if score.kind == kind)
