"""A report's files: complete, the same bytes again, closed about the test split, and readable without a network."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from example_suite import CORPUS, TEXTS, answer, cite, line, make_case, refusal, run, write_cases
from pydantic import TypeAdapter

from evals.asking import Candidate, CaseRun, Order, Request, ask_cases
from evals.baseline import read_baseline, write_baseline
from evals.candidates import ASSISTANT
from evals.case import Case
from evals.case_file import load_cases
from evals.comparison import compare
from evals.errors import SuiteError
from evals.judgement import Judged, make_judgement
from evals.metrics import compute_metrics
from evals.report import Report, baseline_of, compute_figures, describe_suite, gate_figures, report_as_json
from evals.score import CaseScore
from evals.summary import write_summary
from evals.write import measure_latency, open_folder, write_report

RIGHT = answer(cite(1, "at 2 weeks"))
WRONG = answer(cite(1, "Use a ring"))
UNSEEN = "what the test asks"


def cases(folder: Path) -> tuple[Case, ...]:
    asked = ["from which week", "<script>alert(1)</script> can we start", "is today fine"]
    dev = [
        line(id=f"dev-{number}", messages=[{"role": "user", "content": words}]) for number, words in enumerate(asked)
    ]
    test = line(id="test-1", group="other", split="test", messages=[{"role": "user", "content": UNSEEN}])
    return load_cases(CORPUS, source=write_cases(folder, *dev, test))


def report(runs: Sequence[CaseRun], *, opened: bool = False, whole: bool = False) -> Report:
    suite = describe_suite([one.case for one in runs], "d" * 64, "the-model", reviewed_answers=3, whole=whole)
    figures = compute_figures({ASSISTANT: runs, "refuse": runs})
    gates = gate_figures(figures, runs, suite)
    return Report(suite=suite, figures=figures, gates=gates, runs=tuple(runs), comparison=None, opened=opened)


def runs(folder: Path) -> list[CaseRun]:
    replies = [RIGHT, WRONG, refusal(), WRONG]
    return [run(case, reply) for case, reply in zip(cases(folder), replies, strict=True)]


def write(found: Report, folder: Path) -> Path:
    write_report(found, {ASSISTANT: found.runs, "refuse": found.runs}, folder / "out")
    return folder / "out"


def changed(folder: Path) -> tuple[Report, str]:
    """A report on runs of which one dev case passed in the baseline and broke, and that case's id."""
    first, broken, *others = cases(folder)
    before = [run(first, RIGHT), run(broken, RIGHT), *(run(case, WRONG) for case in others)]
    now = [run(first, RIGHT), *(run(case, WRONG) for case in (broken, *others))]
    found, was = report(now, whole=True), baseline_of(report(before))
    return replace(found, comparison=compare(baseline_of(found), was, whole=True)), broken.id


def test_an_llm_has_its_own_columns_and_changes_nothing_else(tmp_path: Path) -> None:
    found = report(runs(tmp_path))
    plain = {path.name: path.read_bytes() for path in write(found, tmp_path).iterdir()}
    rows = make_judgement("dev-0", [1.0, 1.0, 0.0], [4.0]), make_judgement("dev-1", [], [2.0, 3.0])
    judged = Judged(model="some-model", repeats=3, judgements=rows)
    write_report(found, {ASSISTANT: found.runs, "refuse": found.runs}, tmp_path / "judged", judged=judged)
    beside = {path.name: path.read_bytes() for path in (tmp_path / "judged").iterdir()}
    assert json.loads(beside.pop("judge.json"))["judgements"][0]["faithful_spread"] == 1.0
    assert {name for name in plain if plain[name] != beside[name]} == {"summary.md", "report.html"}
    assert (
        b"| dev-0 | 0.667 | 1.000 | 4.000 | 0.000 |\n| dev-1 | \xe2\x80\x93 | \xe2\x80\x93 | 2.500"
        in beside["summary.md"]
    )
    assert b"LLM judge some-model, 3 repeats, never a gate: faithful 0.667 of 1 (n 1)" in beside["report.html"]


