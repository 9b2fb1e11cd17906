"""The urgent path: what was done at once, and to whom one turns."""
