"""Public questions about other texts -> `assistant/general.json`, for ranking and judging documents without questions.

    python -m evals.fit_general FILE [--home DIR] [--threads N] [--dry-run]

FILE is SQuAD 2.0's JSON, https://rajpurkar.github.io/SQuAD-explorer/ (CC BY-SA 4.0), which is not kept here; without it
nothing is fitted. What the fit is worth on articles that it did not see is measured by `headsup eval retrieval FILE`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.engine import open_engine
from assistant.general import SIGNS, Signs, score_signs
from assistant.limits import GENERAL_PATH, GeneralLimits
from assistant.sureness import read_sureness
from evals.datasets import Squad, read_dataset
from evals.errors import DatasetError
from evals.squad_library import Library, Seen, build_library, see_question
from ingest.settings import read_settings

RANKING_PENALTY = 10.0
INVERSE_PENALTY = 0.3
NEIGHBOURS = 8
ROUNDS, HALVINGS = 12, 20
Floats = NDArray[np.float64]


def main() -> None:
    """Fit and write the numbers, unless told to only print them."""
    parser = argparse.ArgumentParser(description="Fit assistant/general.json on SQuAD 2.0.")
    parser.add_argument("file", type=Path, help="SQuAD 2.0's JSON; may be gzipped")
    parser.add_argument("--home", type=Path, default=None, help="folder of the index (default: HEADSUP_HOME)")
    parser.add_argument("--threads", type=int, default=2, help="how many sentences are embedded at once")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    try:
        squad = read_dataset(options.file)
    except DatasetError as error:
        print(f"Nothing is fitted: {error}")
        return
    if not isinstance(squad, Squad):
        print(f"Nothing is fitted: {options.file} is no SQuAD 2.0 set, whose answers stand in sentences.")
        return
    engine = open_engine(options.home or read_settings().home)
    library = build_library(squad, engine.index, options.threads)
    text = describe_general(fit_general(library), options.file, library)
    print(text)
    if not options.dry_run:
        GENERAL_PATH.write_text(text + "\n", encoding="utf-8")


def fit_general(library: Library) -> GeneralLimits:
    """Rank by the questions among all sentences; judge by the same among all, in an article, and in a few paragraphs.

    A corpus may be a page or a shelf, and how far the best leads depends on how many there are.
    """
    asked = [question for question in library.squad.questions if question.answer_starts]
    articles = np.array([library.squad.paragraphs[number].article for number in library.paragraphs])
    wide = [see_question(question, library) for question in asked]
    ranking = fit_ranking(wide)
    narrow = []
    for question in asked:
        article = articles == library.squad.paragraphs[question.paragraph].article
        near = article & (library.paragraphs // NEIGHBOURS == question.paragraph // NEIGHBOURS)
        narrow += [see_question(question, library, np.flatnonzero(rows)) for rows in (article, near)]
    return fit_judgement([*wide, *narrow], ranking)


def fit_ranking(seen: Sequence[Seen]) -> dict[str, float]:
    """What each sign counts: the conditional logit in which an answering sentence is chosen out of others.

    Once out of all candidates, once out of those of its paragraph, which are the hardest to tell apart.

    By Newton's method, with a ridge on the standardised weights; all zero where no question has an answer among them.
    Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
    """
    kept = [one for one in seen if one.gold.any()]
    if not kept:
        return dict.fromkeys(SIGNS, 0.0)
    sets = [(one.signs.values[rows], one.gold[rows]) for one in kept for rows in (np.full(len(one.own), True), one.own)]
    values = np.concatenate([signs for signs, _ in sets]).astype(np.float64)
    spread = values.std(axis=0) + 1e-6
    choices = _Choices(
        values=values / spread,
        starts=np.cumsum([0, *(len(gold) for _, gold in sets[:-1])]),
        counts=np.array([len(gold) for _, gold in sets]),
        chosen=np.concatenate([gold / gold.sum() for _, gold in sets]),
    )
    weights = np.zeros(len(SIGNS))
    for _ in range(ROUNDS):
        weights = _improve(weights, choices)
    return dict(zip(SIGNS, (weights / spread).tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """All questions' candidates one below the other: their signs, where each question's begin, and what to choose."""

    values: Floats
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    chosen: Floats

    def weigh(self, weights: Floats) -> tuple[float, Floats]:
        """The penalised log-likelihood of the weights, and the odds that they give each candidate."""
        scores = self.values @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, self.starts), self.counts)
        totals = np.add.reduceat(np.exp(scores), self.starts)
        likelihood = self.chosen @ scores - np.log(totals).sum() - RANKING_PENALTY / 2 * weights @ weights
        return float(likelihood), np.exp(scores) / np.repeat(totals, self.counts)


def _improve(weights: Floats, choices: _Choices) -> Floats:
    """One of Newton's steps, halved until it is no step back."""
    likelihood, odds = choices.weigh(weights)
    weighed = choices.values * odds[:, None]
    means = np.add.reduceat(weighed, choices.starts, axis=0)
    slope = choices.values.T @ (choices.chosen - odds) - RANKING_PENALTY * weights
    curve = weighed.T @ choices.values - means.T @ means + RANKING_PENALTY * np.eye(len(weights))
    step = np.linalg.solve(curve, slope)
    for _ in range(HALVINGS):
        if choices.weigh(weights + step)[0] >= likelihood:
            better: Floats = weights + step
            return better
        step /= 2
    return weights


