"""A report -> JUnit XML, as continuous integration reads it: a suite for the gates and one for each kind of dev case.

Test cases are no part of it: they are never gated on. Times are left out, so that the same run gives the same bytes.
Layout: the Apache Ant JUnit task's, as read by GitHub, GitLab and Jenkins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.asking import CaseRun
from evals.gates import GateResult
from evals.report import Report

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: Report) -> bytes:
    """The gates and the dev cases as JUnit XML, UTF-8; a case that does not pass is a failure with its faults."""
    root = Element("testsuites", name="headsup eval")
    _add_gates(root, report.gates)
    dev = [run for run in report.runs if run.case.split == "dev"]
    for kind in sorted({run.case.kind for run in dev}):
        _add_cases(root, kind, [run for run in dev if run.case.kind == kind])
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _add_gates(root: Element, gates: Sequence[GateResult]) -> None:
    failed = sum(gate.verdict == "failed" for gate in gates)
    skipped = sum(gate.verdict == "not measured" for gate in gates)
    suite = SubElement(
        root, "testsuite", name="gates", tests=str(len(gates)), failures=str(failed), skipped=str(skipped)
    )
    for gate in gates:
        element = SubElement(suite, "testcase", classname="gates", name=gate.gate)
        if gate.verdict == "failed":
            SubElement(element, "failure", message=f"found {gate.found.value} of n {gate.found.n}")
        elif gate.verdict == "not measured":
            SubElement(element, "skipped")


def _add_cases(root: Element, kind: str, runs: Sequence[CaseRun]) -> None:
    failed = sum(not run.score.passed for run in runs)
    suite = SubElement(root, "testsuite", name=kind, tests=str(len(runs)), failures=str(failed))
    for run in runs:
        element = SubElement(suite, "testcase", classname=kind, name=run.case.id)
        if not run.score.passed:
            failure = SubElement(element, "failure", message=_clean("; ".join(run.score.faults)))
            failure.text = _clean(f"{run.case.place}\n{run.case.asked.user_messages[-1]}")


def _clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot carry."""
    return _NOT_XML.sub("\ufffd", text)
