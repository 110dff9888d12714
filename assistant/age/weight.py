"""A time in its clause -> how surely it is the age of a child of now, or of nobody; it knows nothing of births."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.age.clause import Clause
from assistant.age.kin import Owner, Person
from assistant.age.words import age_list

ANSWER_WORDS = 4
"""A message of at most so many words that tells a time answers how old the baby is."""
NOW, SURE, TOLD, BARE, WEAK, NO_AGE = 4.0, 3.0, 2.0, 1.0, 0.5, 0.0


def weigh_age(words: Sequence[str], people: Sequence[Person], clause: Clause, owner: Owner) -> float:
    """From 0.5 (may be an example) over 1 (a bare number), 2 ("old") and 3 (said of the baby) to 4 ("now").

    0 where a time is no age of now: "for 2 weeks", "3 weeks ago", "until 6 months", "when he is 4 months".
    """
    if _is_another_day(clause) or (clause.duration.form not in {"old", "olds"} and _is_no_age(clause)):
        return NO_AGE
    if _is_example(clause):
        return WEAK
    return NOW if clause.is_now else _weigh_words(words, people, clause, owner)


def _is_another_day(clause: Clause) -> bool:
    is_past = clause.behind in age_list("when_past") and clause.lead in age_list("past_leads")
    is_denied = clause.lead in age_list("denials") or clause.behind in age_list("pregnancy")
    is_until = clause.duration.form in {"old", "olds"} and clause.lead in age_list("never_old")
    return clause.is_conditional or is_past or is_denied or is_until


def _is_no_age(clause: Clause) -> bool:
    """Whether a time that is not told as "old" is that of something else."""
    if clause.duration.form == "ordinal":
        return clause.lead not in age_list("possessors")
    if _is_told_otherwise(clause):
        return True
    if clause.lead in age_list("articles_and_the") and clause.told[-1] not in age_list("short_old"):
        return clause.behind not in age_list("babies") | age_list("relatives") | age_list("describing")
    return clause.duration.unit == "hour" or (_needs_lead(clause) and not clause.is_led)


def _is_told_otherwise(clause: Clause) -> bool:
    """Whether the word before or behind says what else it is: "for", "ago", "behind", "of", "too early"."""
    behind = clause.behind
    is_of_baby = clause.lead == "of" and behind in age_list("babies")
    is_soon = behind == "in" and clause.is_led and clause.is_number_at(1)
    return (
        behind in age_list("never_behind")
        or (behind == "too" and not (age_list("early") | age_list("soon")).isdisjoint(clause.after[1:2]))
        or (clause.lead in age_list("never_plain") | age_list("pregnancy") and not clause.is_led and not is_of_baby)
        or (behind in age_list("never_of") and not is_soon)
    )


def _needs_lead(clause: Clause) -> bool:
    """Whether a time is an age only if the words before say so: "a week", "5 days", "over 3 weeks"."""
    told = clause.duration
    if told.unit == "day":
        return clause.lead not in age_list("newborn")
    return clause.is_measured or (told.form == "article" and clause.lead != "at")


def _is_example(clause: Clause) -> bool:
    """Whether it may be an age of no child there is: "at 6 months", "a 4 month old", "3 month olds"."""
    told = clause.duration
    is_any = clause.lead in age_list("indefinite") and told.form == "old" and not clause.has_one
    return is_any or clause.lead in age_list("weak") or (told.form == "olds" and not clause.is_own)


def _weigh_words(words: Sequence[str], people: Sequence[Person], clause: Clause, owner: Owner) -> float:
    told = clause.duration
    if clause.is_led or clause.is_own or (told.form == "old" and owner in {"baby", "relative"}):
        return SURE
    if told.form in {"old", "ordinal"}:
        return TOLD
    if len(words) <= ANSWER_WORDS:
        return SURE
    is_beside = any(0 < told.start - person.place <= 2 or person.place == told.end for person in people)
    return TOLD if is_beside else BARE
