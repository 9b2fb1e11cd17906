"""Who is alleged to be the author, for whoever may know of it."""
