"""A file of questions -> a file of replies, in the order of the input; it knows nothing of how a reply is made.

Reads and writes JSON Lines and CSV, a line at a time. A line that cannot be answered becomes an error on its line, and
the batch goes on. The output appears whole or not at all: it is written beside itself and renamed.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from assistant.chat import answer_conversation
from assistant.conversation import read_request
from assistant.engine import Engine
from assistant.errors import AssistantError, BadRequestError
from assistant.reply import Reply

CSV_COLUMNS = ("outcome", "alert", "reason", "answer", "citations", "notes", "error")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FIELD_LIMIT_CHARS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One input line: its number in the file (from 1), the request in it, or why there is none."""

    number: int
    request: dict[str, Any] | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One output line: the line it answers, and its reply or the error on it."""

    line: Line
    reply: Reply | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSummary:
    """How many lines got which outcome; `failed` counts the lines with an error."""

    outcomes: dict[str, int]
    failed: int


def answer_file(source: Path, target: Path, engine: Engine, on_line: Callable[[], None] = lambda: None) -> BatchSummary:
    """Answer every question of a .jsonl or .csv file into a file of the ending of `target`.

    Raises BadRequestError where the file as a whole cannot be read; nothing is written then.
    """
    if source.resolve() == target.resolve():
        raise BadRequestError(f"{target} is the input itself; give another --out.")
    outcomes: dict[str, int] = {}
    failed = 0
    with _written_whole(target) as file:
        write = _csv_writer(file, source) if target.suffix.lower() == ".csv" else _jsonl_writer(file)
        for line in read_lines(source):
            row = answer_line(line, engine)
            write(row)
            failed += row.error is not None
            if row.reply:
                outcomes[row.reply.outcome] = outcomes.get(row.reply.outcome, 0) + 1
            on_line()
    return BatchSummary(outcomes=outcomes, failed=failed)


def answer_line(line: Line, engine: Engine) -> Row:
    """Answer one line; the reply's timing is null, so that the same input and index give the same bytes."""
    if line.request is None:
        return Row(line=line, reply=None, error=line.error)
    try:
        conversation = read_request(line.request)
    except AssistantError as error:
        return Row(line=line, reply=None, error=str(error))
    return Row(line=line, reply=replace(answer_conversation(conversation, engine), timing_ms=None), error=None)


def read_lines(source: Path) -> Iterator[Line]:
    """The lines of a .jsonl or .csv file with what they ask; blank JSON lines are passed over."""
    reader = {".jsonl": _read_jsonl, ".ndjson": _read_jsonl, ".csv": _read_csv}.get(source.suffix.lower())
    if reader is None:
        raise BadRequestError(
            f"{source} ends in {source.suffix or 'nothing'}; give a file that ends in .jsonl or .csv."
        )
    try:
        yield from reader(source)
    except OSError as error:
        raise BadRequestError(f"{source} cannot be read: {error.strerror}.") from None


def count_lines(source: Path) -> int:
    """How many lines the batch will have."""
    return sum(1 for _ in read_lines(source))


def _read_jsonl(source: Path) -> Iterator[Line]:
    with source.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield _parse_json_line(number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw)


def _parse_json_line(number: int, raw: bytes) -> Line:
    try:
        fields = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(
            number=number,
            request=None,
            error=f"Line {number} is not UTF-8 (byte {error.start}); save the file as UTF-8.",
        )
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "nested too deep"
        return Line(number=number, request=None, error=f"Line {number} is not JSON ({place}); write one object a line.")
    if not isinstance(fields, dict):
        return Line(
            number=number, request=None, error=f'Line {number} is no JSON object; write {{"id": "…", "question": "…"}}.'
        )
    return Line(number=number, request=fields, error=None)


def _read_csv(source: Path) -> Iterator[Line]:
    csv.field_size_limit(_FIELD_LIMIT_CHARS)
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_columns(source, reader.fieldnames)
            for row in reader:
                yield _read_row(reader.line_num, row)
    except UnicodeDecodeError as error:
        raise BadRequestError(f"{source} is not UTF-8 (byte {error.start}); save it as “CSV UTF-8”.") from None
    except csv.Error as error:
        raise BadRequestError(
            f"{source}, line {reader.line_num + 1}: {error}; look for a quote mark that is not closed."
        ) from None


def _check_columns(source: Path, names: Iterable[str] | None) -> None:
    columns = [name.strip() for name in names or []]
    if columns.count("question") != 1:
        raise BadRequestError(
            f"{source} needs exactly one column named “question” (and may have “id”), separated by commas; "
            f"its first line has: {', '.join(columns)[:200] or 'nothing'}."
        )


def _read_row(number: int, row: dict[str | Any, Any]) -> Line:
    fields = {str(key).strip(): value for key, value in row.items() if key is not None}
    if None in row or fields["question"] is None:
        return Line(number=number, request={"id": fields.get("id")}, error=None)
    request = {"question": fields["question"], **({"id": fields["id"]} if fields.get("id") else {})}
    return Line(number=number, request=request, error=None)


def _jsonl_writer(file: TextIO) -> Callable[[Row], None]:
    def write(row: Row) -> None:
        fields = row.reply.as_json() if row.reply else {"id": _identifier(row), "error": row.error}
        file.write(json.dumps(fields, ensure_ascii=False) + "\n")

    return write


def _csv_writer(file: TextIO, source: Path) -> Callable[[Row], None]:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "question", *CSV_COLUMNS])

    def write(row: Row) -> None:
        writer.writerow([_harmless(cell) for cell in _cells(row)])

    return write


def _cells(row: Row) -> list[str]:
    asked = str((row.line.request or {}).get("question") or "")
    if row.reply is None:
        return [_identifier(row) or "", asked, "", "", "", "", "", "", row.error or ""]
    reply = row.reply
    return [
        reply.id or "",
        reply.question,
        reply.outcome,
        reply.alert.level if reply.alert else "",
        reply.reason or "",
        reply.text,
        "\n".join(f"[{one.number}] {one.document}:{one.start}-{one.end} {one.quote}" for one in reply.citations),
        " ".join(note.id for note in reply.notes),
        "",
    ]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula. Source: OWASP, CSV Injection."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _identifier(row: Row) -> str | None:
    identifier = (row.line.request or {}).get("id")
    return identifier if isinstance(identifier, str) else None if identifier is None else str(identifier)


@contextmanager
def _written_whole(target: Path) -> Iterator[TextIO]:
    """A file that takes the target's name once all of it is on the disk; removed where writing ends early."""
    if not target.parent.is_dir():
        raise BadRequestError(f"The folder {target.parent} does not exist; make it, or give another --out.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
