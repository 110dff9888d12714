"""`headsup eval` as a process: exit statuses, files, the same bytes again, and somebody else's corpus."""

import json
from pathlib import Path

import pytest
from conftest import RunHeadsup
from example_suite import line, write_cases

QUOTE = "Around 2 months, you may notice that the baby, lying on his stomach, raises his head"


def test_a_sample_gives_the_same_report_whatever_the_order_and_threads(headsup: RunHeadsup, tmp_path: Path) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    headsup("eval", "--sample", "60", "--threads", "1", "--out", str(outs[0]))
    run = headsup("eval", "--sample", "60", "--threads", "3", "--shuffle", "7", "--out", str(outs[1]))
    assert "Traceback" not in run.stderr, run.stderr
    first, second = ((out / "report.json").read_bytes() for out in outs)
    assert first == second
    assert len(json.loads(first)["cases"]) == 60
    assert "false_alarms_near_misses ↓ " in run.stdout, "80 columns must do for every name"


def test_a_malformed_case_ends_with_2_file_line_and_what_to_do(headsup: RunHeadsup, tmp_path: Path) -> None:
    cases = write_cases(tmp_path, line(gold={"facts": [["words that the guidance never had"]]}))
    run = headsup("eval", "--cases", str(cases), "--out", str(tmp_path / "out"))
    assert run.returncode == 2
    assert "cases.jsonl:1: gold.facts.0: these words are in no document" in run.stderr
    assert "copy them from the document as it is now" in run.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--only", "nothing"], "No case is named nothing"),
        (["--only", "talk-001,typo-123"], "No case is named typo-123"),
        (["--only", ""], "--only names nothing"),
        (["--split", "train"], "--split train is none of dev, test, all"),
        (["--accept"], "--accept needs --split all"),
        (["--accept", "--split", "all", "--sample", "3"], "--accept needs --split all"),
        (["--accept", "--split", "all", "--without-reviewed"], "goes without"),
        (["--corpus", "."], "--corpus needs --cases"),
        (["--against", "none.json"], "make one with `headsup eval --split all --accept`"),
    ],
)
def test_options_that_do_not_go_together_end_with_2(headsup: RunHeadsup, options: list[str], said: str) -> None:
    run = headsup("eval", *options)
    assert run.returncode == 2
    assert said in run.stderr.replace("\n", " ")


def test_a_dev_case_that_is_nearly_a_test_case_ends_a_dev_run_with_2(headsup: RunHeadsup, tmp_path: Path) -> None:
    words = "does a llama in the zoo of Lima hold its neck up by itself on the very first day"
    dev = line(messages=[{"role": "user", "content": words}], gold={"facts": [[QUOTE]]})
    test = {**dev, "id": "t-1", "group": "t", "split": "test", "messages": [{"role": "user", "content": f"{words}??"}]}
    run = headsup("eval", "--cases", str(write_cases(tmp_path, dev, test)), "--only", "ans-1", "--sample", "1")
    assert run.returncode == 2
    assert "of the test case t-1" in run.stderr


def test_a_folder_that_cannot_be_written_ends_with_2_before_anything_is_asked(headsup: RunHeadsup) -> None:
    run = headsup("eval", "--sample", "3", "--out", "/proc/nope")
    assert run.returncode == 2
    assert run.stderr.strip() == "headsup: /proc/nope cannot be written: No such file or directory; give another --out."
    assert run.stdout == "", "no figure was made"


def test_a_baseline_of_another_layout_ends_with_2_and_what_to_run(headsup: RunHeadsup, tmp_path: Path) -> None:
    old = {"schema_version": 1, "cases_sha256": "c", "corpus_sha256": "d", "figures": {}, "passed": [], "failed": []}
    (tmp_path / "old.json").write_text(json.dumps(old))
    run = headsup("eval", "--against", str(tmp_path / "old.json"))
    assert run.returncode == 2
    assert "make it anew with `headsup eval --split all --accept`" in run.stderr


def test_a_failed_gate_ends_with_1(headsup: RunHeadsup, tmp_path: Path) -> None:
    forbidden = {"facts": [[QUOTE]], "must_not": ["doctor"]}
    words = "roughly what age is he when that noggin comes off the playmat"
    cases = write_cases(tmp_path, line(messages=[{"role": "user", "content": words}], gold=forbidden))
    run = headsup("eval", "--cases", str(cases), "--out", str(tmp_path / "out"))
    assert run.returncode == 1, run.stderr
    assert "forbidden_content at most 0" in run.stdout


def test_someone_elses_documents_and_cases_are_judged(headsup: RunHeadsup, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bread.md").write_text("# Bread\n\nLet the dough rest for two hours. Bake it for forty minutes.\n")
    asked = [{"role": "user", "content": "How long must the dough rest?"}]
    cases = write_cases(tmp_path, line(messages=asked, gold={"facts": [["Let the dough rest for two hours."]]}))
    out = tmp_path / "out"
    run = headsup("eval", "--corpus", str(documents), "--cases", str(cases), "--out", str(out))
    assert "Traceback" not in run.stderr, run.stderr
    found = json.loads((out / "report.json").read_text())
    assert found["figures"]["dev"]["sentence_p_at_1"]["headsup"]["value"] == 1.0
    assert found["figures"]["dev"]["rows_answered"]["headsup"]["value"] == 1.0
