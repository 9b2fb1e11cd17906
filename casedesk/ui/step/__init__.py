"""Taking one of the less usual steps with a case."""
