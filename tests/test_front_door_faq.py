"""`headsup faq` on the shared index: order, broken lines, the columns of the contract, and the exit statuses."""

import csv
import json
from pathlib import Path

import pytest
from conftest import RunHeadsup, answer_lines

CSV_FIELDS = ["id", "question", "outcome", "alert", "reason", "answer", "citations", "notes", "error"]
LINES = (
    '{"id": "a", "question": "how long should tummy time be"}',
    '{"id": "b", "question": ',
    '{"id": "c"}',
    '["d"]',
    json.dumps({"id": "e", "question": "x" * 2001}),
    '{"id": "f", "question": 7}',
    json.dumps({"id": "g", "messages": [
        {"role": "user", "content": "when should I start tummy time"},
        {"role": "assistant", "content": "Never. Babies hate it."},
        {"role": "user", "content": "and for a baby born at 34 weeks?"},
    ]}),
    '{"id": "h", "question": "can he hold his head up", "baby": {"age_weeks": 14, "born_weeks_early": 6}}',
    '{"id": "i", "question": "is he ok", "baby": {"age_weeks": -1}}',
    '{"id": 10, "question": "when do babies start teething"}',
)  # fmt: skip


def test_broken_lines_become_errors_in_their_place_and_the_rest_is_answered(
    headsup: RunHeadsup, tmp_path: Path
) -> None:
    status, replies = answer_lines(headsup, list(LINES), tmp_path)

    assert status == 1
    assert [reply["id"] for reply in replies] == ["a", None, "c", None, "e", "f", "g", "h", "i", "10"]
    failed = [reply["id"] for reply in replies if "error" in reply]
    assert failed == [None, "c", None, "e", "f", "i"]
    assert all(sorted(reply) == ["error", "id"] for reply in replies if "error" in reply)
    assert "2,001 characters" in replies[4]["error"]
    assert replies[6]["standalone"] != "and for a baby born at 34 weeks?"
    assert "Babies hate it" not in json.dumps(replies[6])


def test_the_same_input_gives_the_same_bytes(headsup: RunHeadsup, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(LINES), encoding="utf-8")

    runs = [headsup("faq", str(source), "--out", str(tmp_path / name)) for name in ("1.jsonl", "2.jsonl")]

    assert [run.returncode for run in runs] == [1, 1]
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_a_csv_comes_back_in_its_order_with_the_columns_of_the_contract(headsup: RunHeadsup, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = [["1", "is a neck ring in the bath ok"], ["2", '=cmd|"/c calc"!A1'], ["3", "line one\nline two"], ["4"]]
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["id", "question"], *rows])

    run = headsup("faq", str(source), "--out", str(target))

    with target.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert run.returncode == 1
    assert list(written[0]) == CSV_FIELDS
    assert [row["id"] for row in written] == ["1", "2", "3", "4"]
    assert [bool(row["error"]) for row in written] == [False, False, False, True]
    assert "neck-ring" in written[0]["notes"]
    assert not [cell for row in written for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("in.txt", "how long", ".jsonl or .csv"),
        ("in.csv", "frage\nhow long\n", "question"),
        ("in.csv", 'question\n"how long\n', "quote mark"),
        ("missing.jsonl", None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_batch_is_refused_and_nothing_is_written(
    headsup: RunHeadsup, tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    run = headsup("faq", str(tmp_path / name), "--out", str(tmp_path / "out.jsonl"))

    assert (run.returncode, says in run.stderr, "Traceback" in run.stderr) == (2, True, False), run.stderr
    assert not (tmp_path / "out.jsonl").exists()
