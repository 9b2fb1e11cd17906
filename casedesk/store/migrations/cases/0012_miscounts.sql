-- Copies of which not all sheets came to hand.
CREATE TABLE miscounts (
    id       TEXT PRIMARY KEY CHECK (id <> '') REFERENCES copies
             DEFERRABLE INITIALLY DEFERRED,
    case_id  TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    expected INTEGER NOT NULL,
    in_hand  INTEGER NOT NULL CHECK (in_hand >= 0),
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX miscounts_by_case ON miscounts (case_id);
