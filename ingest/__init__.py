"""Document -> section -> sentence -> embedding -> index; knows nothing of conversation or replies."""
