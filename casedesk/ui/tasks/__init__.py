"""What one has to do, in all of one's cases."""
