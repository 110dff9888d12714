"""A report -> its files in a folder: report.json, timings.json, failures.jsonl, junit.xml, summary.md, report.html.

The JSON files part what is the same in every run from what no run repeats: the seconds, and what an LLM says of the
replies, in judge.json where there was one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from evals.asking import CaseRun
from evals.baseline import Baseline
from evals.candidates import ASSISTANT
from evals.errors import SuiteError
from evals.estimate import percentile
from evals.judgement import Judged
from evals.junit import write_junit
from evals.page import write_page
from evals.report import Report, report_as_json
from evals.summary import write_summary

PERCENTS = (50, 95, 99)


def write_report(
    report: Report,
    runs: Mapping[str, Sequence[CaseRun]],
    folder: Path,
    *,
    baseline: Baseline | None = None,
    judged: Judged | None = None,
) -> None:
    """Write every file of a report into a folder, which is made if need be. Raises SuiteError where it cannot be."""
    timings = measure_latency(runs)
    contents: dict[str, bytes] = {
        "report.json": report_as_json(report),
        "timings.json": _as_json(timings),
        "failures.jsonl": b"".join(_failure_line(run) for run in report.failed_runs),
        "junit.xml": write_junit(report),
        "summary.md": write_summary(report, judged).encode(),
        "report.html": write_page(report, baseline, timings[ASSISTANT], judged).encode(),
    }
    if judged:
        contents["judge.json"] = _as_json(asdict(judged))
    open_folder(folder)
    for name, content in contents.items():
        write_file(folder / name, content)


def open_folder(folder: Path) -> None:
    """Make a folder for results and see that it takes a file, before anything is asked in vain. Raises SuiteError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SuiteError(f"{folder} cannot be written: {error.strerror}; give another --out.") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file. Raises SuiteError where it cannot be, as on a full disk or over a folder of that name."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise SuiteError(f"{path} cannot be written: {error.strerror}; give another --out.") from None


def measure_latency(runs: Mapping[str, Sequence[CaseRun]]) -> dict[str, dict[str, float]]:
    """For each candidate its seconds in all and the latency percentiles in milliseconds, read from the runs' clocks.

    Type 7 percentiles (Hyndman and Fan 1996) of the wall time from request to reply, without its scoring.
    """
    return {name: _percentiles([run.seconds for run in one]) for name, one in runs.items() if one}


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(second * 1000 for second in seconds)
    shares = {f"p{percent}_ms": round(percentile(ordered, percent), 3) for percent in PERCENTS}
    return {"n": len(ordered), "total_seconds": round(sum(seconds), 3), **shares}


def _failure_line(run: CaseRun) -> bytes:
    """A failed case as one JSON line: question, what was wrong, gold, reply."""
    return json.dumps(describe_failure(run), ensure_ascii=False).encode() + b"\n"


def describe_failure(run: CaseRun) -> dict[str, Any]:
    """What a maintainer needs to see of a failed case, as JSON fields."""
    gold = run.case.gold
    return {
        "id": run.case.id,
        "kind": run.case.kind,
        "place": run.case.place,
        "faults": list(run.score.faults),
        "asked": [f"{turn.role}: {turn.content}" for turn in run.case.asked.turns],
        "standalone": run.reply.standalone if run.reply else None,
        "gold": {
            "outcomes": list(gold.outcomes),
            "facts": [[span.quote for span in fact.spans] for fact in gold.facts],
            "notes": list(gold.notes),
            "conflict": gold.conflict.topic if gold.conflict else None,
            "alert": [gold.alert.level, *gold.alert.situations] if gold.alert else None,
            "must_not": list(gold.must_not),
        },
        "reply": _describe_reply(run),
    }


def _describe_reply(run: CaseRun) -> dict[str, Any] | None:
    reply = run.reply
    if reply is None:
        return None
    return {
        "outcome": reply.outcome,
        "reason": reply.reason,
        "alert": [reply.alert.level, reply.alert.situation] if reply.alert else None,
        "confidence": round(float(reply.confidence), 3),
        "citations": [one.quote for one in reply.citations],
        "notes": [note.id for note in reply.notes],
        "conflicts": [one.topic for one in reply.conflicts],
        "text": reply.text,
    }


def _as_json(fields: object) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
