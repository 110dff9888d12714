"""What can go wrong between cases and a report; every message gives the place and the next step.

    EvalError
      SuiteError          the suite itself is invalid, exit status 2
        CaseError         a line of a case file is malformed, or its gold is no longer in the corpus
        FitError          cases of the test split were asked for to fit on
        OverlapError      a case is nearly a question of a bank, or cases of both splits are nearly one
        BaselineError     a report to compare with cannot be read, or must not be written
        DatasetError      a public data set is absent or not in its published layout

A reply that is wrong is a score, and an engine that fails on a case is a row of the report: neither is an exception.
"""

from __future__ import annotations


class EvalError(Exception):
    """The root of this room's errors; its message says what to do next."""


class SuiteError(EvalError):
    """The suite cannot be believed as it is; nothing was judged."""


class CaseError(SuiteError):
    """One or more lines of the case files cannot be used; each line of the message begins with file and line."""


class FitError(SuiteError):
    """Something was about to be fitted on the test split."""


class OverlapError(SuiteError):
    """Cases and banks, or dev and test cases, were not written apart; the message lists the pairs."""


class BaselineError(SuiteError):
    """A baseline cannot be read, or this run must not become one."""


class DatasetError(SuiteError):
    """A public data set cannot be read."""
