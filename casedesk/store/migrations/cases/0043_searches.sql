-- That somebody searched the cases, and how many were shown; never what was typed.
CREATE TABLE searches (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    hits    INTEGER NOT NULL CHECK (hits >= 0),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
