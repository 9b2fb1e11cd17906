-- The vault's header as this store was last opened under (store/header_memory.py).
-- No record of anybody's work, so not journalled; a later header overwrites it.
CREATE TABLE header_memory (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    generation   INTEGER NOT NULL CHECK (generation >= 1),
    slots        BLOB NOT NULL CHECK (length(slots) = 32),
    pin          BLOB NOT NULL CHECK (length(pin) = 32),
    ended_admins TEXT NOT NULL CHECK (json_valid(ended_admins))
) STRICT;
