-- Pairs of cases of which somebody said that they are of two children. Of neither case:
-- they go with either.
CREATE TABLE told_apart (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    first         TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    second        TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    said_at       TEXT NOT NULL,
    said_by       TEXT NOT NULL,
    points        INTEGER NOT NULL,
    reasons       TEXT NOT NULL CHECK (json_valid(reasons)),
    taken_back_at TEXT,
    taken_back_by TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1),
    CHECK (first < second)
) STRICT;
CREATE UNIQUE INDEX told_apart_by_pair ON told_apart (first, second);
CREATE INDEX told_apart_by_second ON told_apart (second);
