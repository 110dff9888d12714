"""Word patterns of a red flag, matched in a message clause by clause; it knows no levels and no situations.

A pattern is a line that a health editor can write: groups joined by `&` must all be in the message, a group is
alternatives joined by `|`, a word may end in `*` (any ending), `..` stands for up to three words, `-word` behind an
alternative means "not followed by word", and FEVER is a temperature of a fever (38.0 or 100.4 and more). A pattern
that begins "from 17 weeks:" counts only where the baby is known to be that old.
A match does not count where its clause negates it, is about somebody else, a wish to know in general, or the past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.errors import WordingError

_CLAUSE = re.compile(
    r"[.;!?\n]+|,\s+(?=(?:but|and|no|so|now|then|mine|my|he|hes|she|shes|his|her|baby|the baby|its)\b)|"
    r"\bbut\b|\bhowever\b|\btho(?:ugh)?\b|\bwho\b"
)


def _any_of(*alternatives: str) -> str:
    return r"\b(?:" + "|".join(alternatives) + r")\b"


_FEVER = (
    r"(?:3[89][.,]\d|3[89]\b(?![.,]\d)|4[01][.,]\d|100[.,][4-9]|10[1-6](?:[.,]\d)?\b)"
    r"(?!\s*(?:week|wk|month|mo|cm|ml|day|quid|pound|euro|dollar|breath|year|min))"
)
_NEGATION = re.compile(
    _any_of(
        "no", "not", "never", "without", "zero", "nothing", "nor", "neither", "free of",
        "(?:has|have|is|are|was|did|does|do|ai)nt",
    ) + r"(?:\s+\w+){0,3}\s*$"
)  # fmt: skip
_OTHER_SUBJECT = re.compile(
    _any_of(
        "dolls?", "dolly", "teddys?", "puppet", "mannequin", "dogs?", "puppy", "pup", "cats?",
        "kitten", "hamster", "rabbit", "calf", "lamb", "foal", "husband", "hubby", "wife", "grandad", "grandpa",
        "grandma", "granny", "gran", "my mum", "my mom", "my dad", "my back", "my neck", "my own", "my nephew",
        "my niece", "my boss", "laptop", "robot", "character", "bath ?water", r"water temp\w*", "nursery",
        r"room temp\w*", "weather", "heatwave", "ive(?: got)?(?: a)?", "i(?: have| had|m)(?: a)?",
    ) + r"(?:\s+\w+){0,6}\s*$"
)  # fmt: skip
_OF_THE_BABY = re.compile(r"\b(?:he|him|his|hes|she|her|hers|shes|baby|babys|bub|lo)\b")
_GENERAL = re.compile(
    _any_of(
        "what if", "what are the signs", "signs of", "in case", "just curious", r"hypothetical\w*", "is it true",
        "have read", "i read", "heard that", "what happens (?:if|when)", "should i ever", "can babies", "do babies",
        "could babies", "when should i worry", "what does .* look like", "how to prevent", "prevent", "avoid",
        "how (?:do|would|will) (?:i|we|you) (?:know|tell|spot|recogni[sz]e)", "if (?:he|she|they|baby|a baby) ever",
        "so that (?:he|she) (?:wont|doesnt)", "what would i", "look out for",
    )
)  # fmt: skip
_PAST = re.compile(
    _any_of(
        "years? ago", "months? ago", "last (?:month|year|winter|summer|spring|autumn)", "back in", "at birth",
        "when (?:he|she|they|i) (?:was|were) (?:born|little|a baby|younger|small)", "in (?:the )?nicu", "long ago",
        "once had", "all clear", "recovered", "fully better", "fine since",
    )
)  # fmt: skip


_FROM_AGE = re.compile(r"\s*from (\d+) weeks:\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignMatch:
    """One pattern found in a message: the pattern as written, and the words that matched it."""

    pattern: str
    words: tuple[str, ...]


def fold_words(text: str) -> str:
    """Lower case, no apostrophes, other punctuation kept only where it ends a clause."""
    lowered = text.lower().replace("’", "").replace("'", "").replace("`", "")
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s.,;!?\-/°]", " ", lowered)).strip()


def match_signs(text: str, patterns: tuple[str, ...], weeks: float | None = None) -> SignMatch | None:
    """The first pattern whose groups all stand in the text, each in a clause that asserts it; None where none does.

    weeks: the baby's age, for patterns that ask for one; None where it is not known.
    """
    clauses = [clause for clause in _CLAUSE.split(fold_words(text)) if clause and clause.strip()]
    asserted = [clause for clause in clauses if not (_GENERAL.search(clause) or _PAST.search(clause))]
    for pattern in patterns:
        bound = _FROM_AGE.match(pattern)
        if bound and (weeks is None or weeks < int(bound[1])):
            continue
        words = [_find_group(group, asserted) for group in _compile_pattern(pattern)]
        if words and all(words):
            return SignMatch(pattern=pattern, words=tuple(word for word in words if word))
    return None


def has_pattern(folded: str, pattern: str) -> bool:
    """Whether all groups of a pattern stand in a folded text, whatever is said of them."""
    return all(group.search(folded) for group in _compile_pattern(pattern))


def _find_group(group: re.Pattern[str], clauses: list[str]) -> str | None:
    for clause in clauses:
        for match in group.finditer(clause):
            if not _is_denied(clause[: match.start()], match.group()):
                return match.group()
    return None


def _is_denied(before: str, words: str) -> bool:
    """Whether the words before a sign negate it, or name somebody else whose sign it is; not who did it to the baby."""
    if _NEGATION.search(before):
        return True
    return bool(_OTHER_SUBJECT.search(before)) and not _OF_THE_BABY.search(words)


@lru_cache(maxsize=4096)
def _compile_pattern(pattern: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile_group(group) for group in _FROM_AGE.sub("", pattern, count=1).split("&"))


def _compile_group(group: str) -> re.Pattern[str]:
    alternatives = [_compile_phrase(phrase) for phrase in group.split("|") if phrase.strip()]
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")")


def _compile_phrase(phrase: str) -> str:
    compiled = ""
    words = phrase.split()
    barred = [place for place, word in enumerate(words) if word.startswith("-")]
    if (barred and barred[0] == 0) or barred != list(range(len(words) - len(barred), len(words))):
        raise WordingError(f'The sign "{phrase.strip()}" has a word behind a "-word"; put every "-word" at its end.')
    for word in words:
        if word == "..":
            compiled += r"(?:\s+\w+){0,3}"
        elif word.startswith("-"):
            compiled += rf"(?!\s+{re.escape(word[1:])}\b)"
        else:
            compiled += (r"\s+" if compiled else "") + _compile_word(word)
    return compiled


def _compile_word(word: str) -> str:
    if word == "FEVER":
        return _FEVER
    return re.escape(word.rstrip("*").lower()) + (r"\w*" if word.endswith("*") else r"\b")
