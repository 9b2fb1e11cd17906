"""The board: what waits for somebody, and the case it is about beside it."""
