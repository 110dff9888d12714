"""Where questions are answered: at most four at a time, 32 waiting, each in a thread, so that the loop stays free."""

from __future__ import annotations

import anyio
import anyio.to_thread

from assistant.chat import answer_conversation
from assistant.conversation import Conversation, read_request
from assistant.reply import Reply
from assistant.web.edition import Shelf
from assistant.web.errors import BusyError

CONCURRENT = 4
WAITING = 32


class Desk:
    """Answers input objects of the contract, for the page and for the HTTP face alike."""

    def __init__(self, shelf: Shelf) -> None:
        """Answer from the shelf's current edition."""
        self.shelf = shelf
        self._limiter: anyio.CapacityLimiter | None = None

    async def answer(self, fields: object) -> Reply:
        """Answer one input object. Raises BadRequestError, QuestionTooLongError, or BusyError where 32 wait already."""
        conversation = read_request(fields)
        limiter = self._limiter = self._limiter or anyio.CapacityLimiter(CONCURRENT)
        waiting = limiter.statistics().tasks_waiting
        if waiting >= WAITING:
            raise BusyError(f"{waiting} questions are waiting, which is the limit. Please ask again in a minute.")
        return await anyio.to_thread.run_sync(self._answer, conversation, limiter=limiter)

    def _answer(self, conversation: Conversation) -> Reply:
        return answer_conversation(conversation, self.shelf.edition().engine)
