-- Blank sheets handed out for no case yet: nothing of any child.

CREATE TABLE blanks (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    code       TEXT NOT NULL,
    sheet_code TEXT NOT NULL,
    issued_at  TEXT NOT NULL,
    issued_by  TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX blanks_by_code ON blanks (code);
