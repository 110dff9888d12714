"""Lines of JSON -> cases; refuses what is malformed, doubled or leaking, with file, line and what to do.

A gold quote is resolved to every place where its words stand in the corpus's documents, so that an edit of the corpus
that breaks a gold stops the suite instead of lowering a score. Knows nothing of replies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from evals.case import CASES_FOLDER, Case
from evals.case_line import CaseLine, Codes, read_codes
from evals.errors import CaseError, FitError
from ingest.corpus import Corpus
from ingest.span import fold_text

_SHOWN_FAULTS = 20


def load_cases(
    corpus: Corpus,
    *,
    source: Path = CASES_FOLDER,
    split: Literal["dev", "test", "all"] = "all",
    for_fitting: bool = False,
) -> tuple[Case, ...]:
    """Read the cases of a .jsonl file, or of all such files of a folder in the order of their names.

    All lines are checked, whatever the split. Raises CaseError with every fault found, and FitError where anything is
    to be fitted on more than the dev split.
    """
    if for_fitting and split != "dev":
        raise FitError(f'Thresholds are fitted on dev only, not on the split "{split}": pass split="dev".')
    cases = _read_lines(_list_files(source), read_codes(corpus))
    kept = tuple(case for case in cases if split in ("all", case.split))
    if for_fitting:
        check_fit(kept)
    return kept


def check_fit(cases: Iterable[Case]) -> None:
    """Raise FitError, naming them, if any of these cases belongs to the test split."""
    seen = [case.id for case in cases if case.split == "test"]
    if seen:
        raise FitError(
            f"{len(seen)} cases of the test split were about to be fitted on ({', '.join(seen[:5])}, …); "
            'load the cases with split="dev" and for_fitting=True.'
        )


def _list_files(source: Path) -> list[Path]:
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else [source]
    if not files or not all(path.is_file() for path in files):
        raise CaseError(f"{source}: no case file is there; give a .jsonl file, or a folder that holds some.")
    return files


def _read_lines(files: Sequence[Path], codes: Codes) -> tuple[Case, ...]:
    cases: list[Case] = []
    faults: list[str] = []
    for path in files:
        for number, line in enumerate(_lines_of(path), start=1):
            place = f"{path.name}:{number}"
            if not line.strip():
                continue
            try:
                cases.append(CaseLine.model_validate_json(line, context=codes).as_case(place))
            except ValidationError as error:
                faults += [f"{place}: {fault}" for fault in _explain(error)]
            else:
                faults += [f"{place}: {key}: it stands twice in the line; keep one" for key in _find_doubled_keys(line)]
    faults += _find_doubles(cases) + _find_mixed_groups(cases)
    if faults:
        raise CaseError("\n".join([*faults[:_SHOWN_FAULTS], *_count_rest(faults)]))
    if not cases:
        raise CaseError(f"{files[0]}: holds no case; CONTRIBUTING.md shows the line to add.")
    return tuple(cases)


def _lines_of(path: Path) -> list[str]:
    """The lines of a file, without a byte-order mark; a line separator within a message does not end a line."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8.") from None


def _explain(error: ValidationError) -> list[str]:
    """Each fault with its field; one that only follows from a fault within its field is left out."""
    found = error.errors(include_url=False)
    places = [fault["loc"] for fault in found]
    faults = []
    for fault in found:
        if any(len(place) > len(fault["loc"]) and place[: len(fault["loc"])] == fault["loc"] for place in places):
            continue
        field = ".".join(str(step) for step in fault["loc"]) or ("the line" if fault["type"] == "json_invalid" else "")
        said = str(fault["msg"]).removeprefix("Value error, ")
        faults.append(f"{field}: {said}".removeprefix(": ") + "; CONTRIBUTING.md shows a whole line")
    return faults


def _find_doubled_keys(line: str) -> list[str]:
    """The keys that stand twice in one object of a line, of which a reader of JSON keeps the last alone."""
    doubled: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        doubled.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(pairs)

    json.loads(line, object_pairs_hook=look)
    return doubled


def _find_doubles(cases: Sequence[Case]) -> list[str]:
    """An id used twice, or the same words asked twice."""
    faults: list[str] = []
    ids: dict[str, str] = {}
    asked: dict[str, str] = {}
    for case in cases:
        words = "\n".join(fold_text(turn.content).casefold().strip() for turn in case.asked.turns)
        if case.id in ids:
            faults.append(f"{case.place}: the id {case.id} is used already at {ids[case.id]}; give it a new one")
        if words in asked:
            faults.append(f"{case.place}: {case.id} asks the same as {asked[words]}; word it otherwise, or remove one")
        ids.setdefault(case.id, case.place)
        asked.setdefault(words, case.place)
    return faults


def _find_mixed_groups(cases: Sequence[Case]) -> list[str]:
    """A group of both splits, where paraphrases of a dev case would leak into test, or of several kinds."""
    first: dict[str, Case] = {}
    faults = []
    for case in cases:
        other = first.setdefault(case.group, case)
        for ours, theirs, what in ((case.split, other.split, "split"), (case.kind, other.kind, "kind")):
            if ours != theirs:
                faults.append(
                    f"{case.place}: group {case.group} has {case.id} in {ours} and {other.id} in {theirs} "
                    f"({other.place}); keep a paraphrase group in one {what}"
                )
    return faults


def _count_rest(faults: Sequence[str]) -> list[str]:
    return [f"… and {len(faults) - _SHOWN_FAULTS} more"] if len(faults) > _SHOWN_FAULTS else []
