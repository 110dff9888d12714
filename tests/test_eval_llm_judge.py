"""The LLM judge, against a real server on this machine: repeats, spread, faults of the server, and no judge unasked."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from example_suite import answer, cite, make_case, refusal, run

from evals.asking import CaseRun
from evals.errors import SuiteError
from evals.judgement import Judgement, describe_judged
from evals.llm_judge import judge_cases, judge_runs, open_judge
from evals.settings import read_judge_settings
from ingest.settings import LlmSettings


class Model(BaseHTTPRequestHandler):
    """A model that finds everything faithful, and grades in turn from a list."""

    grades: ClassVar[list[str]] = []
    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        fields = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"key": self.headers["Authorization"], **fields})
        words = fields["messages"][0]["content"]
        said = self.grades.pop(0) if "reference answer" in words.lower() else "YES"
        self.send_response(500 if said == "fault" else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [{"message": {"content": said}}]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def settings() -> Iterator[LlmSettings]:
    server = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Model.asked = []
    yield LlmSettings(
        llm_url=f"http://127.0.0.1:{server.server_port}/v1", llm_model="judge", llm_key="k", llm_timeout_seconds=5
    )  # type: ignore[arg-type]
    server.shutdown()
    server.server_close()


@pytest.fixture
def answered(tmp_path: Path) -> CaseRun:
    return run(make_case(tmp_path), answer(cite(1, "at 2 weeks")))


def test_three_repeats_give_mean_and_spread(settings: LlmSettings, answered: CaseRun) -> None:
    Model.grades = ["4.0\ngood", "3.0\nfair", "5.0\nbest"]
    (judged,) = judge_runs([answered], open_judge(settings))
    assert judged == Judgement(case_id="ans-1", faithful=1.0, faithful_spread=0.0, correct=4.0, correct_spread=2.0)
    assert len(Model.asked) == 7  # one to see whether it answers
    assert {(one["key"], one["model"], one["temperature"]) for one in Model.asked} == {("Bearer k", "judge", 0)}


@pytest.mark.parametrize("bad", ["fault", "no number at all", "good\nindeed", ""])
def test_an_answer_that_cannot_be_used_is_left_out(settings: LlmSettings, answered: CaseRun, bad: str) -> None:
    Model.grades = [bad, "3.0\nfair", bad]
    (judged,) = judge_runs([answered], open_judge(settings))
    assert (judged.correct, judged.correct_spread) == (3.0, 0.0)
    Model.grades = [bad] * 3
    (judged,) = judge_runs([answered], open_judge(settings))
    assert (judged.correct, judged.correct_spread) == (None, None)


def test_refusals_are_not_judged(settings: LlmSettings, answered: CaseRun) -> None:
    assert judge_runs([run(answered.case, refusal())], open_judge(settings)) == ()


def test_at_most_so_many_answered_dev_cases_are_judged(settings: LlmSettings, answered: CaseRun) -> None:
    Model.grades = ["4.0\ngood"] * 3
    judged = judge_cases([run(answered.case, refusal()), answered, answered], open_judge(settings), most=1)
    assert [one.correct for one in judged.judgements] == [4.0]
    assert describe_judged(judged).endswith("never a gate: faithful 1.000 of 1 (n 1), correct 4.000 of 5 (n 1)")


def test_a_server_that_does_not_answer_is_told_at_once(settings: LlmSettings) -> None:
    nobody = settings.model_copy(update={"llm_url": "http://127.0.0.1:9/v1"})
    with pytest.raises(SuiteError, match=r"gave no answer .*mend HEADSUP_LLM_URL"):
        open_judge(nobody)


def test_a_judge_that_is_not_configured_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEADSUP_LLM_URL", raising=False)
    with pytest.raises(SuiteError, match="set HEADSUP_LLM_URL and HEADSUP_LLM_MODEL"):
        read_judge_settings()
