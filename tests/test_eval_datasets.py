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
from evals.squad import FOLDED, FOLDED_MISLEADING, choose_questions, evaluate_squad
from evals.squad_library import count_sentences

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
    assert [row.ranker for row in rows[-2:]] == [FOLDED, FOLDED_MISLEADING]
    assert [(row.p_at_1_open.n, row.abstention_auroc.n, row.auroc_paragraph_removed.n) for row in rows] == [
        (2, 4, 4),
        (2, 4, 4),
        (2, 4, 4),
        (0, 4, 0),
    ]
    assert [row.p_at_1_open.value for row in rows[1:3]] == [1.0, 1.0], "what one article teaches holds in the other"
    assert [row.auroc_paragraph_removed.value for row in rows[:2]] == [1.0] * 2, "each answer stands in one alone"


@pytest.mark.parametrize(
    ("articles", "none", "judged"), [([0], True, (0, 0)), ([0, 1], False, (0, 4)), ([0, 1], True, (4, 4))]
)
def test_what_cannot_be_fitted_is_null(
    tmp_path: Path, engine: Engine, articles: list[int], none: bool, judged: tuple[int, int]
) -> None:
    content = json.loads(squad(tmp_path).read_text())
    content["data"] = [content["data"][number] for number in articles]
    for article in content["data"]:
        article["paragraphs"][0]["qas"] = article["paragraphs"][0]["qas"][: 2 if none else 1]
    (tmp_path / "squad.json").write_text(json.dumps(content))
    data = read_dataset(tmp_path / "squad.json")
    assert isinstance(data, Squad)
    rows = evaluate_squad(data, Rankers(engine=engine, plain=engine.index.encoder), threads=1)[-2:]
    assert (rows[1].abstention_auroc.n, rows[0].auroc_paragraph_removed.n) == judged
    assert (rows[1].abstention_auroc.value is None) == (judged[0] == 0)


def test_a_sample_is_spread_over_the_set_and_no_larger_than_asked(tmp_path: Path) -> None:
    data = read_dataset(squad(tmp_path))
    assert isinstance(data, Squad)
    assert [data.questions.index(one) for one in choose_questions(data, 3)] == [0, 1, 2]
    assert [data.questions.index(one) for one in choose_questions(data, 2)] == [0, 2]
    assert choose_questions(data, None) == choose_questions(data, 9) == data.questions


def test_questions_that_measure_nothing_are_skipped_and_counted(tmp_path: Path, engine: Engine) -> None:
    rows = [
        *ROWS,
        {"kind": "document", "id": "4", "title": "", "text": ""},
        {"kind": "query", "id": "q3", "text": "what of peru", "relevant": []},
        {"kind": "query", "id": "q4", "text": "…", "relevant": ["1"]},
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    data = read_dataset(tmp_path / "set.jsonl")
    assert isinstance(data, Collection)
    assert (list(data.documents), len(data.queries), data.skipped) == (["1", "2", "3"], 2, 2)
    assert evaluate_retrieval(data, Rankers(engine=engine, plain=engine.index.encoder), threads=1)[2].mrr_at_10.n == 2


def test_a_line_separator_within_a_text_does_not_end_a_line(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "text": "They\u2028swim."}, {**ROWS[3], "relevant": ["1"]}]
    (tmp_path / "set.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    data = read_dataset(tmp_path / "set.jsonl")
    assert isinstance(data, Collection)
    assert data.documents == {"1": "Penguins They\u2028swim."}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "nothing to measure: 0 texts, 0 questions"),
        ("{}", "set:1 is in neither layout"),
        (json.dumps(ROWS[0]) + '\n{"kind": "document", "id": "1"}', "set:2 is in neither layout .document.text"),
        (
            json.dumps(ROWS[0]) + '\n{"kind": "query", "id": "1", "text": "a", "relevant": "1"}',
            "set:2 .*query.relevant",
        ),
        (json.dumps(ROWS[0]) + '\n{"kind": "query", "id": "1", "text": "a", "relevant": []}', "0 questions, 1 skipped"),
        ("[" * 10_000, "recursion limit"),
        ('{"data": [{"paragraphs": 3}]}', "data.0.title: Field required"),
        ('{"data": [{"title": "A", "paragraphs": [{"context": "B.", "qas": []}]}]}', "1 texts, 0 questions"),
    ],
)
def test_another_layout_is_refused_with_what_is_wrong_and_the_originals_address(
    tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "set").write_text(content)
    with pytest.raises(DatasetError, match=f"{said}.*rajpurkar"):
        read_dataset(tmp_path / "set")


def test_a_relevant_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "set").write_text("\n".join(json.dumps(row) for row in ROWS[1:2] + ROWS[3:]))
    with pytest.raises(DatasetError, match=r"1 relevant documents are not in the set \(3\)"):
        read_dataset(tmp_path / "set")


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.gz").write_bytes(collection(tmp_path).read_bytes()[:-9])
    with pytest.raises(DatasetError, match="cannot be read"):
        read_dataset(tmp_path / "set.gz")


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        read_dataset(tmp_path / "none.json")
