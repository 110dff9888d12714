"""What kind of thing a question asks for, and whether a sentence holds such a thing; both by words alone.

Patterns of English, none of any subject: "who" wants a name, "when" a year or date, "how many" a number.
"""

from __future__ import annotations

import re

_AMOUNT = "many|much|long|old|far|often|tall|high|large|big|deep|fast|heavy|wide|soon"
_KINDS = {
    "who": r"\b(?:who|whose|whom|which (?:person|people|king|leader|author|scientist))\b",
    "where": r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|state|place|region|river|area|continent|town"
    r"|province|location|street)\b",
    "when": r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|century|date|day|month|decade|period|age|time)\b",
    "number": rf"\bhow (?:{_AMOUNT})\b|\b(?:what|which) (?:\w+ )?(?:percentage|percent|number|amount|proportion"
    r"|distance|size|rate|temperature|dose)\b",
    "why": r"\b(?:why|causes?|caused|reasons?|purpose)\b",
    "how": rf"\bhow (?!(?:{_AMOUNT})\b)",
}
_SHAPES = {
    "year": r"\b1\d{3}s?\b|\b20\d\ds?\b|\b[Cc]entur(?:y|ies)\b|\bBC\b|\bAD\b",
    "number": r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?"
    r"|thousands?|millions?|billions?|half|third|quarter|percent|once|twice|dozens?)\b",
    "because": r"\b(?:because|due to|since|therefore|thus|caused?|causes|causing|leads? to|led to"
    r"|result(?:s|ed)? (?:in|of|from)|in order to|so that|reasons?|owing|to \w+)\b",
    "pronoun": r"\A(?:He|She|It|They|This|These|That|Those|His|Her|Its|Their|Such|Both)\b",
}
_OF_QUESTION = {name: re.compile(pattern) for name, pattern in _KINDS.items()}
_OF_SENTENCE = {
    name: re.compile(pattern, 0 if name in ("year", "pronoun") else re.IGNORECASE) for name, pattern in _SHAPES.items()
}


def find_kinds(question: str) -> dict[str, bool]:
    """Whether a question asks who, where, when, for a number, why, or how; several may hold, or none."""
    folded = question.lower()
    return {name: bool(pattern.search(folded)) for name, pattern in _OF_QUESTION.items()}


def find_shapes(sentence: str) -> dict[str, bool]:
    """Whether a sentence holds a year, a number or a reason, and whether it begins with a pronoun."""
    return {name: bool(pattern.search(sentence)) for name, pattern in _OF_SENTENCE.items()}
