"""Assessing the danger (sheet F-B) beside what was recorded."""
