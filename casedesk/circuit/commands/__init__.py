"""Everything a person can do, one frozen dataclass each."""
