"""Following a child up: one contact, or the review of all of it."""
