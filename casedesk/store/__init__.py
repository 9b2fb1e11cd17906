"""Records at rest: SQLCipher files, one per compartment, each with its own journal.

The only package with SQL. It is handed raw keys and ways to sign and to seal; it never
sees the vault, and nothing here has words for people.
"""
