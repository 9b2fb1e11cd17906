"""The people of the vault, for whoever directs."""
