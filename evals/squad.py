"""SQuAD 2.0 and an engine -> how often the answer's sentence comes first, and whether a missing answer is noticed.

Sentence P@1 over all sentences of the set and within the question's paragraph. Whether an answer is there is judged by
a ranker's best score, open, in two ways: questions with against questions without an answer, which SQuAD's authors
wrote to mislead; and questions that have one, with their paragraph among the sentences against without it. What is
fitted, a logistic regression over the signals, is fitted on other articles than it is judged on; the product uses none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieve import Passages, find_passages
from evals.bare_index import Floats, Passage, Rankers, embed_passages, index_passages
from evals.datasets import Squad, SquadQuestion
from evals.errors import DatasetError
from evals.estimate import NOTHING, Estimate, estimate_auroc, estimate_mean
from ingest.document import Document, FrontMatter
from ingest.index import Index
from ingest.lexical import split_words
from ingest.sentence import split_sentences

FOLDS = 5
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadRow:
    """One ranker's figures: p_at_1 within the paragraph and over all sentences, and two AUROCs of its best score.

    abstention_auroc: questions with an answer against those without; auroc_paragraph_removed: questions with an answer
    against the same without their paragraph, so that its interval, made for unpaired ones, is wide rather than narrow.
    """

    ranker: str
    p_at_1_paragraph: Estimate
    p_at_1_open: Estimate
    abstention_auroc: Estimate
    auroc_paragraph_removed: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    """All sentences of the set: their index, the plain encoder's vectors, and each one's paragraph and span in it."""

    index: Index
    plain: Floats
    paragraphs: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What tells whether an answer is among some sentences: each ranker's best score, and the signals."""

    best: dict[str, float]
    signals: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question's outcome: its article, hits within the paragraph and open by ranker, and what was seen.

    removed: what is seen without the question's paragraph; None where it has no answer, or where nothing would be left.
    """

    article: str
    answerable: bool
    hits: dict[str, tuple[bool, bool]]
    seen: _Seen
    removed: _Seen | None


def evaluate_squad(
    squad: Squad, rankers: Rankers, threads: int, sample: int | None = None, on_step: Callable[[], None] = lambda: None
) -> tuple[SquadRow, ...]:
    """Rank the sentences for each question, or for a sample spread over the set. on_step: a sentence or a question.

    Raises DatasetError where the paragraphs hold no sentence.
    """
    library = _build_library(squad, rankers, threads, on_step)
    asked = []
    for question in choose_questions(squad, sample):
        asked.append(_ask(question, squad, library, rankers))
        on_step()
    return (*(_measure(name, asked) for name in rankers.names), _measure_folded(asked))


def choose_questions(squad: Squad, sample: int | None) -> tuple[SquadQuestion, ...]:
    """At most so many of the questions, evenly spread over the set; all for no number."""
    total = len(squad.questions)
    count = min(sample or total, total)
    return tuple(squad.questions[place * total // count] for place in range(count))


def count_sentences(squad: Squad) -> int:
    """How many sentences with a word in them the set has."""
    return sum(len(_split(paragraph.text)) for paragraph in squad.paragraphs)


def _build_library(squad: Squad, rankers: Rankers, threads: int, on_step: Callable[[], None]) -> _Library:
    passages: list[Passage] = []
    paragraphs: list[int] = []
    spans: list[tuple[int, int]] = []
    for number, paragraph in enumerate(squad.paragraphs):
        for start, end in _split(paragraph.text):
            passages.append(Passage(id=f"{number}-{start}", section=str(number), text=paragraph.text[start:end]))
            paragraphs.append(number)
            spans.append((start, end))
    if not passages:
        raise DatasetError("The paragraphs hold no sentence, only headings; there is nothing to rank.")
    vectors, tokens = embed_passages(passages, rankers.engine.index.encoder, threads, on_step)
    index = index_passages(passages, vectors, tokens, rankers.engine.index)
    plain = vectors if rankers.same_encoder else embed_passages(passages, rankers.plain, threads)[0]
    return _Library(index=index, plain=plain, paragraphs=np.array(paragraphs), spans=tuple(spans))


def _split(text: str) -> list[tuple[int, int]]:
    """The spans of a paragraph's sentences that have a word, as the product splits documents."""
    document = Document(
        id="paragraph", text=text, body_start=0, media="txt", path="", sha256="", front_matter=FrontMatter(title="")
    )
    return [(one.start, one.end) for one in split_sentences(document) if split_words(one.text)]


