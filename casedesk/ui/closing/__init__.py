"""Closing a case: why, and how long it is kept."""
