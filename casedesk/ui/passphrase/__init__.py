"""A passphrase of one's own."""
