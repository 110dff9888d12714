import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from evals.errors import DatasetError
from evals.fit_topics import PAIRS_PATH, Measured, TopicFigures, choose_limit, measure_limit, measure_pages, read_pages
from ingest.index import Index

MEASURED = Measured(
    likeness=np.array([[0.5, 0.31, 0.1], [0.1, 0.1, 0.1]], dtype=np.float32),
    belongs=np.array([[True, False, False], [False, False, False]]),
)


def test_a_limit_is_counted_on_own_topics_and_on_the_other_pages() -> None:
    assert measure_limit(MEASURED, 0.3) == TopicFigures(limit=0.3, pairs=1, found=1.0, pages=0.5, topics=0.5)


def test_the_limit_that_finds_most_and_loses_least_is_chosen() -> None:
    assert choose_limit(MEASURED) == TopicFigures(limit=0.32, pairs=1, found=1.0, pages=0.0, topics=0.0)


def test_without_a_page_of_a_topic_nothing_is_measured() -> None:
    with pytest.raises(ValueError, match="No page has a topic"):
        measure_limit(Measured(likeness=MEASURED.likeness, belongs=MEASURED.belongs & False), 0.3)


def test_every_named_topic_is_one_of_the_corpus(index: Index) -> None:
    named = {json.loads(line)["topic"] for line in PAIRS_PATH.read_text(encoding="utf-8").splitlines()}

    assert named - {topic.topic for topic in index.corpus.topics} == set()


def test_a_page_is_nearest_to_its_own_topic(index: Index, tmp_path: Path) -> None:
    rows = [
        {"focus": "Jaundice", "source": "MPlusHealthTopics", "answer": "Jaundice makes a baby's skin look yellow."},
        {"focus": "Jaundice", "source": "elsewhere", "answer": "Passed over."},
    ]
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))

    measured = measure_pages(read_pages(path), index)

    assert measured.likeness.shape == (len(set(index.banks["not_covered"].labels)), 1)
    assert measured.belongs[measured.likeness.argmax(), 0]


@pytest.mark.parametrize("content", [b"not json", b'{"focus": "x"}', b"\xff"])
def test_another_layout_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_bytes(content)

    with pytest.raises(DatasetError, match="JSON lines with focus"):
        read_pages(path)
