"""The words of the guidance against a digest of its source text.

The source is no part of the project, so what is kept of it is the count of its words and a sha256 over them, taken
when the document was made. It does not know whether a mark stands in the right place, only that every word does.
"""

import hashlib
import re
from pathlib import Path

import pytest

GUIDANCE = Path(__file__).parent.parent / "corpus" / "guidance" / "head-control.md"
SOURCE_WORDS = 2_734
SOURCE_SHA256 = "2ece9f260a9372cf50df1a3238b1b761265472bdfaa1c06d37e992cecb2d3794"

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HEADING_MARK = re.compile(r"^#{1,6} ", re.MULTILINE)
BULLET_MARK = re.compile(r"^\s*[-•] ", re.MULTILINE)


def fold_words(text: str) -> list[str]:
    """Words in their order, without front matter, heading marks and bullets; the numbers of lists count as words."""
    body = FRONT_MATTER.sub("", text)
    return BULLET_MARK.sub("", HEADING_MARK.sub("", body)).split()


def digest_words(words: list[str]) -> str:
    """Sha256 of the words, one space between two of them."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def read_guidance() -> str:
    """The document as shipped."""
    return GUIDANCE.read_text(encoding="utf-8")


def test_the_guidance_holds_every_word_of_its_source_in_order() -> None:
    words = fold_words(read_guidance())
    assert (len(words), digest_words(words)) == (SOURCE_WORDS, SOURCE_SHA256)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("not immediately after eating", "immediately after eating"),
        ("for 3-5 minutes", "for 3-6 minutes"),
        ("baby’s neck", "baby's neck"),
        ("the muscle muscles of", "the muscles of"),
        ("at 4 months old", "at four months old"),
        ("Torticollis and other", "Torticollis, other"),
        ("2. When does a child", "3. When does a child"),
        ("- brain injury.", "- injury. brain"),
    ],
)
def test_a_changed_word_changes_the_digest(before: str, after: str) -> None:
    text = read_guidance()
    assert before in text
    assert digest_words(fold_words(text.replace(before, after, 1))) != SOURCE_SHA256


def test_every_word_counts() -> None:
    words = fold_words(read_guidance())
    without_one = {digest_words(words[:place] + words[place + 1 :]) for place in range(len(words))}
    assert SOURCE_SHA256 not in without_one


def test_marks_and_blank_lines_do_not_count_as_words() -> None:
    marked = "---\ntitle: x\n---\n\n# A title\n\n- one\n- two\n\n1. three - four\n"
    plain = "A title\n  • one\n  • two\n  1. three - four\n"
    assert fold_words(marked) == fold_words(plain)


def test_every_paragraph_is_one_line() -> None:
    body = FRONT_MATTER.sub("", read_guidance())
    blocks = [block.split("\n") for block in body.strip().split("\n\n")]
    broken = [lines for lines in blocks if len(lines) > 1 and not all(re.match(r"- |\d+\. ", line) for line in lines)]
    assert broken == []
