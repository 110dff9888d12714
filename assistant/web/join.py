"""What a browser may ask of gradio's queue: the page's own handler, once, in the form in which the page asks it.

Gradio answers an unknown handler with a traceback and status 500; this keeps such a request from reaching it.
"""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadRequestError
from assistant.web.api import read_json

JOIN_PATH = "/gradio_api/queue/join"
EVENTS_PATH = "/gradio_api/queue/data"


class _Join(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    data: list[object] = Field(min_length=1, max_length=1)
    fn_index: int
    session_hash: str = Field(pattern=r"^\w{1,32}$")
    event_data: None = None
    trigger_id: int | None = None


def find_fault(body: bytes, handlers: Collection[int]) -> str | None:
    """Why a body is no request of the page to one of its handlers; None where it is one."""
    try:
        join = _Join.model_validate(read_json(body))
    except BadRequestError as error:
        return str(error)
    except ValidationError as error:
        return f"This is not a request of the page: {error.error_count()} fields are wrong."
    return None if join.fn_index in handlers else f"The page has no handler {join.fn_index}; use POST /api/ask."
