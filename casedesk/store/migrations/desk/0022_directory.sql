-- The directory in full (domain §5.1): what an organisation is and offers, who answers
-- there by function, and when somebody last checked. Disabled, never deleted.

ALTER TABLE organisations ADD COLUMN acronym TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN former_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN sector TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN supervisor TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN territories TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(territories));
ALTER TABLE organisations ADD COLUMN landmark TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN address_hidden INTEGER NOT NULL DEFAULT 0 CHECK (address_hidden IN (0, 1));
ALTER TABLE organisations ADD COLUMN phone_alt TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN fax TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN web TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN open_days TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(open_days));
ALTER TABLE organisations ADD COLUMN opens TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN closes TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN closed_days TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN on_call INTEGER NOT NULL DEFAULT 0 CHECK (on_call IN (0, 1));
ALTER TABLE organisations ADD COLUMN languages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(languages));
ALTER TABLE organisations ADD COLUMN age_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN age_to INTEGER;
ALTER TABLE organisations ADD COLUMN sex TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN publics TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(publics));
ALTER TABLE organisations ADD COLUMN disabilities TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(disabilities));
ALTER TABLE organisations ADD COLUMN violence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(violence));
ALTER TABLE organisations ADD COLUMN capacity TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN cost TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN accessibility TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN mission TEXT NOT NULL DEFAULT '{"ar":"","fr":""}' CHECK (json_valid(mission));
ALTER TABLE organisations ADD COLUMN documents TEXT NOT NULL DEFAULT '{"ar":"","fr":""}' CHECK (json_valid(documents));
ALTER TABLE organisations ADD COLUMN access TEXT NOT NULL DEFAULT '{"ar":"","fr":""}' CHECK (json_valid(access));
ALTER TABLE organisations ADD COLUMN to_send TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN announced_days INTEGER;
ALTER TABLE organisations ADD COLUMN limits TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN agreement TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN agreement_until TEXT;
ALTER TABLE organisations ADD COLUMN committees TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(committees));
ALTER TABLE organisations ADD COLUMN verified_on TEXT;
ALTER TABLE organisations ADD COLUMN verified_by TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN verified_how TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN next_check TEXT;

CREATE TABLE services (
    id           TEXT PRIMARY KEY CHECK (id <> ''),
    organisation TEXT NOT NULL,
    service      TEXT NOT NULL,
    details      TEXT NOT NULL,
    age_from     INTEGER NOT NULL,
    age_to       INTEGER,
    sex          TEXT NOT NULL,
    conditions   TEXT NOT NULL,
    delay_days   INTEGER,
    cost         TEXT NOT NULL,
    sheet        TEXT NOT NULL,
    active       INTEGER NOT NULL CHECK (active IN (0, 1)),
    version      INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX services_by_organisation ON services (organisation);

CREATE TABLE focal_points (
    id           TEXT PRIMARY KEY CHECK (id <> ''),
    organisation TEXT NOT NULL,
    function     TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    office       TEXT NOT NULL,
    role         TEXT NOT NULL,
    valid_to     TEXT,
    replaced_by  TEXT NOT NULL,
    status       TEXT NOT NULL,
    back_on      TEXT,
    phone        TEXT NOT NULL,
    email        TEXT NOT NULL,
    name         TEXT NOT NULL,
    training     TEXT NOT NULL,
    last_contact TEXT,
    version      INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX focal_points_by_organisation ON focal_points (organisation);
