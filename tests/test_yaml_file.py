"""YAML: plain values with the line of each, and refusals that name the line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import CorpusError
from ingest.yaml_file import find_place, parse_yaml

TEXT = "# comment\nversions:\n- label: a\n  quote: >-\n    folded\n    words\n- label: b\nnote:\n"


def test_content_and_places() -> None:
    file = parse_yaml(TEXT, "x.yaml")
    assert file.content == {"versions": [{"label": "a", "quote": "folded words"}, {"label": "b"}], "note": None}
    places = [(), ("versions", 1), ("versions", 0, "span", "quote"), ("gone",), ("versions", 7), ("note",)]
    assert [find_place(file, path) for path in places] == [f"x.yaml:{line}" for line in (1, 7, 4, 1, 3, 8)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2", "x.yaml:6: did not find expected ',' or ']'; mend the YAML there"),
        ("a: 1\na: 2", "x.yaml:6: the key 'a' stands twice; mend the YAML there"),
        ("a: &b [1]\nc: *b", "x.yaml:6: an alias (*), which is not read here; write the values out"),
        ("[" * 30 + "]" * 30, "x.yaml:5: more than 20 levels, which is not read here; write the values out"),
        ("a: !!python/name:os.system", "x.yaml:5: could not determine a constructor for the tag"),
        ("? [a]\n: b", "x.yaml:5: no plain key; mend the YAML there"),
        ("a: 2026-02-30", "x.yaml:5: day is out of range for month"),
        ("a: 1\n---\nb: 2", "x.yaml:6: but found another document; mend the YAML there"),
        ("a: \x07", "x.yaml:5: "),
    ],
)
def test_what_is_hostile_or_lost_silently_is_refused(text: str, message: str) -> None:
    with pytest.raises(CorpusError) as error:
        parse_yaml(text, "x.yaml", first_line=5)
    assert str(error.value).startswith(message)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#? \n0.", max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(CorpusError):
        parse_yaml(text, "x.yaml")