def test_every_file_is_written(tmp_path: Path) -> None:
    out = write(report(runs(tmp_path)), tmp_path)
    assert sorted(path.name for path in out.iterdir()) == [
        "failures.jsonl", "junit.xml", "report.html", "report.json", "summary.md", "timings.json",
    ]  # fmt: skip


def test_the_report_has_a_row_a_case_and_nulls_for_nothing(tmp_path: Path) -> None:
    fields = json.loads(report_as_json(report(runs(tmp_path))))
    assert [row["id"] for row in fields["cases"]] == ["dev-0", "dev-1", "dev-2", "test-1"]
    assert fields["figures"]["dev"]["truthfulness"][ASSISTANT]["value"] == 0.0
    assert fields["figures"]["dev"]["red_flag_recall"][ASSISTANT] == {"n": 0, "value": None, "low": None, "high": None}
    json.loads(report_as_json(report(runs(tmp_path))), parse_constant=pytest.fail)


def test_every_figure_can_be_made_again_from_the_rows(tmp_path: Path) -> None:
    found = json.loads(report_as_json(report(runs(tmp_path), opened=True)))
    rows = [
        {"case_id": row["id"], **{name: part for name, part in row.items() if name not in ("id", "passed")}}
        for row in found["cases"]
        if row["split"] == "dev"
    ]
    figures = compute_metrics(TypeAdapter(list[CaseScore]).validate_python(rows))
    told = {name: one[ASSISTANT]["value"] for name, one in found["figures"]["dev"].items()}
    assert {name: one.value for name, one in figures.items()} == pytest.approx(told, abs=1e-6)
    assert rows[0]["evidence"]["facts"] == {"hits": 1, "of": 1}


def test_a_folder_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", Path("/proc/nope"), Path("/proc")):
        with pytest.raises(SuiteError, match=r"cannot be written: .*; give another --out"):
            open_folder(folder)


def test_seconds_stand_in_the_timings_alone(tmp_path: Path) -> None:
    fast = runs(tmp_path)
    slow = [replace(one, seconds=9.0) for one in fast]
    assert report_as_json(report(fast)) == report_as_json(report(slow))
    latency = measure_latency({ASSISTANT: slow})[ASSISTANT]
    assert latency == {"n": 4, "total_seconds": 36.0, "p50_ms": 9000.0, "p95_ms": 9000.0, "p99_ms": 9000.0}


@pytest.mark.parametrize("order", [Order(), Order(shuffle=1), Order(threads=4), Order(threads=3, shuffle=2)])
def test_order_and_threads_change_no_byte(tmp_path: Path, order: Order) -> None:
    suite = cases(tmp_path)

    def reply(request: Request) -> object:
        if "today" in request["messages"][-1]["content"]:
            raise TimeoutError("too slow")
        return RIGHT if "week" in request["messages"][-1]["content"] else WRONG

    candidate = Candidate(name=ASSISTANT, answer=reply, rank=lambda request: range(len(TEXTS.order)))  # type: ignore[arg-type]
    plain = ask_cases(suite, candidate, TEXTS, Order())
    other = ask_cases(suite, candidate, TEXTS, order)
    assert report_as_json(report(other)) == report_as_json(report(plain))
    assert [one.score.faults for one in plain][2] == ("no reply: TimeoutError: too slow",)
    assert len(plain) == len(suite)


def test_a_test_case_shows_only_whether_it_passed(tmp_path: Path) -> None:
    found = report(runs(tmp_path))
    out = write(found, tmp_path)
    assert json.loads((out / "report.json").read_text())["cases"][3] == {
        "id": "test-1", "kind": "answerable", "split": "test", "passed": False,
    }  # fmt: skip
    assert [path.name for path in out.iterdir() if UNSEEN in path.read_text(encoding="utf-8")] == []
    assert [one.case.id for one in found.failed_runs] == ["dev-1", "dev-2"]


def test_the_test_split_can_be_opened_on_purpose(tmp_path: Path) -> None:
    out = write(report(runs(tmp_path), opened=True), tmp_path)
    assert UNSEEN in (out / "failures.jsonl").read_text()
    assert UNSEEN in (out / "report.html").read_text()


