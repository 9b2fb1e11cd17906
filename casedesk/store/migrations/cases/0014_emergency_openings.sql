-- Cases that were opened by somebody whose they are not, and why.
CREATE TABLE emergency_openings (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    reason  TEXT NOT NULL CHECK (reason <> ''),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX emergency_openings_by_case ON emergency_openings (case_id);
CREATE INDEX emergency_openings_by_time ON emergency_openings (at);
