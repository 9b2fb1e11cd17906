-- Who is alleged to be the author: for few, across the cases of this compartment.
CREATE TABLE authors (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    case_id       TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    noted_at      TEXT NOT NULL,
    noted_by      TEXT NOT NULL,
    link          TEXT NOT NULL,
    given_latin   TEXT NOT NULL,
    given_arabic  TEXT NOT NULL,
    family_latin  TEXT NOT NULL,
    family_arabic TEXT NOT NULL,
    usual_name    TEXT NOT NULL,
    age           TEXT NOT NULL,
    workplace     TEXT NOT NULL,
    access        TEXT NOT NULL,
    access_detail TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX authors_by_case ON authors (case_id);
