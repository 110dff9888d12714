import pytest

from assistant.web.join import find_fault

GOOD = b'{"data":[null],"event_data":null,"fn_index":1,"trigger_id":5,"session_hash":"abc123"}'


def test_the_pages_own_request_passes() -> None:
    assert find_fault(GOOD, {1}) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{", b"\xff", b'{"data":[NaN],"fn_index":1,"session_hash":"a"}',
        GOOD.replace(b'"fn_index":1', b'"fn_index":99'), GOOD.replace(b'"fn_index":1', b'"fn_index":"1"'),
        GOOD.replace(b"[null]", b"[]"), GOOD.replace(b"[null]", b"[1,2]"), GOOD.replace(b'"abc123"', b"null"),
        GOOD.replace(b'"abc123"', b'"a\\nb"'), GOOD.replace(b'"event_data"', b'"batched"'),
        b'{"data":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(body: bytes) -> None:
    assert find_fault(body, {1})
