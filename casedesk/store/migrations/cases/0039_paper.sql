-- Sheets that were filled in by hand for a case, and lists of it on paper.

CREATE TABLE case_blanks (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    case_id       TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    code          TEXT NOT NULL,
    sheet_code    TEXT NOT NULL,
    issued_at     TEXT,
    issued_by     TEXT NOT NULL,
    returned_at   TEXT,
    returned_by   TEXT NOT NULL,
    attachment_id TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX case_blanks_by_case ON case_blanks (case_id);
CREATE UNIQUE INDEX case_blanks_by_code ON case_blanks (code);

CREATE TABLE printouts (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_id     TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    what        TEXT NOT NULL,
    language    TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    state       TEXT NOT NULL,
    digest      TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX printouts_by_case ON printouts (case_id);