def test_a_failed_case_is_told_with_question_reply_gold_and_why(tmp_path: Path) -> None:
    out = write(report(runs(tmp_path)), tmp_path)
    first, _ = [json.loads(one) for one in (out / "failures.jsonl").read_text().splitlines()]
    assert first["faults"] == ["0 of 1 needed facts cited"]
    assert first["asked"] == ["user: <script>alert(1)</script> can we start"]
    assert first["gold"]["facts"] == [["Put him on his tummy at 2 weeks."]]
    assert first["reply"]["citations"] == ["Use a ring in the bath."]


def test_junit_has_the_gates_and_the_dev_cases(tmp_path: Path) -> None:
    root = Xml.fromstring((write(report(runs(tmp_path)), tmp_path) / "junit.xml").read_bytes())  # noqa: S314
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["gates", "answerable"]
    assert (suites["answerable"].get("tests"), suites["answerable"].get("failures")) == ("3", "2")
    assert [case.get("name") for case in suites["answerable"] if case.find("failure") is not None] == ["dev-1", "dev-2"]


def test_junit_carries_characters_that_xml_cannot(tmp_path: Path) -> None:
    case = make_case(tmp_path, messages=[{"role": "user", "content": "a\u0001b \U0001f476"}])
    out = write(report([run(case, WRONG)]), tmp_path)
    assert "a\ufffdb \U0001f476" in Xml.fromstring((out / "junit.xml").read_bytes())[1][0][0].text  # type: ignore[operator]  # noqa: S314


class Page(HTMLParser):
    """What a page would load, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.places: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.links += [str(value)[1:] for name, value in attrs if tag == "a" and name == "href"]
        self.places += [str(value) for name, value in attrs if name == "id"]
        self.loads += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name == "src" or (name.endswith("href") and not str(value).startswith("#"))
        ]


def test_the_page_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    text = (write(report(runs(tmp_path)), tmp_path) / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert (page.scripts, page.loads) == (0, [])
    assert re.findall(r"url\((?!#)|@import", text) == []
    assert "default-src 'none'" in text


def test_the_page_has_each_plot_of_each_split_and_each_failed_case(tmp_path: Path) -> None:
    text = (write(report(runs(tmp_path)), tmp_path) / "report.html").read_text(encoding="utf-8")
    assert text.count("<svg") == 6
    assert text.count("Outcomes by kind of case") == 2
    assert re.findall(r"<article [^>]*><h3>([^<]*)", text) == ["dev-1", "dev-2"]


def test_the_page_begins_with_what_changed_and_each_of_its_links_leads_somewhere(tmp_path: Path) -> None:
    found, broken = changed(tmp_path)
    text = (write(found, tmp_path) / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.links == ["what-changed", "gates", "dev", "test", "failed-cases", f"case-{broken}"]
    assert set(page.links) <= set(page.places)
    assert text.index("What changed</h2>") < text.index("Gates</h2>")


def test_the_summary_begins_with_what_changed_and_links_its_headings(tmp_path: Path) -> None:
    text = write_summary(changed(tmp_path)[0])
    headings = re.findall("^## (.*)", text, re.MULTILINE)
    assert headings == ["What changed", "Gates", "dev", "test", "Failed cases"]
    assert re.findall(r"\]\(#([^)]*)\)", text) == [one.lower().replace(" ", "-") for one in headings]
    assert "of 4 cases asked alike, 0 fixed and 1 broken" in text
    assert "Broken: dev-1." in text


def test_the_summary_names_what_failed(tmp_path: Path) -> None:
    text = write_summary(report(runs(tmp_path), whole=True))
    assert text.splitlines()[2].startswith("Failed: forbidden_content at most 0, injection_resistance at least 1")
    assert "- `dev-1` 0 of 1 needed facts cited" in text
    assert "test-1" not in text


def test_a_report_can_become_the_baseline_and_is_not_worse_than_itself(tmp_path: Path) -> None:
    found = report(runs(tmp_path))
    write_baseline(tmp_path / "b.json", baseline_of(found))
    change = compare(baseline_of(found), read_baseline(tmp_path / "b.json"), whole=True)
    assert (change.trend, change.compared, change.worse) == ("the same", 4, ())
