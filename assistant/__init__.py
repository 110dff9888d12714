"""The room that turns messages into a reply; it knows nothing of pages or of golden cases."""
