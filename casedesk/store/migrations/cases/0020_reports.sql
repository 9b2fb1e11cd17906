-- Reports to the prosecutor: prepared by one person, signed by another.
CREATE TABLE reports (
    id          TEXT PRIMARY KEY CHECK (id <> '') REFERENCES referrals
                DEFERRABLE INITIALLY DEFERRED,
    case_id     TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    prepared_by TEXT NOT NULL,
    prepared_at TEXT,
    signed_by   TEXT NOT NULL,
    signed_at   TEXT,
    number      TEXT NOT NULL,
    oral_at     TEXT NOT NULL,
    oral_to     TEXT NOT NULL,
    oral_by     TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX reports_by_case ON reports (case_id);

-- The last number given in a year; it stays when a case is erased.
CREATE TABLE report_counts (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    last    INTEGER NOT NULL CHECK (last >= 1),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
