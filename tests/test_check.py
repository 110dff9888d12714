"""The check: everything that editors can get wrong, with file, line and what to do."""

from datetime import date
from pathlib import Path

import pytest
from example_corpus import ANSWER, REVIEW, write_corpus

from ingest.check import CheckReport, check_corpus
from ingest.settings import find_corpus

TODAY = date(2026, 12, 1)


def test_a_sound_corpus_has_neither_errors_nor_warnings(tmp_path: Path) -> None:
    assert check_corpus(write_corpus(tmp_path), TODAY) == CheckReport(errors=(), warnings=())


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        (
            "guidance/head.md",
            "leave him",
            "leave her",
            'conflicts/start.yaml:10: these words are not in head: "Don\'t leave him alone."; copy them from',
        ),
        (
            "answers/alone.yaml",
            "document: head",
            "document: body",
            "answers/alone.yaml:8: there is no document 'body' (known: head); mend its id or add the document",
        ),
        (
            "notes/ring.yaml",
            "[R01]",
            "[R01,\n  R99]",
            "notes/ring.yaml:8: the reference 'R99' is not in references.yaml; mend it or add it there",
        ),
        (
            "triage/E1-breathing.yaml",
            "[R01]",
            "[R2]",
            "triage/E1-breathing.yaml:12: the reference 'R2' is not in references.yaml",
        ),
        (
            "conflicts/start.yaml",
            "note: ring",
            "note: rings",
            "conflicts/start.yaml:13: there is no note 'rings'; mend its id or write the note",
        ),
        (
            "answers/alone.yaml",
            "notes: [ring]",
            "notes: [S01]",
            "answers/alone.yaml:9: there is no note 'S01'; that is a code, write the id 'ring'",
        ),
        (
            "answers/alone.yaml",
            "leave him, leave",
            "leave him, ' Alone'",
            "answers/alone.yaml:3: the phrasing ' Alone' stands at answers/alone.yaml:3 too; leave it to one answer",
        ),
        (
            "answers/alone.yaml",
            "leave him, leave",
            "leave him",
            "answers/alone.yaml:3: `phrasings`: Tuple should have at least 5 items",
        ),
        (
            "answers/alone.yaml",
            ANSWER[ANSWER.index("  quotes:") :],
            "  quotes: []\n  notes: []\n",
            "answers/alone.yaml:5: the sentence rests on nothing; give it a quote or a note",
        ),
        (
            "answers/alone.yaml",
            "Don't leave him alone.",
            "ring. Buy now!",
            "answers/alone.yaml:7: these words are never_quote: 'ring.\\n\\nBuy now!'; quote others",
        ),
        (
            "answers/alone.yaml",
            "topic: Safety",
            "topic: Safety\nages: {from_weeks: 9, to_weeks: 8}",
            "answers/alone.yaml:3: no baby is from 9 up to 8 weeks; mend them",
        ),
        (
            "answers/alone.yaml",
            "topic: Safety",
            "topic: Safety\nages: {from_weeks: -1, to_weeks: 8}",
            "answers/alone.yaml:3: `from_weeks`: Input should be greater than or equal to 0; mend the value",
        ),
        (
            "answers/alone.yaml",
            "topic: Safety",
            "topic: Safety\nseries: head",
            "answers/alone.yaml:3: no other answer is of the series 'head'; mend its name or take it away",
        ),
        (
            "answers/alone.yaml",
            "Stay with him.",
            "Stay with him" + " now" * 18 + ".",
            "answers/alone.yaml:5: the sentence has 21 words, at most 20 are easy; split it",
        ),
        (
            "answers/alone.yaml",
            "Stay with him.",
            "Developmental examination.",
            "answers/alone.yaml:5: its reading grade is 44.19, at most 6.5; shorten words",
        ),
        (
            "notes/ring.yaml",
            "Do not use",
            "Do " + "not " * 11 + "use",
            "notes/ring.yaml:5: the lead has 16 words, at most 15 are read; shorten it",
        ),
        (
            "notes/ring.yaml",
            "severity: emergency",
            "severity: bad",
            "notes/ring.yaml:3: `severity`: Input should be 'emergency', 'urgent' or 'caution'; mend the value",
        ),
        ("notes/ring.yaml", "lead:", "leed:", "notes/ring.yaml:1: `lead`: Field required; add `lead`"),
        (
            "notes/ring.yaml",
            "review_due: 2027-05-22\n",
            "",
            "notes/ring.yaml:1: `review_due`: Field required; add `review_due`",
        ),
        (
            "notes/ring.yaml",
            "answers: true",
            "answers: true\nextra: 1",
            "notes/ring.yaml:13: `extra`: Unexpected keyword argument; mend its spelling or take it away",
        ),
        (
            "notes/ring.yaml",
            "[is a ring ok]",
            "[is a ring ok, no]",
            "notes/ring.yaml:14: `asks`: Input should be a valid string; mend the value",
        ),
        (
            "notes/ring.yaml",
            "asks: [is",
            "asks: [[is",
            "notes/ring.yaml:15: did not find expected ',' or ']'; mend the YAML there",
        ),
        ("notes/ring.yaml", "asks:", "terms:", "notes/ring.yaml:14: the key 'terms' stands twice; mend the YAML there"),
        (
            "guidance/head.md",
            "leave him",
            "leave " + "him " * 400,
            "guidance/head.md: the sentence that starts at character 28 has 1,6",
        ),
        ("references.yaml", "R01:", "R01: x\nR02:", "references.yaml:1: `R01`: "),
        (
            "questions/head.yaml",
            "document: head",
            "document: [head]",
            "questions/head.yaml:1: `document`: Input should",
        ),
        ("questions/not-covered.yaml", "topics:", "- topics:", "questions/not-covered.yaml:1: `the file`: "),
    ],
)
def test_an_error_names_file_line_and_remedy(tmp_path: Path, file: str, old: str, new: str, error: str) -> None:
    errors = check_corpus(write_corpus(tmp_path, file=file, old=old, new=new), TODAY).errors
    assert any(found.removeprefix(f"{tmp_path}/").startswith(error) for found in errors), errors


