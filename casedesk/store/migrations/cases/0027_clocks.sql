-- Which guards the last step of a case passed without, because they were relaxed.
ALTER TABLE cases ADD COLUMN relaxed TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(relaxed));

-- What is due is asked for by day, whoever's it is.
CREATE INDEX cases_by_due ON cases (due) WHERE stage <> 'CLOSED';
CREATE INDEX referrals_by_due ON referrals (due_at) WHERE due_at IS NOT NULL;
