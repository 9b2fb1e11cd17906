-- Which guards the last step of a case passed without, because they were relaxed.
ALTER TABLE cases ADD COLUMN relaxed TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(relaxed));

-- What is due is asked for by day, whoever's it is.
CREATE INDEX cases_by_due ON cases (due) WHERE stage <> 'CLOSED';
CREATE INDEX referrals_by_due ON referrals (due_at) WHERE due_at IS NOT NULL;

-- Who has seen that a concern waits too long, and what they said they would do.
CREATE TABLE acknowledgements (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    told    TEXT NOT NULL CHECK (told <> ''),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX acknowledgements_by_case ON acknowledgements (case_id, by, at);
