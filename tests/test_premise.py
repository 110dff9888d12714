"""Messages that take for granted what no quote says, and those that only ask."""

import pytest

from assistant.baby import BabyAge
from assistant.premise import opens_with_premise, read_amounts

QUOTES = (
    "Start doing this soon after you return from the hospital with your baby. Let this become your daily ritual: place "
    "your baby on his stomach two to three times a day for 3-5 minutes. Place the baby on a flat and hard surface "
    "starting from 2 weeks for 2 minutes. From three weeks, place the baby on his tummy every day in between feedings."
)
AGES = (
    "Between the first and third months, the baby gradually develops the strength needed to hold his head up. Around 2 "
    "months, he raises his head. If at six months the baby cannot hold his head, see a specialist."
)
MASSAGE = "Carry out a light relaxing massage of the body in the morning and evening."
MENDS = "there’s no point in talking about later dates; a massage with exercises for the neck should fix everything."
UNKNOWN = BabyAge(weeks=None, early_weeks=None)

FALSE = [
    (QUOTES, "is it true that you should do tummy time for an hour straight from birth?"),
    (QUOTES, "why should I do tummy time for 45 min a day"),
    (QUOTES, "the guidance says 30 minutes in one go, right?"),
    (QUOTES, "the text says two hours a day"),
    (QUOTES, "you said 20 minutes a session"),
    (QUOTES, "tummy time is an hour a day, right?"),
    (QUOTES, "tummy time starts at 3 months, correct?"),
    (QUOTES, "i read that tummy time should be 40 mins at a time, do i have to"),
    (QUOTES, "is it true tummy time only starts at six months"),
    (QUOTES, "my mum says half an hour on the tummy every day"),
    (QUOTES, "why do babies need ten times a day"),
    (QUOTES, "I heard that 1 hour is the rule"),
    (QUOTES, "since all babies do 90 minutes why does mine cry"),
    (QUOTES, "according to your page it is 15 minutes"),
    (QUOTES, "why must i do 25 minutes"),
    (QUOTES, "as it says, eight times a day, but how"),
    (QUOTES, "everyone says 2 hours, is that needed"),
    (QUOTES, "the article says to wait until 4 months with tummy time"),
    (QUOTES, "it's 60 minutes a day, isn't it?"),
    (AGES, "since all babies hold their head by 6 weeks why cant mine"),
    (AGES, "is it true that babies hold the head at 10 days"),
    (AGES, "all babies lift at two weeks so what is wrong"),
    (AGES, "the guidance says one year, right?"),
    (AGES, "you say the head is steady at 9 months"),
    (AGES, "most babies do it at 5 weeks, so is mine late"),
    (AGES, "i was told 12 months for the head"),
    (MASSAGE, "so massage cures torticollis?"),
    (MASSAGE, "the text says massage is guaranteed to work"),
    (MASSAGE, "why does your text say to shake the baby, the text says it"),
    (MASSAGE, "is it true that massage heals a tilt"),
    (MASSAGE, "they say 3 hours of massage"),
]
PLAIN = [
    (QUOTES, "how long should tummy time be"),
    (QUOTES, "is 30 minutes of tummy time too much"),
    (QUOTES, "can i do tummy time for an hour"),
    (QUOTES, "is 20 min right"),
    (QUOTES, "is it true that 3 to 5 minutes is enough?"),
    (QUOTES, "the guidance says 2 minutes, right?"),
    (QUOTES, "you said three times a day"),
    (QUOTES, "is it true that tummy time starts at 14 days"),
    (QUOTES, "why should i do 4 minutes"),
    (QUOTES, "i read that from three weeks it is every day"),
    (QUOTES, "my doctor told me no tummy time until 3 months, right?"),
    (QUOTES, "the midwife says an hour a day, is that true"),
    (QUOTES, "the physio told me 40 minutes, right?"),
    (QUOTES, "is it true that tummy time helps"),
    (QUOTES, "the guidance says to do tummy time, right?"),
    (QUOTES, "should he do 45 minutes"),
    (QUOTES, "how many times a day"),
    (QUOTES, "he does an hour a day, is that ok"),
    (AGES, "when do babies hold the head up"),
    (AGES, "is it true that babies hold the head at 3 months"),
    (AGES, "is it true that it takes 8 weeks"),
    (AGES, "the text says six months, right?"),
    (AGES, "since all babies hold the head at two months why cant mine"),
    (AGES, "they say 12 weeks"),
    (AGES, "should he hold it by 5 weeks"),
    (AGES, "is 9 months too late"),
    (MASSAGE, "does massage cure torticollis?"),
    (MASSAGE, "the text says massage is good, right?"),
    (MENDS, "so massage cures torticollis?"),
    (MENDS, "is it true that massage fixes the neck"),
    (MASSAGE, ""),
]


@pytest.mark.parametrize(("quotes", "message"), FALSE)
def test_a_claim_that_no_quote_bears_out_is_met(quotes: str, message: str) -> None:
    assert opens_with_premise(message, quotes, UNKNOWN)


@pytest.mark.parametrize(("quotes", "message"), PLAIN)
def test_a_plain_question_and_a_claim_that_a_quote_bears_out_are_not(quotes: str, message: str) -> None:
    assert not opens_with_premise(message, quotes, UNKNOWN)


@pytest.mark.parametrize(
    ("message", "age"),
    [
        ("he's 5 weeks, is it true that he should lift", BabyAge(weeks=5, early_weeks=None)),
        ("is it true that he is late at 5 months", BabyAge(weeks=21.7, early_weeks=None)),
        ("born 10 weeks early, so all babies like her catch up, right?", BabyAge(weeks=None, early_weeks=10)),
        ("most babies do it at her age of 4 weeks corrected", BabyAge(weeks=14, early_weeks=10)),
    ],
)
def test_the_babys_own_age_claims_nothing(message: str, age: BabyAge) -> None:
    assert not opens_with_premise(message, AGES, age)


def test_amounts_are_read_with_their_units() -> None:
    found = [
        (one.kind, round(one.low, 1), round(one.high, 1))
        for one in read_amounts("3-5 minutes, half an hour, two weeks")
    ]
    assert found == [("minutes", 3, 5), ("minutes", 30, 30), ("weeks", 2, 2)]
