"""Concerns nobody took in charge in time; they fill the first screen until they are."""
