"""Where questions are answered: at most four at a time, 32 waiting, each in a thread, so that the loop stays free."""

from __future__ import annotations

from dataclasses import dataclass

import anyio
import anyio.to_thread

from assistant.chat import answer_conversation
from assistant.conversation import Conversation, read_request
from assistant.reply import Reply
from assistant.web.edition import Edition, Shelf
from assistant.web.errors import BusyError

CONCURRENT = 4
WAITING = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A reply, and the edition that it was answered from."""

    reply: Reply
    edition: Edition


class Desk:
    """Answers input objects of the contract, for the page and for the HTTP face alike."""

    def __init__(self, shelf: Shelf) -> None:
        """Answer from the shelf's current edition."""
        self.shelf = shelf
        self._limiter: anyio.CapacityLimiter | None = None
        self._under_way = 0

    async def answer(self, fields: object) -> Answered:
        """Answer one input object. Raises BadRequestError, QuestionTooLongError, or BusyError where 32 wait already."""
        conversation = read_request(fields)
        if self._under_way >= CONCURRENT + WAITING:
            raise BusyError(f"{WAITING} questions are waiting, which is the limit. Please ask again in a minute.")
        self._limiter = self._limiter or anyio.CapacityLimiter(CONCURRENT)
        self._under_way += 1
        try:
            return await anyio.to_thread.run_sync(self._answer, conversation, limiter=self._limiter)
        finally:
            self._under_way -= 1

    def _answer(self, conversation: Conversation) -> Answered:
        edition = self.shelf.edition()
        return Answered(reply=answer_conversation(conversation, edition.engine), edition=edition)
