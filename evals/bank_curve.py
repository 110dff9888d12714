"""Shares of the banks -> how well held-out lines are judged with them: does writing more still help.

    python -m evals.bank_curve [--home DIR]

Embeddings are those of the encoder without an adapter, which has seen no line of the banks; the classifier is the
shipped one, fitted anew on each share. A draw keeps the same part of every label. Prints one line a share: up to a
half in four minutes on one core, the whole in more than a quarter of an hour.
Knows neither cases nor the engine's limits.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.estimate import estimate_auroc
from evals.held_out_lines import load_held_out
from ingest.bank import ANSWERED_BANKS
from ingest.corpus import Corpus, load_corpus
from ingest.embedder import Embedder
from ingest.kernel_classifier import fit_kernel_classifier
from ingest.layout import Home
from ingest.model_files import find_model
from ingest.question import collect_questions
from ingest.sentence import split_sentences
from ingest.settings import read_settings
from ingest.training import COST, GAMMA, NO_ALERT
from ingest.vector_cache import VectorCache

Floats = NDArray[np.float32]
SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
SEED = 7
FALSE_REFUSALS, FALSE_ALARMS = 0.05, 0.05


def main() -> None:
    """Print a row for each share of the banks."""
    parser = argparse.ArgumentParser(description="Quality on held-out lines against the size of the banks.")
    parser.add_argument("--home", type=Path, default=read_settings().home, help="folder whose cache of vectors is used")
    options = parser.parse_args()
    settings = read_settings()
    corpus = load_corpus(settings.corpus)
    lines = load_held_out(corpus)
    files = find_model(settings.model)
    with closing(VectorCache(Home(options.home).vectors, files.fingerprint)) as cache:
        embedder = Embedder(files, cache, lambda done, total: None)
        kinds = {
            kind: embedder.embed([line.text for line in lines if line.kind == kind])
            for kind in ("answered", "not_covered", "red_flag", "calm")
        }
        for share in SHARES:
            drawn = _draw(corpus, share, embedder)
            print(_describe(share, drawn, kinds), flush=True)


def _draw(corpus: Corpus, share: float, embedder: Embedder) -> dict[str, tuple[Floats, list[str]]]:
    """The same share of every label's questions: unit vectors (n, dim) and labels, by bank."""
    sentences = [sentence for document in corpus.documents for sentence in split_sentences(document)]
    chance = np.random.default_rng(SEED)
    drawn: dict[str, tuple[Floats, list[str]]] = {}
    for bank, pairs in collect_questions(corpus, sentences).items():
        order = chance.permutation(len(pairs))
        by_label: dict[str, list[int]] = {}
        for place in order:
            by_label.setdefault(pairs[place][1], []).append(int(place))
        kept = [place for places in by_label.values() for place in places[: max(1, round(share * len(places)))]]
        drawn[bank] = (embedder.embed([pairs[place][0] for place in kept]), [pairs[place][1] for place in kept])
    return drawn


def _describe(
    share: float,
    drawn: dict[str, tuple[Floats, list[str]]],
    kinds: dict[str, Floats],
) -> str:
    answerable = _judge(_join(drawn, ANSWERED_BANKS), _join(drawn, ("not_covered",)))
    alert = _judge(_join(drawn, ("red_flags",)), _join(drawn, NO_ALERT))
    yes, no = answerable(kinds["answered"]), answerable(kinds["not_covered"])
    red, calm = alert(kinds["red_flag"]), alert(kinds["calm"])
    return (
        f"{share:.4f}: {len(_join(drawn, ANSWERED_BANKS))} answered, {len(drawn['not_covered'][1])} not covered, "
        f"AUROC {_auroc(yes, no):.3f}, refused at {FALSE_REFUSALS} false refusals "
        f"{float((no < np.quantile(yes, FALSE_REFUSALS)).mean()):.3f}; {len(drawn['red_flags'][1])} red flags, "
        f"AUROC {_auroc(red, calm):.3f}, recall at {FALSE_ALARMS} alarms "
        f"{float((red > np.quantile(calm, 1 - FALSE_ALARMS)).mean()):.3f}"
    )


def _join(drawn: dict[str, tuple[Floats, list[str]]], banks: Sequence[str]) -> Floats:
    return np.concatenate([drawn[bank][0] for bank in banks if len(drawn[bank][1])])


def _judge(positive: Floats, negative: Floats) -> Callable[[Floats], Floats]:
    return fit_kernel_classifier(positive, negative, c=COST, gamma=GAMMA).decide


def _auroc(positive: Floats, negative: Floats) -> float:
    return estimate_auroc(positive.tolist(), negative.tolist()).value or 0.0


if __name__ == "__main__":
    main()
