"""The journal: who did what, and whether it is still what was written."""
