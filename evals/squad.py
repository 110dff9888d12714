"""SQuAD 2.0 and an engine -> how often the answer's sentence comes first, and whether a missing answer is noticed.

Sentence P@1 over all sentences of the set and within the question's paragraph; AUROC of a ranker's best score, open,
for questions with against questions without an answer. What is fitted, a logistic regression over the signals, is
fitted on other articles than it is judged on. Nothing fitted here is used by the product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieve import find_passages
from evals.bare_index import Floats, Passage, Rankers, embed_passages, index_passages
from evals.datasets import Squad, SquadQuestion
from evals.estimate import Estimate, estimate_auroc, estimate_mean
from ingest.document import Document, FrontMatter
from ingest.index import Index
from ingest.sentence import split_sentences

FOLDS = 5
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadRow:
    """One ranker's figures; p_at_1 within the paragraph and over all sentences, AUROC of answerable against not."""

    ranker: str
    p_at_1_paragraph: Estimate
    p_at_1_open: Estimate
    abstention_auroc: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    """All sentences of the set: their index, the plain encoder's vectors, and each one's paragraph and span in it."""

    index: Index
    plain: Floats
    paragraphs: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question's outcome with each ranker: hits within the paragraph and open, the best scores; its article."""

    article: str
    answerable: bool
    hits: dict[str, tuple[bool, bool]]
    best: dict[str, float]
    signals: tuple[float, ...]


def evaluate_squad(
    squad: Squad, rankers: Rankers, threads: int, sample: int | None = None, on_step: Callable[[], None] = lambda: None
) -> tuple[SquadRow, ...]:
    """Rank the sentences for each question, or for a sample spread over the set. on_step: a sentence or a question."""
    library = _build_library(squad, rankers, threads, on_step)
    step = max(1, len(squad.questions) // sample) if sample else 1
    asked = []
    for question in squad.questions[::step]:
        asked.append(_ask(question, squad, library, rankers))
        on_step()
    rows = [_measure(name, asked) for name in asked[0].best]
    return (*rows, _measure_folded(asked))


def count_sentences(squad: Squad) -> int:
    """How many sentences the set has."""
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
    vectors, tokens = embed_passages(passages, rankers.engine.index.encoder, threads, on_step)
    index = index_passages(passages, vectors, tokens, rankers.engine.index)
    plain = vectors if rankers.same_encoder else embed_passages(passages, rankers.plain, threads)[0]
    return _Library(index=index, plain=plain, paragraphs=np.array(paragraphs), spans=tuple(spans))


def _split(text: str) -> list[tuple[int, int]]:
    """The spans of a paragraph's sentences, as the product splits documents."""
    document = Document(
        id="paragraph", text=text, body_start=0, media="txt", path="", sha256="", front_matter=FrontMatter(title="")
    )
    return [(sentence.start, sentence.end) for sentence in split_sentences(document)]


def _ask(question: SquadQuestion, squad: Squad, library: _Library, rankers: Rankers) -> _Asked:
    own = library.paragraphs == question.paragraph
    gold = {int(position) for position in np.flatnonzero(own) if _holds_answer(library.spans[position], question)}
    found = find_passages(question.text, library.index, rankers.engine.limits.passages)
    lexical = _score_words(question.text, library)
    plain = library.plain @ rankers.plain.embed([question.text]).vectors[0]
    scores = dict(zip(rankers.names, (lexical, plain, found.score), strict=True))
    second, first = np.sort(found.dense)[-2:]
    return _Asked(
        article=squad.paragraphs[question.paragraph].article,
        answerable=bool(question.answer_starts),
        hits={name: (_first(np.where(own, one, -np.inf)) in gold, _first(one) in gold) for name, one in scores.items()},
        best={name: float(one.max()) for name, one in scores.items()},
        signals=(float(lexical.max()), float(first), float(found.late.max()), float(first - second)),
    )


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
    return SquadRow(
        ranker=ranker,
        p_at_1_paragraph=estimate_mean(within for within, _ in hits),
        p_at_1_open=estimate_mean(everywhere for _, everywhere in hits),
        abstention_auroc=estimate_auroc(
            [one.best[ranker] for one in asked if one.answerable],
            [one.best[ranker] for one in asked if not one.answerable],
        ),
    )


def _measure_folded(asked: Sequence[_Asked]) -> SquadRow:
    """A logistic regression over the signals, each article judged by a fit that has not seen it."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second, for this row only)
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    features = np.array([one.signals for one in asked])
    answerable = np.array([one.answerable for one in asked])
    articles = [one.article for one in asked]
    judged = np.zeros(len(asked))
    folds = min(FOLDS, len(set(articles)))
    for fitted, held_out in GroupKFold(n_splits=folds).split(features, answerable, articles):
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[fitted], answerable[fitted])
        judged[held_out] = model.predict_proba(features[held_out])[:, 1]
    nothing = estimate_mean([])
    return SquadRow(
        ranker="signals, fitted by article folds",
        p_at_1_paragraph=nothing,
        p_at_1_open=nothing,
        abstention_auroc=estimate_auroc(list(judged[answerable]), list(judged[~answerable])),
    )
