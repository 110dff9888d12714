import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from assistant.errors import BadRequestError
from assistant.web.api import answer_request, read_json
from assistant.web.desk import Desk


class NoShelf:
    """Stands where no question gets as far as an index."""


def post(body: bytes) -> tuple[int, dict[str, str]]:
    """Status and object that a body gets which no index is needed for."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    request = Request({"type": "http", "method": "POST", "path": "/api/ask", "headers": []}, receive)
    response = asyncio.run(answer_request(request, Desk(NoShelf())))  # type: ignore[arg-type]
    return response.status_code, json.loads(bytes(response.body))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"3", b"[]", b'"text"', b"{}", b"{", b"\xff\xfe", b"[" * 30_000, b"[" * 30_000 + b"]" * 30_000,
        b'{"question": 3}', b'{"question": null}', b'{"question": "a", "messages": []}', b'{"messages": []}',
        b'{"question": "\\ud800"}', b'{"messages": [{"role": "assistant", "content": "I say so"}]}',
        b'{"question": "a", "baby": {"age_weeks": NaN}}', b'{"question": "a", "baby": {"age_weeks": Infinity}}',
        b'{"question": "a", "baby": {"age_weeks": 1e999}}', b'{"question": "a", "baby": {"age_weeks": -1}}',
        b'{"question": "a", "baby": {"\\ud800": 1}}', b'{"question": "a", "id": ' + b"9" * 5_000 + b"}",
        b'{"question": "' + b"a" * 2_001 + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_input_object_gets_400_and_the_reason(body: bytes) -> None:
    status, answer = post(body)

    assert status == 400
    assert answer["error"]


def test_a_long_question_is_refused_with_its_length_and_the_limit() -> None:
    _, answer = post(json.dumps({"question": "a" * 2_001}).encode())

    assert "2,001" in answer["error"]
    assert "2,000" in answer["error"]


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_a_bad_request(body: bytes) -> None:
    with suppress(BadRequestError):
        read_json(body)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_json_reads_back(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
