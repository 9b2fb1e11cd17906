-- The people around a child: household and guardians, whom one may call.

ALTER TABLE children ADD COLUMN living TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN unaccompanied TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN care_title TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN care_detail TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN disabilities TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(disabilities));
ALTER TABLE children ADD COLUMN communication TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN place_needs TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN support_person TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN nationality TEXT NOT NULL DEFAULT '';
ALTER TABLE children ADD COLUMN papers TEXT NOT NULL DEFAULT '';

CREATE TABLE relatives (
    id              TEXT PRIMARY KEY CHECK (id <> ''),
    case_id         TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    noted_at        TEXT NOT NULL,
    noted_by        TEXT NOT NULL,
    relation        TEXT NOT NULL,
    relation_detail TEXT NOT NULL,
    given_latin     TEXT NOT NULL,
    given_arabic    TEXT NOT NULL,
    family_latin    TEXT NOT NULL,
    family_arabic   TEXT NOT NULL,
    birth           TEXT NOT NULL,
    at_home         TEXT NOT NULL,
    at_risk         TEXT NOT NULL,
    may_be_author   TEXT NOT NULL,
    why_safe        TEXT NOT NULL,
    is_guardian     TEXT NOT NULL,
    title           TEXT NOT NULL,
    reach           TEXT NOT NULL,
    reach_detail    TEXT NOT NULL,
    informed        TEXT NOT NULL,
    informed_on     TEXT NOT NULL,
    not_informed    TEXT NOT NULL,
    own_case        TEXT NOT NULL,
    copied_from     TEXT NOT NULL,
    version         INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX relatives_by_case ON relatives (case_id);

CREATE TABLE safe_contacts (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    case_id  TEXT NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    noted_at TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    who      TEXT NOT NULL,
    channel  TEXT NOT NULL,
    number   TEXT NOT NULL,
    at       TEXT NOT NULL,
    knows    TEXT NOT NULL,
    avoid    TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX safe_contacts_by_case ON safe_contacts (case_id);
