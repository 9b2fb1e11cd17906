-- The compartment of the case team, or a restricted circle.

-- The private keys that open drops; written when the store is made (design §3).
CREATE TABLE drop_key (
    id      INTEGER PRIMARY KEY,
    private BLOB NOT NULL CHECK (length(private) = 32),
    made_at TEXT NOT NULL
) STRICT;

-- Times are UTC, ISO 8601 with microseconds; dates ISO; JSON canonical (store/codec.py).
-- Lists come worst first, then by due time: `calm` is small where danger is grave, or
-- was feared and is not assessed yet.
CREATE TABLE cases (
    id        TEXT PRIMARY KEY CHECK (id <> ''),
    number    TEXT NOT NULL,
    stage     TEXT NOT NULL,
    since     TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    due_at    TEXT,
    author    TEXT NOT NULL,
    receipt   TEXT NOT NULL,
    entry     TEXT NOT NULL,
    owner     TEXT NOT NULL,
    danger    TEXT NOT NULL,
    urgent    INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    version   INTEGER NOT NULL CHECK (version >= 1),
    calm      INTEGER AS (4 - max(3 * urgent, min(CAST(danger AS INTEGER), 4))),
    due       TEXT AS (coalesce(due_at, '~'))
) STRICT;
CREATE UNIQUE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_receipt ON cases (receipt);
CREATE INDEX cases_by_danger ON cases (calm, due, number);
CREATE INDEX cases_by_owner ON cases (owner, calm, due, number);
CREATE INDEX cases_by_stage ON cases (stage, calm, due, number);
CREATE INDEX cases_by_stage_and_owner ON cases (stage, owner, calm, due, number);

CREATE TABLE children (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    case_id       TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    given_latin   TEXT NOT NULL,
    given_arabic  TEXT NOT NULL,
    family_latin  TEXT NOT NULL,
    family_arabic TEXT NOT NULL,
    usual_name    TEXT NOT NULL,
    sex           TEXT NOT NULL,
    birth         TEXT NOT NULL,
    commune       TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX children_by_case ON children (case_id);

CREATE TABLE sheets (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    code       TEXT NOT NULL,
    declared   INTEGER NOT NULL,
    number     TEXT NOT NULL,
    author     TEXT NOT NULL,
    written_at TEXT NOT NULL,
    content    TEXT NOT NULL CHECK (json_valid(content)),
    status     TEXT NOT NULL,
    signed_by  TEXT NOT NULL,
    signed_at  TEXT,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX sheets_by_case ON sheets (case_id, number);

CREATE TABLE amendments (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    case_id    TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    sheet_id   TEXT NOT NULL REFERENCES sheets DEFERRABLE INITIALLY DEFERRED,
    author     TEXT NOT NULL,
    written_at TEXT NOT NULL,
    text       TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX amendments_by_case ON amendments (case_id);

CREATE TABLE referrals (
    id            TEXT PRIMARY KEY CHECK (id <> ''),
    case_id       TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    organisation  TEXT NOT NULL,
    addressee     TEXT NOT NULL,
    name_fr       TEXT NOT NULL,
    name_ar       TEXT NOT NULL,
    address       TEXT NOT NULL,
    coupon        TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    state         TEXT NOT NULL,
    sheet_id      TEXT NOT NULL,
    channel       TEXT NOT NULL,
    sent_on       TEXT,
    sent_by       TEXT NOT NULL,
    handed_to     TEXT NOT NULL,
    due_at        TEXT,
    answered_on   TEXT,
    answered_by   TEXT NOT NULL,
    answer_detail TEXT NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX referrals_by_coupon ON referrals (coupon);
CREATE INDEX referrals_by_case ON referrals (case_id);
CREATE INDEX referrals_by_state ON referrals (state, case_id);
CREATE INDEX referrals_by_answer ON referrals (answered_on, case_id);

CREATE TABLE copies (
    id             TEXT PRIMARY KEY CHECK (id <> ''),
    case_id        TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    sheet_id       TEXT NOT NULL REFERENCES sheets DEFERRABLE INITIALLY DEFERRED,
    sheet_code     TEXT NOT NULL,
    number         INTEGER NOT NULL CHECK (number >= 1),
    language       TEXT NOT NULL,
    addressee_name TEXT NOT NULL,
    coupon         TEXT NOT NULL,
    prepared_at    TEXT NOT NULL,
    prepared_by    TEXT NOT NULL,
    state          TEXT NOT NULL,
    digest         TEXT NOT NULL,
    version        INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX copies_by_case ON copies (case_id);
CREATE UNIQUE INDEX copies_by_sheet ON copies (sheet_id, number);

CREATE TABLE actions (
    id      TEXT PRIMARY KEY CHECK (id <> ''),
    case_id TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    at      TEXT NOT NULL,
    act     TEXT NOT NULL,
    who     TEXT NOT NULL,
    author  TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX actions_by_case ON actions (case_id);

CREATE TABLE alerts (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    receipt    TEXT NOT NULL,
    author     TEXT NOT NULL,
    written_at TEXT NOT NULL,
    danger     TEXT NOT NULL,
    answered   INTEGER NOT NULL CHECK (answered IN (0, 1)),
    version    INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX alerts_by_receipt ON alerts (receipt);
CREATE INDEX alerts_unanswered ON alerts (written_at) WHERE answered = 0;

CREATE TABLE intakes (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    receipt  TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX intakes_by_receipt ON intakes (receipt, outcome);
CREATE INDEX intakes_set_aside ON intakes (taken_at) WHERE outcome LIKE 'set_aside:%';