@pytest.mark.parametrize(
    ("file", "old", "new", "warning"),
    [
        (
            "notes/ring.yaml",
            "2027-05-22",
            "2026-11-28",
            "notes/ring.yaml:16: the review is 3 days overdue; review it and set both dates",
        ),
        (
            "conflicts/start.yaml",
            "Start now.",
            "now " * 46,
            "conflicts/start.yaml:11: the resolution has 46 words, more than 45; shorten it",
        ),
        (
            "guidance/head.md",
            "Buy now!",
            "Use a ring. Buy now!",
            "notes/ring.yaml:10: these words stand 2 times in head: 'Use a ring.'; quote more of them",
        ),
        (
            "questions/not-covered.yaml",
            "when do teeth come",
            "What for the bath",
            "questions/not-covered.yaml:5: 'What for the bath' is answered at questions/head.yaml:3; take one away",
        ),
        (
            "questions/not-covered.yaml",
            "[head]",
            "[neck]",
            "questions/not-covered.yaml:4: there is no document 'neck'; mend its id or take it away",
        ),
    ],
)
def test_a_warning_names_file_line_and_remedy(tmp_path: Path, file: str, old: str, new: str, warning: str) -> None:
    report = check_corpus(write_corpus(tmp_path, file=file, old=old, new=new), TODAY)
    assert report.errors == ()
    assert warning in report.warnings


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    errors = (f"{tmp_path}/gone: no such folder; give a corpus folder, one that holds guidance/",)
    assert check_corpus(tmp_path / "gone", TODAY) == CheckReport(errors=errors, warnings=())


def test_an_id_that_two_files_use_is_an_error(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (tmp_path / "notes" / "ring2.yaml").write_bytes((tmp_path / "notes" / "ring.yaml").read_bytes())
    assert check_corpus(tmp_path, TODAY).errors == (
        "notes/ring2.yaml:1: the id 'ring' stands at notes/ring.yaml:1 too; rename one",
    )


def test_a_guidance_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (write_corpus(tmp_path) / "guidance" / "empty.md").touch()
    assert check_corpus(tmp_path, TODAY).errors == (
        f"{tmp_path}/guidance/empty.md:1: is empty (0 bytes); put its text into it, or take it away",
    )


def test_files_and_folders_that_nobody_reads_are_warned_of(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (tmp_path / "note").mkdir()
    (tmp_path / "notes" / "pillow.yml").write_text(REVIEW)
    (tmp_path / "notes" / "README.md").write_text("For editors.")
    assert check_corpus(tmp_path, TODAY).warnings == (
        "note:1: this folder is not read; folders are answers, conflicts, guidance, notes, questions, triage",
        "notes/pillow.yml:1: this file is not read; end its name in .yaml",
    )


def test_the_corpus_that_ships_has_no_errors() -> None:
    assert check_corpus(find_corpus(), TODAY).errors == ()
