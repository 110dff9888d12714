"""A case -> a hash of what it asks and expects, by which two runs know that it is still the same case.

Knows nothing of places: neither a line moved in a case file nor a sentence added to the corpus makes another case.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from evals.case import Case
from ingest.span import Span, fold_text

DIGITS = 16
_NOT_ASKED = {"id", "group", "split", "place"}


def hash_case(case: Case) -> str:
    """The first 16 hexadecimal digits of a SHA-256 of all that is asked and expected, a gold quote by its words."""
    gold = case.gold
    expected = asdict(gold) | {
        "facts": [sorted({_name_quote(span) for span in fact.spans}) for fact in gold.facts],
        "conflict": [gold.conflict.topic, *map(_name_quote, gold.conflict.versions)] if gold.conflict else None,
    }
    fields = {name: part for name, part in asdict(case).items() if name not in _NOT_ASKED} | {"gold": expected}
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:DIGITS]


def _name_quote(span: Span) -> tuple[str, str]:
    return span.document_id, fold_text(span.quote)
