"""What can go wrong between messages and a reply.

    AssistantError
      QuestionTooLongError    a question longer than the limit; the caller's fault
      BadRequestError         input that is not a question at all; the caller's fault
      WordingError            a data file of this room is broken; the maintainer's fault

Ordinary outcomes (not covered, alert) are replies, never exceptions.
"""

from __future__ import annotations


class AssistantError(Exception):
    """The root of this room's errors; its message says what to do next."""


class QuestionTooLongError(AssistantError):
    """A question has more characters than the limit."""

    def __init__(self, length: int, limit: int) -> None:
        """Say the length found and the limit, both in characters."""
        super().__init__(
            f"The question has {length:,} characters; the limit is {limit:,}. "
            "Ask it in a few sentences, one thing at a time."
        )


class BadRequestError(AssistantError):
    """A request is not one input object of the contract."""


class WordingError(AssistantError):
    """A data file of this room (wording, limits) cannot be used."""
