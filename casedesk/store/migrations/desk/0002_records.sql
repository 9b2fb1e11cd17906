-- The compartment that everybody of the association can open.

-- Times are UTC, ISO 8601 with microseconds; dates ISO; JSON canonical (store/codec.py).
CREATE TABLE people (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    label       TEXT NOT NULL,
    role        TEXT NOT NULL,
    duties      TEXT NOT NULL CHECK (json_valid(duties)),
    since       TEXT,
    until       TEXT,
    certificate BLOB NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE organisations (
    id        TEXT PRIMARY KEY CHECK (id <> ''),
    name      TEXT NOT NULL CHECK (json_valid(name)),
    kind      TEXT NOT NULL,
    addressee TEXT,
    territory TEXT NOT NULL,
    address   TEXT NOT NULL,
    phone     TEXT NOT NULL,
    status    TEXT NOT NULL,
    source    TEXT NOT NULL,
    version   INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE hotlines (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    name    TEXT NOT NULL CHECK (json_valid(name)),
    number  TEXT NOT NULL,
    about   TEXT NOT NULL CHECK (json_valid(about)),
    source  TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE codes (
    id      TEXT PRIMARY KEY CHECK (id = list || ':' || code),
    list    TEXT NOT NULL,
    code    TEXT NOT NULL,
    label   TEXT NOT NULL CHECK (json_valid(label)),
    "order" INTEGER NOT NULL,
    active  INTEGER NOT NULL CHECK (active IN (0, 1)),
    intake  INTEGER NOT NULL CHECK (intake IN (0, 1)),
    note    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE settings (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    value   TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE drops (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    dropped_at TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE drafts (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    author      TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    saved_at    TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    complements TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX drafts_by_author ON drafts (author, saved_at);
CREATE INDEX drafts_by_start ON drafts (started_at);

CREATE TABLE receipts (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    author  TEXT NOT NULL,
    sealed  BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX receipts_by_author ON receipts (author);

CREATE TABLE receipt_statuses (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    receipt TEXT NOT NULL,
    author  TEXT NOT NULL,
    sealed  BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX receipt_statuses_by_receipt ON receipt_statuses (receipt);

-- The receipts whose author is still to hear something: asked at every unlock, and
-- the others are many. Derived; no record of its own.
CREATE TABLE receipts_open (
    id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER receipt_opens AFTER INSERT ON receipts
BEGIN INSERT INTO receipts_open VALUES (new.id); END;
CREATE TRIGGER receipt_closes AFTER INSERT ON receipt_statuses
WHEN new.id = new.receipt || ':followed_up'
BEGIN DELETE FROM receipts_open WHERE id = new.receipt; END;
