-- Attempts to reach a child, a family or a service that nobody answered.
CREATE TABLE contacts (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    case_id  TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    whom     TEXT NOT NULL,
    result   TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    next_on  TEXT,
    detail   TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX contacts_by_case ON contacts (case_id);
