"""A file of questions -> a file of replies."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.batch import CSV_COLUMNS, Line, answer_file, answer_line, read_lines
from assistant.engine import Engine
from assistant.errors import BadRequestError


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_replies_come_in_the_order_of_the_input_with_its_ids_and_a_bad_line_does_not_stop_them(
    engine: Engine, tmp_path: Path
) -> None:
    lines = [
        json.dumps({"id": "a", "question": "how long should tummy time be"}),
        "{not json",
        json.dumps({"id": "c"}),
        "",
        json.dumps({"id": "d", "question": "x" * 2001}),
        b"\xff\xfe".decode("latin-1"),
        json.dumps({"id": 7, "question": ""}),
        "[1]",
    ]
    source = write(tmp_path / "in.jsonl", "\n".join(lines))
    summary = answer_file(source, tmp_path / "out.jsonl", engine)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", None, "c", "d", None, "7", None]
    assert ["error" in row for row in rows] == [False, True, True, True, True, False, True]
    assert rows[0]["outcome"] == "answered"
    assert rows[0]["timing_ms"] is None
    assert (rows[5]["outcome"], rows[5]["reason"]) == ("not_covered", "no_content")
    assert "2,001" in rows[3]["error"]
    assert summary.failed == 5


def test_the_same_input_gives_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    questions = ["how long should tummy time be", "teething?", "is a neck ring ok"]
    source = write(tmp_path / "in.jsonl", "\n".join(json.dumps({"question": one}) for one in questions))
    for name in ("one.jsonl", "two.jsonl"):
        answer_file(source, tmp_path / name, engine)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_csv_gives_a_csv_in_which_no_cell_is_a_formula(engine: Engine, tmp_path: Path) -> None:
    source = write(
        tmp_path / "in.csv", '\ufeffid,question\n=1+1,"=HYPERLINK(""http://x"")"\nb,how long should tummy time be\n'
    )
    answer_file(source, tmp_path / "out.csv", engine)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "question", *CSV_COLUMNS]
    assert [row["id"] for row in rows] == ["'=1+1", "b"]
    assert rows[0]["question"].startswith("'=")
    assert rows[1]["outcome"] == "answered"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("in.txt", "a", ".jsonl or .csv"),
        ("in.csv", "frage\nx\n", "question"),
        ("in.csv", "question,question\nx,y\n", "exactly one"),
        ("in.csv", 'question\n"never closed\n', "quote mark"),
        ("in.csv", b"question\n\xff\xfe\n", "UTF-8"),
        ("in.csv", "", "question"),
    ],
)
def test_a_file_that_cannot_be_read_writes_nothing(
    engine: Engine, tmp_path: Path, name: str, text: str | bytes, said: str
) -> None:
    source = write(tmp_path / name, text)
    with pytest.raises(BadRequestError, match=said):
        answer_file(source, tmp_path / "out.jsonl", engine)
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_the_input_is_never_overwritten(engine: Engine, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", "{}")
    with pytest.raises(BadRequestError, match="input itself"):
        answer_file(source, source, engine)


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30), max_size=6))
def test_every_json_line_is_read_once_and_in_order(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    source = tmp_path_factory.mktemp("batch") / "in.jsonl"
    source.write_text("".join(json.dumps({"question": text}) + "\n" for text in texts), encoding="utf-8")
    assert [line.request and line.request["question"] for line in read_lines(source)] == texts


@given(
    st.lists(
        st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30),
        max_size=6,
    )
)
def test_every_csv_row_is_read_once_and_in_order(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    source = tmp_path_factory.mktemp("batch") / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "question"], *(["x", text] for text in texts)])
    assert [line.request and line.request["question"] for line in read_lines(source)] == texts


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_question_breaks_a_reply(engine: Engine, question: str) -> None:
    row = answer_line(Line(number=1, request={"question": question}, error=None), engine)
    assert row.error is None
    assert row.reply is not None
    assert row.reply.text
