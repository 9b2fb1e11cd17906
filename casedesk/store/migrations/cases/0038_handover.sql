-- Notes, approvals and tasks; why something was added to a signed sheet.

ALTER TABLE amendments ADD COLUMN reason TEXT NOT NULL DEFAULT '';

CREATE TABLE notes (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    author     TEXT NOT NULL,
    written_at TEXT NOT NULL,
    text       TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX notes_by_case ON notes (case_id);

CREATE TABLE approvals (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_id     TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    sheet_id    TEXT NOT NULL REFERENCES sheets DEFERRABLE INITIALLY DEFERRED,
    author      TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    text        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX approvals_by_case ON approvals (case_id);
CREATE UNIQUE INDEX approvals_by_sheet ON approvals (sheet_id, author);

CREATE TABLE tasks (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    case_id  TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    what     TEXT NOT NULL,
    assignee TEXT NOT NULL,
    due_on   TEXT NOT NULL,
    made_by  TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    state    TEXT NOT NULL,
    ended_at TEXT,
    ended_by TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX tasks_by_case ON tasks (case_id);
CREATE INDEX tasks_open ON tasks (assignee, due_on, id) WHERE state = 'open';
