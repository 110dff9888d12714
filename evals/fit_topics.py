"""Health pages and the topics that they are about -> `ingest/topics.json`: from which likeness a topic is set aside.

    python -m evals.fit_topics medquad.jsonl.gz [--home DIR] [--dry-run]

Reads MedQuAD (Ben Abacha and Demner-Fushman 2019, arXiv:1901.08079, https://github.com/abachaa/MedQuAD) as JSON lines
with `focus`, `source` and `answer`; its MedlinePlus pages are the documents. `held_out/topic_pages.jsonl` names, for 51
pages, the topic that they are about. Every second page is fitted on, the others are reported.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.errors import DatasetError
from ingest.document import Document, FrontMatter
from ingest.index import Index, open_index
from ingest.sentence import split_sentences
from ingest.settings import read_settings
from ingest.topics import LIMIT_PATH, measure_likeness

PAIRS_PATH = Path(__file__).parent / "held_out" / "topic_pages.jsonl"
SOURCE = "MPlusHealthTopics"
LIMITS = tuple(round(0.2 + 0.01 * step, 2) for step in range(31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Likeness of every page to every topic, shape (topics, pages), and which of them belong together."""

    likeness: NDArray[np.float32]
    belongs: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigures:
    """What a limit gives.

    found: of the pages' own topics, the share that is set aside; pages: of the pages without one, the share that sets
    any topic aside, most of them neighbours of its subject; topics: how many topics such a page sets aside.
    """

    limit: float
    pairs: int
    found: float
    pages: float
    topics: float


def main() -> None:
    """Fit the limit and write it, unless told to only print."""
    parser = argparse.ArgumentParser(description="Fit ingest/topics.json on MedQuAD's MedlinePlus pages.")
    parser.add_argument("file", type=Path, help="MedQuAD as JSON lines, plain or gzipped")
    parser.add_argument("--home", type=Path, default=None, help="folder of the index (default: HEADSUP_HOME)")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    measured = measure_pages(read_pages(options.file), open_index(options.home or read_settings().home))
    best = choose_limit(_every_second(measured, 0))
    for half in (0, 1):
        print("other half" if half else "fitted on", measure_limit(_every_second(measured, half), best.limit))
    run = f"python -m evals.fit_topics {options.file.name}, {best.pairs} pages with a topic of their own"
    text = json.dumps({"fitted_by": run, "likeness": best.limit}, indent=2)
    print(text)
    if not options.dry_run:
        LIMIT_PATH.write_text(text + "\n", encoding="utf-8")


def read_pages(path: Path) -> dict[str, str]:
    """Read the pages, by title, in the order of their titles. Raises DatasetError for another layout."""
    pages: dict[str, str] = {}
    try:
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for row in map(json.loads, text.decode("utf-8").splitlines()):
            if row["source"] == SOURCE:
                pages[row["focus"]] = f"{pages.get(row['focus'], '')}{row['answer']}\n\n"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"{path}: {error!r}; it has to be JSON lines with focus, source and answer.") from error
    return dict(sorted(pages.items()))


def measure_pages(pages: dict[str, str], index: Index) -> Measured:
    """Measure every page against every topic of the index, embedding its sentences: 10 ms each."""
    columns = [_measure_page(title, text, index) for title, text in pages.items()]
    topics, titles = list(columns[0]), list(pages)
    belongs = np.zeros((len(topics), len(titles)), dtype=bool)
    for line in PAIRS_PATH.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["page"] in pages and pair["topic"] in topics:
            belongs[topics.index(pair["topic"]), titles.index(pair["page"])] = True
    likeness = np.array([list(column.values()) for column in columns], dtype=np.float32).T
    return Measured(likeness=likeness, belongs=belongs)


def choose_limit(measured: Measured) -> TopicFigures:
    """The limit with the greatest difference of `found` and `pages`; the smaller of equals."""
    return max((measure_limit(measured, limit) for limit in LIMITS), key=lambda figures: figures.found - figures.pages)


def measure_limit(measured: Measured, limit: float) -> TopicFigures:
    """Count what would be set aside at a limit. Raises ValueError where no page has a topic of its own."""
    if not measured.belongs.any():
        raise ValueError("No page has a topic of its own, so that nothing can be found.")
    aside = measured.likeness >= limit
    others = aside[:, ~measured.belongs.any(axis=0)]
    return TopicFigures(
        limit=limit,
        pairs=int(measured.belongs.sum()),
        found=round(float(aside[measured.belongs].mean()), 3),
        pages=round(float(others.any(axis=0).mean()), 3),
        topics=round(float(others.sum(axis=0).mean()), 3),
    )


def _measure_page(title: str, text: str, index: Index) -> dict[str, float]:
    document = Document(
        id="page", text=text, body_start=0, media="txt", path=title, sha256="", front_matter=FrontMatter(title=title)
    )
    sentences: Sequence[str] = [one.text for one in split_sentences(document) if one.kind != "intro"]
    return measure_likeness(index.banks["not_covered"], index.encoder.embed(sentences).vectors)


def _every_second(measured: Measured, first: int) -> Measured:
    return Measured(likeness=measured.likeness[:, first::2], belongs=measured.belongs[:, first::2])


if __name__ == "__main__":
    main()
