"""The threshold of a locked vault."""
