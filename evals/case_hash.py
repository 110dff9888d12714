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


def hash_case(case: Case) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of kind, turns, form and gold, a gold quote by its words."""
    gold = case.gold
    fields = {
        "kind": case.kind,
        "asked": asdict(case.asked),
        "outcomes": sorted(gold.outcomes),
        "facts": [sorted({_name_quote(span) for span in fact.spans}) for fact in gold.facts],
        "notes": sorted(gold.notes),
        "conflict": gold.conflict.topic if gold.conflict else None,
        "alert": asdict(gold.alert) if gold.alert else None,
        "must_not": sorted(gold.must_not),
    }
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:DIGITS]


def _name_quote(span: Span) -> tuple[str, str]:
    return span.document_id, fold_text(span.quote)
