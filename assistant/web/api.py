"""`POST /api/ask`: one input object of the contract in, one reply object out; every fault of the caller is a 400."""

from __future__ import annotations

import json
from typing import NoReturn

from starlette.requests import Request
from starlette.responses import JSONResponse

from assistant.errors import AssistantError, BadRequestError
from assistant.web.desk import Desk
from assistant.web.errors import BusyError

RETRY_SECONDS = "10"


async def answer_request(request: Request, desk: Desk) -> JSONResponse:
    """Answer a request's body. 400 for what is not one input object, 503 when too many wait; never a traceback."""
    try:
        answered = await desk.answer(read_json(await request.body()))
    except BusyError as error:
        return refuse(str(error), 503, {"Retry-After": RETRY_SECONDS})
    except AssistantError as error:
        return refuse(str(error), 400)
    return JSONResponse(answered.reply.as_json())


def refuse(why: str, status: int, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error object; characters that UTF-8 cannot hold become question marks."""
    readable = why.encode("utf-8", "replace").decode("utf-8")
    return JSONResponse({"error": readable}, status_code=status, headers=headers)


def read_json(body: bytes) -> object:
    """Strict JSON: UTF-8, no NaN or Infinity, no half of a surrogate pair, not too deep. Raises BadRequestError."""
    try:
        fields: object = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        json.dumps(fields, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"The body is not UTF-8 (byte {error.start}); send JSON in UTF-8.") from None
    except UnicodeEncodeError:
        raise BadRequestError("The body holds half of a surrogate pair, which is no character; leave it out.") from None
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON that can be read ({error}); send one input object.") from None
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")
