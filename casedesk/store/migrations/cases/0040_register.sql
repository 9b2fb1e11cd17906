-- Cases out of the paper register, with the days they really had.

ALTER TABLE cases ADD COLUMN received_on TEXT;
ALTER TABLE cases ADD COLUMN register_number TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_by_register_number ON cases (register_number)
    WHERE register_number <> '';

CREATE TABLE register_entries (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_id     TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    number      TEXT NOT NULL,
    received_on TEXT NOT NULL,
    assessed_on TEXT,
    decided_on  TEXT,
    typed_at    TEXT NOT NULL,
    typed_by    TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX register_entries_by_case ON register_entries (case_id);
CREATE INDEX register_entries_by_typing ON register_entries (typed_at);