def _ask(question: SquadQuestion, squad: Squad, library: _Library, rankers: Rankers) -> _Asked:
    own = library.paragraphs == question.paragraph
    gold = {int(position) for position in np.flatnonzero(own) if _holds_answer(library.spans[position], question)}
    found = find_passages(question.text, library.index, rankers.engine.limits.passages)
    plain = library.plain @ rankers.plain.embed([question.text]).vectors[0]
    scores = dict(zip(rankers.names, (_score_words(question.text, library), plain, found.score), strict=True))
    answerable = bool(question.answer_starts)
    return _Asked(
        article=squad.paragraphs[question.paragraph].article,
        answerable=answerable,
        hits={name: (_first(np.where(own, one, -np.inf)) in gold, _first(one) in gold) for name, one in scores.items()},
        seen=_see(scores, found, np.ones_like(own)),
        removed=_see(scores, found, ~own) if answerable and not own.all() else None,
    )


def _see(scores: dict[str, Scores], found: Passages, kept: NDArray[np.bool_]) -> _Seen:
    """What the scores say of the sentences that are kept; with one sentence, its lead on the second is 0."""
    best = {name: float(one[kept].max()) for name, one in scores.items()}
    dense = np.sort(found.dense[kept])
    lead = float(dense[-1] - dense[-2]) if len(dense) > 1 else 0.0
    return _Seen(best=best, signals=(next(iter(best.values())), float(dense[-1]), float(found.late[kept].max()), lead))


def _holds_answer(span: tuple[int, int], question: SquadQuestion) -> bool:
    return any(span[0] <= answer < span[1] for answer in question.answer_starts)


def _score_words(question: str, library: _Library) -> Scores:
    scores = np.zeros(len(library.spans), dtype=np.float32)
    for position, score in library.index.lexical.search(question, len(library.spans)):
        scores[position] = score
    return scores


def _first(scores: Scores) -> int:
    return int(np.argmax(scores))


def _measure(ranker: str, asked: Sequence[_Asked]) -> SquadRow:
    hits = [one.hits[ranker] for one in asked if one.answerable]
    pairs = [(one.seen.best[ranker], one.removed.best[ranker]) for one in asked if one.removed]
    return SquadRow(
        ranker=ranker,
        p_at_1_paragraph=estimate_mean(within for within, _ in hits),
        p_at_1_open=estimate_mean(everywhere for _, everywhere in hits),
        abstention_auroc=estimate_auroc(
            [one.seen.best[ranker] for one in asked if one.answerable],
            [one.seen.best[ranker] for one in asked if not one.answerable],
        ),
        auroc_paragraph_removed=estimate_auroc([whole for whole, _ in pairs], [removed for _, removed in pairs]),
    )


def _measure_folded(asked: Sequence[_Asked]) -> SquadRow:
    """The signals weighed together, each article judged by a fit that has not seen it."""
    with_paragraph = [(one.article, one.seen.signals, True) for one in asked if one.removed]
    without = [(one.article, one.removed.signals, False) for one in asked if one.removed]
    return SquadRow(
        ranker="signals, fitted by article folds",
        p_at_1_paragraph=NOTHING,
        p_at_1_open=NOTHING,
        abstention_auroc=_judge_folded([(one.article, one.seen.signals, one.answerable) for one in asked]),
        auroc_paragraph_removed=_judge_folded([*with_paragraph, *without]),
    )


def _judge_folded(rows: Sequence[tuple[str, tuple[float, ...], bool]]) -> Estimate:
    """AUROC of a logistic regression over (article, signals, label); null where the articles are too few to fit it."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second, for this row only)
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    articles = [article for article, _, _ in rows]
    folds = min(FOLDS, len(set(articles)))
    if folds < 2:
        return NOTHING
    features, labels = np.array([signals for _, signals, _ in rows]), np.array([label for _, _, label in rows])
    judged = np.zeros(len(rows))
    for fitted, held_out in GroupKFold(n_splits=folds).split(features, labels, articles):
        if len(set(labels[fitted])) < 2:
            return NOTHING
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[fitted], labels[fitted])
        judged[held_out] = model.predict_proba(features[held_out])[:, 1]
    return estimate_auroc(list(judged[labels]), list(judged[~labels]))
