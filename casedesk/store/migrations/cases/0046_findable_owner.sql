-- Whose case a record is of is no word of the index any more: a case that changes hands
-- had each of its words deleted without a trace and written again. Made anew after this.
-- For the same reason a text that is written over waits until there is time.

DROP TABLE found_names;
DROP TABLE found_texts;
DELETE FROM findable;
DELETE FROM findable_made;
INSERT INTO findable_made SELECT 1, '', '', 0 WHERE EXISTS (SELECT 1 FROM cases);

CREATE VIRTUAL TABLE found_names USING fts5 (
    child, kin, contact, author, place, number,
    tokenize = 'ascii', prefix = '1 2 3 4 5', detail = 'column'
);
INSERT INTO found_names (found_names, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE found_texts USING fts5 (
    text, author,
    tokenize = 'ascii', prefix = '3 4', detail = 'column'
);
INSERT INTO found_texts (found_texts, rank) VALUES ('secure-delete', 1);

-- Records whose texts are in the index as they were before.
CREATE TABLE findable_due (
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
