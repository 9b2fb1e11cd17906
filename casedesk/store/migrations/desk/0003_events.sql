-- What happened that changes no record, and belongs in the journal.

CREATE TABLE events (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    at      TEXT NOT NULL,
    what    TEXT NOT NULL,
    detail  TEXT NOT NULL CHECK (json_valid(detail)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX events_by_time ON events (at);
