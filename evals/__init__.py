"""The room that judges the assistant, only through its public face; nothing but the front door and tests imports it."""
