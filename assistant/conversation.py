"""A conversation as it arrives: untrusted JSON in, cleaned user messages out; it knows nothing of answers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadRequestError, QuestionTooLongError

QUESTION_LIMIT_CHARS = 2000
HISTORY_LIMIT_TURNS = 10

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baby:
    """What the form says of the baby: age in weeks since birth, and weeks born before the due date."""

    age_weeks: float | None = None
    born_weeks_early: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The user's own messages, cleaned, oldest first (at most ten); the last one is the question."""

    id: str | None
    messages: tuple[str, ...]
    baby: Baby
    asked: str


class _BabyFields(BaseModel):
    model_config = ConfigDict(extra="forbid")
    age_weeks: float | None = Field(default=None, ge=0, le=520, allow_inf_nan=False, strict=True)
    born_weeks_early: float | None = Field(default=None, ge=0, le=20, allow_inf_nan=False, strict=True)


class _Turn(BaseModel):
    role: str
    content: str


class _Request(BaseModel):
    id: str | int | None = None
    question: str | None = None
    messages: list[_Turn] | None = None
    baby: _BabyFields | None = None


def read_request(fields: object) -> Conversation:
    """Check one input object of the contract and clean its messages.

    Only the user's own messages are read from a history. Raises BadRequestError for anything that is not such an
    object, QuestionTooLongError for a last message over 2,000 characters (counted as it came).
    """
    try:
        request = _Request.model_validate(fields, strict=False)
    except ValidationError as error:
        raise BadRequestError(_explain(error)) from None
    if (request.question is None) == (request.messages is None):
        raise BadRequestError(
            'Give either "question" (a string) or "messages" (a list of {"role", "content"}), one of them.'
        )
    asked = _user_messages(request)
    if len(asked[-1]) > QUESTION_LIMIT_CHARS:
        raise QuestionTooLongError(len(asked[-1]), QUESTION_LIMIT_CHARS)
    fields_of_baby = request.baby or _BabyFields()
    return Conversation(
        id=None if request.id is None else str(request.id),
        messages=tuple(clean_message(message[:QUESTION_LIMIT_CHARS]) for message in asked[-HISTORY_LIMIT_TURNS:]),
        baby=Baby(age_weeks=fields_of_baby.age_weeks, born_weeks_early=fields_of_baby.born_weeks_early),
        asked=asked[-1].encode("utf-8", "replace").decode("utf-8"),
    )


def clean_message(text: str) -> str:
    """NFC, without control, zero-width, bidirectional and tag characters; runs of white space become one space."""
    visible = _HIDDEN.sub("", unicodedata.normalize("NFC", _SPACES.sub(" ", text)))
    return _SPACES.sub(" ", visible).strip()


def _user_messages(request: _Request) -> list[str]:
    if request.question is not None:
        return [request.question]
    messages = [turn.content for turn in request.messages or [] if turn.role == "user"]
    if not messages:
        raise BadRequestError('"messages" holds no message with the role "user"; the last of those is the question.')
    return messages


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"]) or "the input"
    return f'{place}: {first["msg"]}. An input is {{"id": "…", "question": "…"}} or one with "messages".'
