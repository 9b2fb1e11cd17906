-- Closing a case, keeping it, and what takes two people.

CREATE TABLE closings (
    id        TEXT PRIMARY KEY CHECK (id <> ''),
    case_id   TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    closed_at TEXT NOT NULL,
    closed_by TEXT NOT NULL,
    reason    TEXT NOT NULL,
    retention TEXT NOT NULL,
    review_on TEXT NOT NULL,
    detail    TEXT NOT NULL,
    version   INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX closings_by_case ON closings (case_id);
CREATE INDEX closings_by_review ON closings (review_on, case_id);

CREATE TABLE holds (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    set_at     TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    lifted_at  TEXT,
    lifted_by  TEXT NOT NULL,
    why_lifted TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX holds_by_case ON holds (case_id);
CREATE UNIQUE INDEX holds_in_force ON holds (case_id) WHERE lifted_at IS NULL;

CREATE TABLE requests (
    id           TEXT PRIMARY KEY CHECK (id <> ''),
    case_id      TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    act          TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    circle       TEXT NOT NULL,
    signature    BLOB NOT NULL,
    state        TEXT NOT NULL,
    decided_by   TEXT NOT NULL,
    decided_at   TEXT,
    confirmation BLOB NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX requests_by_case ON requests (case_id);
CREATE INDEX requests_by_state ON requests (state, asked_at);

-- What is left of an erased case; its id was the case's.
CREATE TABLE tombstones (
    id              TEXT PRIMARY KEY CHECK (id <> ''),
    number          TEXT NOT NULL,
    opened_at       TEXT NOT NULL,
    closed_at       TEXT,
    erased_at       TEXT NOT NULL,
    asked_by        TEXT NOT NULL,
    confirmed_by    TEXT NOT NULL,
    digest          TEXT NOT NULL,
    reason          TEXT NOT NULL,
    request         TEXT NOT NULL,
    asked_at        TEXT,
    asked_signature BLOB NOT NULL,
    confirmation    BLOB NOT NULL,
    copies          TEXT NOT NULL CHECK (json_valid(copies)),
    version         INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX tombstones_by_number ON tombstones (number);

-- The lists of open cases walk past no closed one, however many there are by now.
DROP INDEX cases_by_danger;
DROP INDEX cases_by_owner;
CREATE INDEX cases_by_danger ON cases (calm, due, number) WHERE stage <> 'CLOSED';
CREATE INDEX cases_by_owner ON cases (owner, calm, due, number)
    WHERE stage <> 'CLOSED';
