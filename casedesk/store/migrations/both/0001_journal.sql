-- What every store has: which it is, and its journal.

-- Which store this is; written once (store/connection.py, StoreIdentity).
CREATE TABLE meta (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    vault       TEXT NOT NULL,
    compartment TEXT NOT NULL,
    generation  INTEGER NOT NULL CHECK (generation >= 1),
    home        TEXT NOT NULL
) STRICT;

-- The journal (design §3): one entry per command, one row per record it touched.
CREATE TABLE journal (
    seq         INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    rows_digest BLOB NOT NULL CHECK (length(rows_digest) = 32),
    prev        BLOB NOT NULL CHECK (length(prev) = 32),
    hash        BLOB NOT NULL CHECK (length(hash) = 32),
    signature   BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE INDEX journal_by_subject ON journal (subject, seq) WHERE subject <> '';

CREATE TABLE journal_row (
    seq     INTEGER NOT NULL REFERENCES journal,
    ord     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    version INTEGER NOT NULL,
    before  BLOB CHECK (length(before) = 32),
    after   BLOB CHECK (length(after) = 32),
    PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_row_by_record ON journal_row (kind, key, seq);

-- What a record said, apart: it can be erased and the chain still holds.
CREATE TABLE journal_image (
    seq   INTEGER NOT NULL,
    ord   INTEGER NOT NULL,
    salt  BLOB NOT NULL CHECK (length(salt) = 16),
    image TEXT NOT NULL CHECK (json_valid(image)),
    PRIMARY KEY (seq, ord),
    FOREIGN KEY (seq, ord) REFERENCES journal_row
) STRICT;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal: append only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal: append only'); END;
CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal
WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'journal: gap'); END;
CREATE TRIGGER journal_linked BEFORE INSERT ON journal
WHEN new.prev IS NOT coalesce(
    (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'journal: broken link'); END;
CREATE TRIGGER journal_row_no_update BEFORE UPDATE ON journal_row
BEGIN SELECT RAISE(ABORT, 'journal: append only'); END;
CREATE TRIGGER journal_row_no_delete BEFORE DELETE ON journal_row
BEGIN SELECT RAISE(ABORT, 'journal: append only'); END;
CREATE TRIGGER journal_row_of_last BEFORE INSERT ON journal_row
WHEN new.seq IS NOT (SELECT max(seq) FROM journal)
BEGIN SELECT RAISE(ABORT, 'journal: not the last entry'); END;
CREATE TRIGGER journal_image_no_update BEFORE UPDATE ON journal_image
BEGIN SELECT RAISE(ABORT, 'journal: append only'); END;
