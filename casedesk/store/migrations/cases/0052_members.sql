-- Who holds the key of this circle, since when, and who gave it. Empty in the compartment
-- of the case team, of which the common journal tells.

CREATE TABLE members (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    since   TEXT NOT NULL,
    by      TEXT NOT NULL,
    until   TEXT,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
