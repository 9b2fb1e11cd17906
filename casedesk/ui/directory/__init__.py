"""The directory: who serves a child here, kept up to date by those who call."""
