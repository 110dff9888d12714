"""The extractor: a hostile file costs its own reading only."""

from pathlib import Path

import pytest
from example_files import write_docx, write_text_pdf

from ingest.errors import DocumentError
from ingest.extractor import Extractor


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_text("<p>" * 300_000)
    write_docx(tmp_path / "word.docx", "Fine.")
    with Extractor(limit_seconds=8) as extractor:
        with pytest.raises(DocumentError, match="takes more than 8 seconds to read; save it anew, or as text"):
            extractor.extract(tmp_path / "slow.html")
        assert extractor.extract(tmp_path / "word.docx") == ("Fine.", None)


def test_a_file_that_needs_too_much_memory_is_given_up_and_the_next_one_is_read(tmp_path: Path) -> None:
    write_docx(tmp_path / "wide.docx", *(str(number * 7919 % 1_000_003) for number in range(300_000)))
    write_text_pdf(tmp_path / "sheet.pdf", "Fine.")
    with Extractor(limit_bytes=400 * 1024**2) as extractor:
        with pytest.raises(DocumentError, match="memory"):
            extractor.extract(tmp_path / "wide.docx")
        assert extractor.extract(tmp_path / "sheet.pdf") == ("Fine.", None)


def test_nothing_is_started_before_a_file_needs_it() -> None:
    with Extractor() as extractor:
        assert extractor._child is None
