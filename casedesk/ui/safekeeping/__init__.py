"""Backups, the proof that they are whole, and exercises."""