def fit_judgement(seen: Sequence[Seen], ranking: dict[str, float]) -> GeneralLimits:
    """Tell questions among the sentences that hold their answer from the same without its paragraph.

    The threshold is where as large a share of the ones is refused as of the others is believed.
    """
    kept = [one for one in seen if one.answerable and one.removed]
    pairs = [(one.signs, True) for one in kept] + [(one.removed, False) for one in kept if one.removed]
    return fit_sureness([signs for signs, _ in pairs], np.array([answered for _, answered in pairs]), ranking)


def fit_sureness(signs: Sequence[Signs], answered: NDArray[np.bool_], ranking: dict[str, float]) -> GeneralLimits:
    """Logistic regression over the features of being sure, on standardised features; needs both kinds."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import, for fitting only)

    features = [read_sureness(one, score_signs(one, ranking)) for one in signs]
    rows = np.array([list(one.values()) for one in features])
    spread = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=5000).fit(rows / spread, answered)
    probabilities = model.predict_proba(rows / spread)[:, 1]
    answer = min(probabilities, key=lambda one: abs(_errors(probabilities, answered, one)))
    return GeneralLimits(
        ranking=ranking,
        judgement=dict(zip(features[0], (model.coef_[0] / spread).tolist(), strict=True)),
        intercept=float(model.intercept_[0]),
        answer=float(answer),
        refuse=float(answer) / 2,
    )


def _errors(probabilities: Floats, answered: NDArray[np.bool_], answer: float) -> float:
    """The share of the answered that is refused, less the share of the others that is believed."""
    return float((probabilities[answered] < answer).mean() - (probabilities[~answered] >= answer).mean())


def describe_general(limits: GeneralLimits, path: Path, library: Library) -> str:
    """The numbers as the JSON of `general.json`, with the run that made them."""
    asked = sum(bool(question.answer_starts) for question in library.squad.questions)
    articles = len({paragraph.article for paragraph in library.squad.paragraphs})
    run = (
        f"python -m evals.fit_general {path.name}: {asked} questions, {articles} articles, "
        f"{len(library.passages)} sentences, encoder {library.index.manifest.model.name}, "
        f"corpus {library.index.manifest.corpus_sha256[:12]}"
    )
    return json.dumps({"fitted_by": run, **dict(_rounded(asdict(limits)))}, indent=2)


def _rounded(tree: dict[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        nested = dict(_rounded(value)) if isinstance(value, dict) else value
        yield key, round(nested, 4) if isinstance(nested, float) else nested


if __name__ == "__main__":
    main()
