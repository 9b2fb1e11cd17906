"""The director's decision (sheet F-J)."""
