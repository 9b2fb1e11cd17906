-- Days nobody works, beside the civil ones that ship with the program.
CREATE TABLE holidays (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    label      TEXT NOT NULL CHECK (json_valid(label)),
    basis      TEXT NOT NULL,
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    checked_on TEXT,
    checked_by TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

-- Who is away, and who stands in for them.
CREATE TABLE leaves (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    person     TEXT NOT NULL,
    deputy     TEXT NOT NULL,
    first      TEXT NOT NULL,
    last       TEXT NOT NULL CHECK (last >= first),
    called_off INTEGER NOT NULL CHECK (called_off IN (0, 1)),
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

-- A few questions of the association's own at the end of a sheet.
CREATE TABLE own_fields (
    id       TEXT PRIMARY KEY CHECK (id = sheet || ':' || "key"),
    sheet    TEXT NOT NULL,
    "key"    TEXT NOT NULL,
    label    TEXT NOT NULL CHECK (json_valid(label)),
    type     TEXT NOT NULL,
    list     TEXT NOT NULL,
    required INTEGER NOT NULL CHECK (required IN (0, 1)),
    active   INTEGER NOT NULL CHECK (active IN (0, 1)),
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
