"""A small corpus in a folder, whole in itself, for tests that break one thing of it."""

from pathlib import Path

REVIEW = "reviewed_on: 2026-11-22\nreview_due: 2027-05-22\nreviewed_by: editorial, not clinically reviewed\n"

GUIDANCE = """\
---
title: Head
---
# Head

Don’t leave him alone. Use a ring.

Buy now! Do this at 3 weeks
or later.
"""

NOTE = """\
id: ring
code: S01
severity: emergency
topics: [bath]
lead: Do not use a neck ring.
text: It can slip.
references: [R01]
verification: seen
qualifies:
- document: head
  quote: Use a ring.
answers: true
terms: [neck ring]
asks: [is a ring ok]
"""

SITUATION = """\
id: breathing
code: E1
title: Breathing
level: emergency
age_basis: none
max_age_weeks: null
min_age_weeks: null
quotable: false
lead: Call now.
meanwhile: [Stay.]
ask: null
references: [R01]
basis: seen
signs: []
messages: [he is blue]
calm: [blue socks]
"""

CONFLICT = """\
id: start
code: X1
topic: When to start
versions:
- label: from 3 weeks
  document: head
  quote: Do this at 3 weeks or later.
- label: never alone
  document: head
  quote: "Don't leave him alone."
resolution: Start now.
references: [R01]
note: ring
asks: [when to start]
"""

ANSWER = """\
id: alone
topic: Safety
phrasings: [may he be alone, alone, is alone ok, leave him, leave]
body:
- sentence: Stay with him.
  quotes:
  - document: head
    quote: "Don't leave him alone."
  notes: [ring]
"""

REFERENCES = """\
R01:
  title: Do not
  publisher: FDA
  year: 2022
  url: null
  status: seen-reprint
  caveat: ''
"""

WORDING = """\
spans:
- quote: Buy now!
  use: never_quote
  reason: an advertisement
"""

QUESTIONS = """\
document: head
sentences:
- quote: Use a ring.
  questions: [what for the bath]
"""

TOPICS = """\
topics:
- topic: teeth
  reason: topic_not_in_guidance
  checked_against: [head]
  questions: [when do teeth come]
"""

FILES = {
    "guidance/head.md": GUIDANCE,
    "guidance/head.wording.yaml": WORDING,
    "references.yaml": REFERENCES,
    "notes/ring.yaml": NOTE + REVIEW,
    "triage/E1-breathing.yaml": SITUATION,
    "conflicts/start.yaml": CONFLICT + REVIEW,
    "answers/alone.yaml": ANSWER + REVIEW,
    "questions/head.yaml": QUESTIONS,
    "questions/not-covered.yaml": TOPICS,
}


def write_corpus(folder: Path, *, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the corpus into a folder, with `old` replaced by `new` in one file of it."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    if file:
        assert old in FILES[file]
        (folder / file).write_text(FILES[file].replace(old, new), encoding="utf-8")
    return folder
