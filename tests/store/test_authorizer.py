from __future__ import annotations

from contextlib import closing

import pytest
from sqlcipher3 import dbapi2 as sqlite

FORBIDDEN = [
    "ATTACH 'elsewhere.db' AS elsewhere KEY ''",
    "DETACH main",
    "SELECT sqlcipher_export('main')",
    "SELECT load_extension('x')",
    "DROP TRIGGER journal_no_gap",
    "DROP TABLE journal",
    "DROP INDEX cases_by_number",
    "ALTER TABLE cases ADD COLUMN surname TEXT",
    "CREATE TRIGGER t AFTER INSERT ON cases BEGIN DELETE FROM children; END",
    "CREATE TEMP TABLE t (id)",
    "CREATE VIEW v AS SELECT 1",
    "UPDATE journal SET actor = 'x'",
    "DELETE FROM journal",
    "UPDATE journal_row SET key = 'x'",
    "DELETE FROM journal_row",
    "UPDATE journal_image SET image = '{}'",
    "UPDATE meta SET vault = 'x'",
    "DELETE FROM drop_key",
    "PRAGMA writable_schema = ON",
    "PRAGMA key = 'x'",
    "PRAGMA rekey = 'x'",
    "PRAGMA temp_store = FILE",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version = 9",
    "VACUUM",
    "REINDEX",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_S13_what_leaves_the_file_or_rewrites_the_journal_is_refused(file, statement):
    with closing(file.open()) as db:
        with pytest.raises(sqlite.DatabaseError, match="authoriz"):
            db.run(statement)

        assert db.refusals  # for the journal of the sitting


def test_the_ordinary_and_the_checks_are_allowed(file):
    with closing(file.open()) as db:
        with db.transaction():
            db.run("DELETE FROM journal_image WHERE seq = 1")  # erasure
        assert db.checkpoint()
        assert db.value("PRAGMA integrity_check(1)") == "ok"
        assert db.rows("PRAGMA cipher_integrity_check") == []
