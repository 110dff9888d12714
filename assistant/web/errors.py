"""What can go wrong at the pages.

AssistantError
  BusyError               more questions wait than may; the asker tries again
  AddressTakenError       the address to listen on cannot be used; the operator's fault
"""

from __future__ import annotations

from assistant.errors import AssistantError


class BusyError(AssistantError):
    """More questions wait for an answer than the limit."""


class AddressTakenError(AssistantError):
    """The address to listen on is in use or not ours."""
