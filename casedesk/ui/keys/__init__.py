"""Sheets of paper, restricted circles and new keys."""
