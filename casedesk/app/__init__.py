"""Puts the parts together, and does what needs both keys and store."""
