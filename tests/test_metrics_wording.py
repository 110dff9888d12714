"""Our own wording: what counts as ours, and how hard it is to read."""

import pytest

from evals.wording import own_wording
from ingest.reading_grade import count_words
from ingest.reading_grade import measure_reading_grade as reading_grade

TEXT = """**Do not use a ring.** [a]

The guidance says:

> “Use a ring in the bath.” [1]

---

[a] Rings can slip. (FDA, 2022)
"""


def test_quotes_markers_markup_and_folded_notes_are_not_ours() -> None:
    assert own_wording(TEXT).split() == ["Do", "not", "use", "a", "ring.", "The", "guidance", "says:"]


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert count_words("Your baby's 3-5 minutes, e.g. now.") == 8
    assert count_words("") == 0


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.45),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
    ],
)
def test_grades_are_near_worked_examples(text: str, grade: float) -> None:
    """6 words of 6 syllables; 13 words of 24 syllables: syllables are counted by rule, so within one syllable."""
    assert reading_grade(text) == pytest.approx(grade, abs=0.95)


def test_no_words_have_no_grade() -> None:
    assert reading_grade("> ! ") is None
