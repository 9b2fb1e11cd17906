-- Files that were brought for a case. Their bytes are no records of their own: the
-- journal has their digest in the record, and they go with it.
CREATE TABLE attachments (
    id             TEXT PRIMARY KEY CHECK (id <> ''),
    case_id        TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    label          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    size           INTEGER NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    digest         TEXT NOT NULL CHECK (length(digest) = 64),
    working_size   INTEGER NOT NULL CHECK (working_size BETWEEN 0 AND 10485760),
    working_digest TEXT NOT NULL CHECK (length(working_digest) IN (0, 64)),
    author         TEXT NOT NULL,
    added_at       TEXT NOT NULL,
    note           TEXT NOT NULL,
    version        INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX attachments_by_case ON attachments (case_id);

CREATE TABLE attachment_chunk (
    attachment TEXT NOT NULL REFERENCES attachments ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('original', 'working')),
    i          INTEGER NOT NULL CHECK (i >= 0),
    data       BLOB NOT NULL CHECK (length(data) BETWEEN 1 AND 262144),
    PRIMARY KEY (attachment, part, i)
) STRICT;
