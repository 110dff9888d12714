"""Public data sets: both layouts are read, ranked by the engine, and refused with a pointer to the originals."""

import gzip
import json
from pathlib import Path

import pytest

from assistant.engine import Engine
from evals.bare_index import Rankers
from evals.datasets import Collection, Squad, read_dataset
from evals.errors import DatasetError
from evals.retrieval import evaluate_retrieval
from evals.squad import count_sentences, evaluate_squad

ROWS = [
    {"kind": "document", "id": "1", "title": "Penguins", "text": "Penguins cannot fly but swim well."},
    {"kind": "document", "id": "2", "title": "Bread", "text": "Bread rises because of yeast."},
    {"kind": "document", "id": "3", "title": "Moon", "text": "The moon causes the tides of the sea."},
    {"kind": "query", "id": "q1", "text": "why does dough grow", "relevant": ["2"]},
    {"kind": "query", "id": "q2", "text": "what makes the sea rise and fall", "relevant": ["3"]},
]
CONTEXTS = [
    "Penguins are birds. Penguins cannot fly through the air. They swim very well in cold water.",
    "Bread is made of flour. Yeast makes the bread rise. It is baked in an oven.",
]
QUESTIONS = [
    (0, "Why do penguins not take to the air?", "Penguins cannot fly"),
    (1, "What makes bread rise?", "Yeast makes"),
]


def collection(folder: Path) -> Path:
    path = folder / "set.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in ROWS).encode()))
    return path


def squad(folder: Path) -> Path:
    articles = []
    for number, context in enumerate(CONTEXTS):
        asked = [
            {"id": words, "question": words, "answers": [{"text": gold, "answer_start": context.index(gold)}]}
            for place, words, gold in QUESTIONS
            if place == number
        ]
        none = {"id": f"n{number}", "question": "Who was the king of France in 1200?", "answers": []}
        articles.append({"title": f"a{number}", "paragraphs": [{"context": context, "qas": [*asked, none]}]})
    path = folder / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": articles}))
    return path


def test_a_collection_is_ranked_by_each_ranker(tmp_path: Path, engine: Engine) -> None:
    data = read_dataset(collection(tmp_path))
    assert isinstance(data, Collection)
    rows = evaluate_retrieval(data, Rankers(engine=engine, plain=engine.index.encoder), threads=1)
    assert [row.ranker for row in rows] == ["BM25", engine.index.manifest.model.name, "Heads Up"]
    assert (rows[2].ndcg_at_10.value, rows[2].mrr_at_10.n) == (1.0, 2)
    assert rows[0].recall_at_5.value == 0.5, "BM25 finds no word of the first query"


def test_squad_is_ranked_and_its_abstention_judged(tmp_path: Path, engine: Engine) -> None:
    data = read_dataset(squad(tmp_path))
    assert isinstance(data, Squad)
    assert count_sentences(data) == 6
    rows = evaluate_squad(data, Rankers(engine=engine, plain=engine.index.encoder), threads=1)
    assert [row.ranker for row in rows][-1] == "signals, fitted by article folds"
    assert [(row.p_at_1_open.value, row.p_at_1_open.n, row.abstention_auroc.n) for row in rows[1:3]] == [
        (1.0, 2, 4)
    ] * 2
    assert rows[-1].abstention_auroc.n == 4


@pytest.mark.parametrize("content", ["", "{}", '{"kind": "document", "id": "1"}', '{"data": [{"paragraphs": 3}]}'])
def test_another_layout_is_refused_with_the_originals_address(tmp_path: Path, content: str) -> None:
    (tmp_path / "set").write_text(content)
    with pytest.raises(DatasetError, match="rajpurkar"):
        read_dataset(tmp_path / "set")


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        read_dataset(tmp_path / "none.json")
