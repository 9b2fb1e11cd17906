-- What authors of concerns are told, in sentences of a list; and who signed a closing.
CREATE TABLE feedbacks (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    told    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX feedbacks_by_case ON feedbacks (case_id);
CREATE INDEX feedbacks_by_time ON feedbacks (at);

ALTER TABLE closings ADD COLUMN sheet_id TEXT NOT NULL DEFAULT '';
ALTER TABLE closings ADD COLUMN first_signed_by TEXT NOT NULL DEFAULT '';
