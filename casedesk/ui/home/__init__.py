"""Where an educator begins, and finds what they sent."""
