"""What became of a concern one sent."""
