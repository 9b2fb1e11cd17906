"""Finding anyone, and the way to any page, from one box."""
