"""What was asked for on the command line -> the options of a run, or why they do not go together; it runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from evals.asking import Order
from evals.baseline import BASELINE_PATH
from evals.case import CASES_FOLDER
from evals.errors import BaselineError, CaseError, SuiteError

Splits = Literal["dev", "test", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What to run and what to do with it.

    only: ids, groups or kinds, a trailing * for any ending; sample: at most so many cases, spread over the kinds.
    against: a baseline to compare with; accept: make this run the baseline; open_test: show failed test cases.
    without_reviewed: judge the engine without its reviewed answers.
    judge: how many dev cases the configured LLM judges besides; None: no LLM is asked.
    out: the folder for the report's files, made if need be; None writes none.
    built_from: the corpus folder that the index must still agree with; None where the cases bring their own corpus.
    """

    split: Splits = "dev"
    cases: Path = CASES_FOLDER
    only: Sequence[str] = ()
    sample: int | None = None
    order: Order = field(default_factory=Order)
    against: Path | None = None
    accept: bool = False
    open_test: bool = False
    without_reviewed: bool = False
    judge: int | None = None
    out: Path | None = None
    built_from: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether all cases of the splits are run."""
        return not self.only and self.sample is None

    @property
    def shipped(self) -> bool:
        """Whether the cases are the ones that ship with the product, for which the gates were set."""
        return self.cases == CASES_FOLDER


def read_options(  # noqa: PLR0913  (one an option of the command line)
    *,
    only: Sequence[str] | None,
    split: str,
    against: str | None,
    accept: bool,
    out: Path,
    corpus: Path | None,
    cases: Path | None,
    sample: int | None,
    threads: int,
    shuffle: int | None,
    open_test: bool,
    judge: int | None,
    without_reviewed: bool,
    built_from: Path,
) -> RunOptions:
    """Options that go together. Raises SuiteError where they do not, saying which to change."""
    if split not in get_args(Splits):
        raise SuiteError(f"--split {split} is none of dev, test, all.")
    if corpus is not None and cases is None:
        raise CaseError("--corpus needs --cases: the cases that ship are about the guidance that ships.")
    names = tuple(name.strip() for listed in only or () for name in listed.split(",") if name.strip())
    if only and not names:
        raise CaseError("--only names nothing; name ids, groups or kinds, or leave it out to run all cases.")
    options = RunOptions(
        split="dev" if split == "dev" else "test" if split == "test" else "all",
        cases=cases or CASES_FOLDER,
        only=names,
        sample=sample,
        order=Order(threads=threads, shuffle=shuffle),
        against=BASELINE_PATH if against == "baseline" else Path(against) if against else None,
        accept=accept,
        open_test=open_test,
        judge=judge,
        without_reviewed=without_reviewed,
        out=out,
        built_from=None if corpus is not None else built_from,
    )
    if accept and (without_reviewed or not (options.whole and options.split == "all" and options.shipped)):
        raise BaselineError(
            "A baseline is a whole run of the whole engine: --accept needs --split all and goes without --only,"
            " --sample, --cases, --without-reviewed."
        )
    return options
