-- What became of agreements after they were signed: taken back, or done without.

CREATE TABLE withdrawals (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    case_id  TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    noted_at TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    "on"     TEXT NOT NULL,
    person   TEXT NOT NULL,
    shares   TEXT NOT NULL CHECK (json_valid(shares)),
    words    TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX withdrawals_by_case ON withdrawals (case_id);

CREATE TABLE derogations (
    id        TEXT PRIMARY KEY CHECK (id <> ''),
    case_id   TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    signed_at TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    shares    TEXT NOT NULL CHECK (json_valid(shares)),
    motive    TEXT NOT NULL,
    reason    TEXT NOT NULL CHECK (reason <> ''),
    version   INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX derogations_by_case ON derogations (case_id);
