"""Blank sheets onto paper, and filled ones back from it."""
