"""Bringing in the paper register."""
