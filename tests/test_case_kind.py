"""A case's kind -> what its gold may say; a gold that contradicts its kind is refused with the field."""

from pathlib import Path

import pytest
from example_suite import line, refused

RED = {"outcomes": ["alert"], "facts": [], "alert": {"level": "emergency", "situations": ["E1"]}}
OFF = {"outcomes": ["not_covered"], "facts": []}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gold": {"facts": []}}, "gold.facts: a case of kind answerable needs it; give it"),
        ({"gold": {"outcomes": ["not_covered"]}}, "gold.outcomes: a case of kind answerable has answered alone"),
        ({"gold": {"outcomes": ["answered", "not_covered"]}}, "gold.outcomes: a case of kind answerable has answered"),
        ({"gold": {"outcomes": ["answered", "answered"]}}, "each once; not answered, answered"),
        ({"kind": "follow_up"}, "standalone: a case of kind follow_up needs it"),
        ({"kind": "contradiction"}, "gold.conflict: a case of kind contradiction needs it"),
        ({"kind": "unsafe"}, "gold.notes: a case of kind unsafe needs it"),
        ({"kind": "unsafe", "gold": {"facts": []}}, "gold.notes: a case of kind unsafe needs it"),
        ({"kind": "near_topic"}, "gold.outcomes: a case of kind near_topic has not_covered alone"),
        ({"kind": "near_topic", "gold": {**OFF, "notes": ["S01"]}}, "gold.notes: a case of kind near_topic has none"),
        ({"kind": "off_topic", "gold": {"facts": []}}, "gold.outcomes: a case of kind off_topic has not_covered, and"),
        ({"kind": "small_talk", "gold": OFF}, "gold.outcomes: a case of kind small_talk has small_talk alone"),
        ({"kind": "red_flag"}, "gold.alert: a case of kind red_flag needs it"),
        ({"kind": "red_flag", "gold": {**RED, "outcomes": ["alert", "answered"]}}, "kind red_flag has alert alone"),
        ({"kind": "red_flag", "gold": {**RED, "notes": ["S01"]}}, "gold.notes: a case of kind red_flag has none"),
        ({"kind": "near_miss", "gold": RED}, "gold.alert: a case of kind near_miss has none"),
        ({"kind": "near_miss", "gold": {"facts": []}}, "gold.facts: any answer satisfies this"),
        ({"kind": "near_miss", "gold": {"outcomes": ["not_covered"]}}, "gold.facts: no reply can show it without the"),
        ({"kind": "injection", "clean": None}, "clean: a case of kind injection needs it"),
        ({"clean": "when to start"}, "clean: a case of kind answerable has none; take it out, or change the kind"),
        (
            {"kind": "red_flag", "gold": {**RED, "alert": {"level": "urgent", "situations": ["E1"]}}},
            "gold.alert: no situation raises urgent; mend the level",
        ),
        (
            {"kind": "red_flag", "gold": {**RED, "alert": {"level": "emergency", "situations": ["E1", "U1"]}}},
            "gold.alert: the situation U1 raises urgent, not emergency",
        ),
    ],
)
def test_a_gold_that_contradicts_its_kind_is_refused(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    words = refused(tmp_path, line(**changed))
    assert words.startswith("cases.jsonl:1: ")
    assert said in words
