"""SQuAD 2.0 and an engine -> how often the answer's sentence comes first, and whether a missing answer is noticed.

Sentence P@1 over all sentences of the set and within the question's paragraph. Whether an answer is there is judged
open, in two ways: questions with against questions without an answer, which SQuAD's authors wrote to mislead; and
questions that have one, with their paragraph among the sentences against without it. The engine's own weights were
learned on such questions; here they are fitted again for each fold of articles, on the other articles alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.general import Signs, score_signs
from assistant.limits import GeneralLimits
from assistant.sureness import judge_signs
from evals.bare_index import Rankers, embed_passages
from evals.datasets import Squad, SquadQuestion
from evals.estimate import NOTHING, Estimate, estimate_auroc, estimate_mean
from evals.fit_general import fit_judgement, fit_ranking, fit_sureness
from evals.squad_library import Library, Seen, build_library, find_gold, see_question

FOLDS = 5
FOLDED = "Heads Up, fitted by article folds"
FOLDED_MISLEADING = "the same, judged by a fit on misleading questions"
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadRow:
    """One ranker's figures: p_at_1 within the paragraph and over all sentences, and two AUROCs.

    abstention_auroc: questions with an answer against those without; auroc_paragraph_removed: questions with an answer
    against the same without their paragraph, so that its interval, made for unpaired ones, is wide rather than narrow.
    A plain ranker judges by its best score.
    """

    ranker: str
    p_at_1_paragraph: Estimate
    p_at_1_open: Estimate
    abstention_auroc: Estimate
    auroc_paragraph_removed: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What a ranker made of one question: hits within the paragraph and open, and how sure it is of an answer.

    removed: how sure without the question's paragraph; None where it has no answer, or where nothing would be left.
    """

    answerable: bool
    within: bool
    everywhere: bool
    sure: float
    removed: float | None


def evaluate_squad(
    squad: Squad, rankers: Rankers, threads: int, sample: int | None = None, on_step: Callable[[], None] = lambda: None
) -> tuple[SquadRow, ...]:
    """Rank the sentences for each question, or for a sample spread over the set. on_step: a sentence or a question.

    Raises DatasetError where the paragraphs hold no sentence.
    """
    library = build_library(squad, rankers.engine.index, threads, on_step)
    vectors = library.index.vectors
    plain = vectors if rankers.same_encoder else embed_passages(library.passages, rankers.plain, threads)[0]
    by_words, by_vector, seen = [], [], []
    for question in choose_questions(squad, sample):
        by_words.append(_ask(question, library, _score_words(question.text, library)))
        by_vector.append(_ask(question, library, plain @ rankers.plain.embed([question.text]).vectors[0]))
        seen.append(see_question(question, library))
        on_step()
    folded, misleading = _ask_folded(seen)
    return (
        _measure(rankers.names[0], by_words),
        _measure(rankers.names[1], by_vector),
        _measure(FOLDED, folded),
        replace(
            _measure(FOLDED_MISLEADING, misleading),
            p_at_1_paragraph=NOTHING,
            p_at_1_open=NOTHING,
            auroc_paragraph_removed=NOTHING,
        ),
    )


def choose_questions(squad: Squad, sample: int | None) -> tuple[SquadQuestion, ...]:
    """At most so many of the questions, evenly spread over the set; all for no number."""
    total = len(squad.questions)
    count = min(sample or total, total)
    return tuple(squad.questions[place * total // count] for place in range(count))


def _score_words(question: str, library: Library) -> Scores:
    scores = np.zeros(len(library.passages), dtype=np.float32)
    for position, score in library.index.lexical.search(question, len(library.passages)):
        scores[position] = score
    return scores


def _ask(question: SquadQuestion, library: Library, scores: Scores) -> _Outcome:
    """Judge a plain ranker by its scores, one for each sentence."""
    own = library.paragraphs == question.paragraph
    gold = find_gold(question, library)
    answerable = bool(question.answer_starts)
    return _Outcome(
        answerable=answerable,
        within=int(np.argmax(np.where(own, scores, -np.inf))) in gold,
        everywhere=int(np.argmax(scores)) in gold,
        sure=float(scores.max()),
        removed=float(scores[~own].max()) if answerable and not own.all() else None,
    )


def _ask_folded(seen: Sequence[Seen]) -> tuple[list[_Outcome], list[_Outcome]]:
    """Each article's questions by weights that were fitted on the other articles; none where these cannot be fitted.

    The second judges by a fit on questions that were written to mislead instead of removed paragraphs.
    """
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415  (a second to import, for this alone)

    articles = [one.article for one in seen]
    folds = min(FOLDS, len(set(articles)))
    removed: list[_Outcome] = []
    misleading: list[_Outcome] = []
    for fitted, held_out in GroupKFold(n_splits=folds).split(articles, groups=articles) if folds > 1 else ():
        known, asked = [seen[place] for place in fitted], [seen[place] for place in held_out]
        ranking = fit_ranking(known)
        if any(one.removed for one in known):
            limits = fit_judgement(known, ranking)
            removed += [_judge(one, limits) for one in asked]
        answerable = np.array([one.answerable for one in known])
        if 0 < answerable.sum() < len(known):
            limits = fit_sureness([one.signs for one in known], answerable, ranking)
            misleading += [_judge(one, limits) for one in asked]
    return removed, misleading


def _judge(seen: Seen, limits: GeneralLimits) -> _Outcome:
    scores = score_signs(seen.signs, limits.ranking)
    within = np.where(seen.own, scores, -np.inf)
    return _Outcome(
        answerable=seen.answerable,
        within=bool(seen.gold[np.argmax(within)]),
        everywhere=bool(seen.gold[np.argmax(scores)]),
        sure=judge_signs(seen.signs, scores, limits),
        removed=_sure_of(seen.removed, limits) if seen.removed else None,
    )


def _sure_of(signs: Signs, limits: GeneralLimits) -> float:
    return judge_signs(signs, score_signs(signs, limits.ranking), limits)


def _measure(ranker: str, outcomes: Sequence[_Outcome]) -> SquadRow:
    answerable = [one for one in outcomes if one.answerable]
    pairs = [(one.sure, one.removed) for one in answerable if one.removed is not None]
    return SquadRow(
        ranker=ranker,
        p_at_1_paragraph=estimate_mean(one.within for one in answerable),
        p_at_1_open=estimate_mean(one.everywhere for one in answerable),
        abstention_auroc=estimate_auroc(
            [one.sure for one in answerable], [one.sure for one in outcomes if not one.answerable]
        ),
        auroc_paragraph_removed=estimate_auroc([whole for whole, _ in pairs], [removed for _, removed in pairs]),
    )
