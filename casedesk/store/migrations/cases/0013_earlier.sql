-- What the journal of another compartment said of a case that was moved here.
CREATE TABLE earlier (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    details TEXT NOT NULL CHECK (json_valid(details)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX earlier_by_case ON earlier (case_id);
