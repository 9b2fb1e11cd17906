"""The window: everything a person sees and touches, and nothing that decides."""
