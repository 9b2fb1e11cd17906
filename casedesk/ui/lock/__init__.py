"""Locking by itself: who is still there, what the machine says, what is left behind."""
