-- What the records of this compartment are found by. Derived from them: no record of its
-- own, not journalled, and made anew when the rules it was made by are (store/findable.py).

CREATE TABLE findable (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    case_id TEXT NOT NULL,
    owner   TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX findable_by_record ON findable (kind, key);
CREATE INDEX findable_by_case ON findable (case_id);

-- Which rules the index was made by, and how far its making has come; no row while
-- there is nothing in it.
CREATE TABLE findable_made (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    edition TEXT NOT NULL,
    kind    TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

INSERT INTO findable_made SELECT 1, '', '', 0 WHERE EXISTS (SELECT 1 FROM cases);

-- Words are prepared by the program: nothing but blanks may part them here. A word that
-- is deleted leaves no trace in the index (security §6).
CREATE VIRTUAL TABLE found_names USING fts5 (
    owner, child, kin, contact, author, place, number,
    tokenize = 'ascii', prefix = '1 2 3 4 5', detail = 'column'
);
INSERT INTO found_names (found_names, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE found_texts USING fts5 (
    owner, text, author,
    tokenize = 'ascii', prefix = '3 4', detail = 'column'
);
INSERT INTO found_texts (found_texts, rank) VALUES ('secure-delete', 1);
