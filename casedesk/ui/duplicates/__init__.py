"""All cases that may be of one child."""
