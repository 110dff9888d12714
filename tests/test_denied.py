"""Signs that a message denies."""

import time

import pytest

from assistant.denied import leave_out_denied


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("not limp, not weak, grip like a wrestler", "grip like a wrestler"),
        ("hes not breathing fast or gone blue, how long on tummy", "hes , how long on tummy"),
        ("no fever but floppy", "but floppy"),
        ("fell off the bed, no bump, no vomiting, crying", "fell off the bed, , , crying"),
        ("She isn’t hot. She is blue", "She . She is blue"),
    ],
)
def test_a_denied_sign_is_left_out_and_the_rest_stays(message: str, left: str) -> None:
    assert leave_out_denied(message) == left


@pytest.mark.parametrize(
    "message",
    [
        "he is not breathing",
        "she is not waking up",
        "no wet nappy since morning",
        "not feeding, not moving",
        "never been floppy til today",
        "no fever until tonight",
        "not sick before, now he is",
        "how long should tummy time be",
        "no",
        "",
    ],
)
def test_where_something_is_missing_or_has_changed_nothing_is_left_out(message: str) -> None:
    assert leave_out_denied(message) == message


@pytest.mark.parametrize("worst", ["no " * 5000, "not limp, " * 1000, "no or " * 1600, "limp" * 2500])
def test_ten_thousand_characters_are_read_at_once(worst: str) -> None:
    started = time.perf_counter()
    leave_out_denied(worst)
    assert time.perf_counter() - started < 0.5
