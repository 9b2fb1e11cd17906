-- What is noted on a case's way, its flags, and its links to other cases.

ALTER TABLE cases ADD COLUMN episode INTEGER NOT NULL DEFAULT 1;
ALTER TABLE cases ADD COLUMN episode_since TEXT;

CREATE TABLE motives (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    step    TEXT NOT NULL,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    reason  TEXT NOT NULL,
    code    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX motives_by_case ON motives (case_id);

CREATE TABLE watches (
    id               TEXT PRIMARY KEY CHECK (id <> ''),
    case_id          TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    set_at           TEXT NOT NULL,
    set_by           TEXT NOT NULL,
    observer         TEXT NOT NULL,
    review_on        TEXT NOT NULL,
    renewal          INTEGER NOT NULL CHECK (renewal >= 0),
    points           TEXT NOT NULL,
    why_not_referred TEXT NOT NULL,
    version          INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX watches_by_case ON watches (case_id);

CREATE TABLE danger_levels (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    level   TEXT NOT NULL,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    motive  TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX danger_levels_by_case ON danger_levels (case_id);

CREATE TABLE entry_kinds (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    entry   TEXT NOT NULL,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    motive  TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX entry_kinds_by_case ON entry_kinds (case_id);

CREATE TABLE flags (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    flag       TEXT NOT NULL,
    set_at     TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    lifted_at  TEXT,
    lifted_by  TEXT NOT NULL,
    why_lifted TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX flags_up ON flags (case_id, flag) WHERE lifted_at IS NULL;
CREATE INDEX flags_by_case ON flags (case_id);

-- `other` names a case that may have gone elsewhere since.
CREATE TABLE links (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    other      TEXT NOT NULL CHECK (other <> case_id),
    relation   TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    undone_at  TEXT,
    undone_by  TEXT NOT NULL,
    why_undone TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX links_by_case ON links (case_id);
CREATE INDEX links_by_other ON links (other);

-- A duplicate is no open case either: its master goes on for it.
DROP INDEX cases_by_danger;
DROP INDEX cases_by_owner;
CREATE INDEX cases_by_danger ON cases (calm, due, number)
    WHERE stage <> 'CLOSED' AND stage <> 'DUPLICATE';
CREATE INDEX cases_by_owner ON cases (owner, calm, due, number)
    WHERE stage <> 'CLOSED' AND stage <> 'DUPLICATE';
