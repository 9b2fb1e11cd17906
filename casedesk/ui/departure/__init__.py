"""Somebody leaves: their cases, their role, their key."""
