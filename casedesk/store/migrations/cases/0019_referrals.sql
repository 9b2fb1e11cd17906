-- A referral by all its states: what is awaited, until when, and what came of it.
ALTER TABLE referrals ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE referrals ADD COLUMN since TEXT;
ALTER TABLE referrals ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE referrals ADD COLUMN call_again TEXT;
ALTER TABLE referrals ADD COLUMN follows TEXT NOT NULL DEFAULT '';
ALTER TABLE referrals ADD COLUMN settled_at TEXT;
ALTER TABLE referrals ADD COLUMN settled_why TEXT NOT NULL DEFAULT '';
-- When somebody is to see to it: its time has come, and no later day was agreed on.
ALTER TABLE referrals ADD COLUMN wakes TEXT AS (max(coalesce(due_at, created_at), coalesce(call_again, '')));
CREATE INDEX referrals_waiting ON referrals (wakes, case_id)
    WHERE state IN ('PREP', 'READY', 'SENT', 'RECEIVED', 'ACCEPTED');
CREATE INDEX referrals_unsettled ON referrals (case_id)
    WHERE state IN ('REFUSED', 'REDIRECTED', 'NO_REPLY') AND settled_at IS NULL;
CREATE INDEX referrals_by_organisation ON referrals (organisation);

-- Each answer with all that its coupon said.
CREATE TABLE replies (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    case_id       TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    referral_id   TEXT NOT NULL REFERENCES referrals DEFERRABLE INITIALLY DEFERRED,
    noted_at      TEXT NOT NULL,
    noted_by      TEXT NOT NULL,
    answer        TEXT NOT NULL,
    means         TEXT NOT NULL,
    answered_on   TEXT NOT NULL,
    answered_by   TEXT NOT NULL,
    detail        TEXT NOT NULL,
    heard_at      TEXT NOT NULL,
    received_on   TEXT,
    contact       TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    next_on       TEXT,
    next_step     TEXT NOT NULL,
    wanted        TEXT NOT NULL,
    registration  TEXT NOT NULL,
    ended_on      TEXT,
    ended_why     TEXT NOT NULL,
    remarks       TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX replies_by_case ON replies (case_id);
CREATE INDEX replies_by_referral ON replies (referral_id, answered_on);

-- Each try to have one.
CREATE TABLE chases (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_id     TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    referral_id TEXT NOT NULL REFERENCES referrals DEFERRABLE INITIALLY DEFERRED,
    at          TEXT NOT NULL,
    by          TEXT NOT NULL,
    means       TEXT NOT NULL,
    result      TEXT NOT NULL,
    number      TEXT NOT NULL,
    spoke_to    TEXT NOT NULL,
    again_on    TEXT,
    note        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX chases_by_case ON chases (case_id);
CREATE INDEX chases_by_referral ON chases (referral_id, at);

-- The scan of a stamped coupon, with the referral it answers.
ALTER TABLE attachments ADD COLUMN referral_id TEXT NOT NULL DEFAULT '';
