"""`casedesk verify`: what it says of a whole, a damaged and a held vault."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from contextlib import contextmanager
from dataclasses import replace

import pytest

from casedesk.app import training, verify
from casedesk.app.folder import SEAL
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, WALKED
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.longwork import Cancelled, unheard
from casedesk.circuit.people import Role
from casedesk.store.connection import has_log

CLOSED = "cases : fermé pour cette personne"


@pytest.fixture
def verifying(house, passphrases, capfd, monkeypatch, tmp_path):
    """Exit code and lines, as one of the people of the house."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(trainee=DIRECTOR, *, label="", passphrase="", folder=None):
        fd = fed((passphrase or trainee.passphrase) + "\n")
        code = verify.run(
            folder or house.folder, label or trainee.label, fd, passphrases
        )
        return code, capfd.readouterr().out.splitlines()

    return run


def fed(text):
    """A descriptor from which this text can be read."""
    reading, writing = os.pipe()
    os.write(writing, text.encode())
    os.close(writing)
    return reading


def test_a_whole_vault_is_verified_with_the_anchor_of_each_compartment(
    house, verifying
):
    house.case_in_charge()
    with house.store(Home.CASES, reading=True) as db:
        head = db.row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")

    code, said = verifying()

    assert code == 0
    assert [line.partition(" :")[0] for line in said] == ["desk", "cases"]
    assert all("vérifié" in line for line in said)
    assert said[1].endswith(numbers.anchor(head["seq"], head["hash"]))


def test_what_is_closed_to_a_person_is_named_and_is_no_failure(house, verifying):
    code, said = verifying(EDUCATOR)

    assert code == 0
    assert said[0].startswith("desk : vérifié")
    assert said[1:] == [CLOSED]


def test_who_holds_no_key_can_verify_nothing_and_is_told_so(
    house, verifying, add_person
):
    new = add_person("Technicien", Role.TECHNICIAN)

    code, said = verifying(label=new.label, passphrase=new.passphrase)

    assert code == 1
    assert len(said) == 1
    assert said[0].startswith("Rien n'a pu être vérifié")


def test_verifying_writes_into_the_journal_that_it_did_and_nothing_else(
    house, verifying
):
    house.case_in_charge()
    before, head = house.digests(), entries(house)

    verifying()

    changed = {name for name, of in house.digests().items() if before.get(name) != of}
    assert changed == {"desk.g1.db", "seal.json"}
    assert entries(house)[len(head) :] == ["NoteVerified", "NoteVerified"]
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.seal_missing
        assert all(sitting.desk.reads.last_verified(home) for home in Home)


def entries(house):
    """What was done in the desk, by the names of the commands."""
    with house.store(Home.DESK, reading=True) as db:
        rows = db.rows("SELECT action FROM journal ORDER BY seq")
    return [row["action"] for row in rows]


def test_a_verification_that_found_something_in_the_cases_is_journalled_as_such(
    house, verifying
):
    house.case_in_charge()
    with tampering(house, Home.CASES) as db:
        db.run("UPDATE cases SET danger = '0'")

    verifying()

    with house.store(Home.DESK, reading=True) as db:
        told = [
            json.loads(row["detail"])
            for row in db.rows(
                "SELECT detail FROM events WHERE what = ? ORDER BY rowid",
                (EventKind.VERIFIED,),
            )
        ]
    assert told == [
        {"compartment": "desk", "sound": 1},
        {"compartment": "cases", "sound": 0},
    ]


def test_who_may_not_sit_down_can_verify_and_leaves_no_trace(
    house, verifying, add_person
):
    """Brought in, and not enrolled yet."""
    new = add_person("Nouvelle", Role.EDUCATOR, enrol=False)
    before = house.digests()

    code, said = verifying(label=new.label, passphrase=new.passphrase)

    assert (code, said[1:]) == (0, [CLOSED])
    assert house.digests() == before


@pytest.mark.parametrize("home", Home)
def test_S08_yesterdays_file_under_todays_seal_is_not_verified(house, verifying, home):
    house.case_in_charge()
    yesterday = house.path(home).read_bytes()
    house.case_in_charge()
    house.path(home).write_bytes(yesterday)
    before = house.digests()

    code, said = verifying()

    assert code == 1
    (bad,) = [line for line in said if line.startswith(f"{home} : ")]
    assert "Il manque" in bad
    assert house.digests()[house.path(home).name] == before[house.path(home).name]


def test_S08_yesterdays_cases_with_yesterdays_seal_are_behind_what_was_noted(
    house, verifying
):
    """The desk keeps where the journal of the cases stood when it was last sound."""
    house.case_in_charge()
    kept = {name: (house.folder / name).read_bytes() for name in ("cases.g1.db", SEAL)}
    house.case_in_charge()
    assert verifying()[0] == 0
    for name, data in kept.items():
        (house.folder / name).write_bytes(data)

    code, said = verifying()

    assert code == 1
    assert [line.split()[0] for line in said[2:]] == ["head_missing"]


def test_without_a_seal_nothing_says_that_the_files_are_the_newest(house, verifying):
    house.case_in_charge()
    (house.folder / SEAL).unlink()
    before = house.digests()

    code, said = verifying()

    assert code == 1
    assert said[-1].startswith("Rien, à côté du coffre")
    assert house.digests() == before


def test_after_wrong_passphrases_the_wait_is_told_in_words(house, verifying):
    for _ in range(4):
        verifying(passphrase="autre")

    code, said = verifying()

    assert (code, said) == (1, ["Attendre quelques instants, puis essayer de nouveau."])


def test_the_way_through_a_verification_is_shown_at_a_terminal(
    house, verifying, monkeypatch
):
    shown = Screen()
    monkeypatch.setattr(sys, "stderr", shown)

    code, _ = verifying()

    assert code == 0
    assert "  0 %" in shown.text


class Screen:
    """A terminal, with what is shown on it."""

    text = ""

    def isatty(self):
        return True

    def write(self, text):
        self.text += text

    def flush(self):
        return None


@pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal")
def test_H03_Ctrl_C_stops_a_verification_and_changes_nothing(
    house, verifying, monkeypatch
):
    class Interrupted(Screen):
        """Somebody presses Ctrl+C when the first line appears."""

        def write(self, text):
            os.kill(os.getpid(), signal.SIGINT)

    house.case_in_charge()
    before = house.digests()
    with monkeypatch.context() as played:
        played.setattr(sys, "stderr", Interrupted())
        code, said = verifying()

    assert code == 130
    assert said == ["Arrêté. Rien n'a été gardé de ce qui était en cours."]
    assert house.digests() == before
    assert verifying()[0] == 0


@pytest.fixture
def backed_up(house, tmp_path):
    house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        return sitting.safekeeping.back_up(tmp_path / "clé", unheard).set


def test_a_backup_set_is_verified_and_not_one_byte_of_it_is_changed(
    house, backed_up, verifying
):
    there = replace(house, folder=backed_up.folder)
    before, names = there.digests(), sorted(backed_up.folder.iterdir())

    code, said = verifying(folder=backed_up.folder)

    assert code == 0
    assert said[:3] == [
        "les dossiers : vérifié",
        "l'accueil commun : vérifié",
        "les clés : vérifié",
    ]
    assert said[-1] == "Sauvegarde entière : elle peut être restaurée."
    counted = {each.cid: each for each in backed_up.compartments}["cases"]
    assert said[3].endswith(numbers.anchor(counted.seq, counted.head))
    assert there.digests() == before
    assert sorted(backed_up.folder.iterdir()) == names
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.safekeeping.verify(backed_up.folder, unheard).is_sound


def test_a_damaged_set_is_named_file_by_file(backed_up, verifying):
    flip(backed_up.folder / "cases.g1.db", 5000)

    code, said = verifying(folder=backed_up.folder)

    assert code == 1
    assert "les dossiers : modifié" in said
    assert "cases.g1.db" in said[-1]


def test_what_an_unclean_end_left_beside_the_files_is_moved_in_first(house, verifying):
    house.record()
    with house.sitting(DIRECTOR):
        copied = shutil.ignore_patterns("casedesk.lock")
        shutil.copytree(house.folder, house.folder.with_suffix(".cut"), ignore=copied)
    cut = house.folder.with_suffix(".cut")
    assert (cut / "cases.g1.db-wal").stat().st_size

    code, said = verifying(folder=cut)

    assert code == 0, said
    assert not has_log(cut / "cases.g1.db")


@pytest.mark.parametrize(
    ("label", "passphrase"),
    [("Personne", DIRECTOR.passphrase), (DIRECTOR.label, EDUCATOR.passphrase)],
)
def test_whoever_does_not_get_in_verifies_nothing(verifying, label, passphrase):
    code, said = verifying(label=label, passphrase=passphrase)

    assert code == 1
    assert len(said) == 1


def test_a_window_that_holds_the_vault_is_told(house, verifying):
    with house.sitting(EDUCATOR):
        code, said = verifying()

    assert code == 2
    assert "ouvert dans une autre fenêtre" in said[0]
    assert verifying()[0] == 0


def test_a_window_can_open_after_a_verification_that_failed(house, verifying):
    verifying(passphrase="autre")

    with house.sitting(DIRECTOR):
        pass


@pytest.mark.parametrize("where", ["", "nulle part", "lettre.txt"])
def test_where_there_is_no_vault_it_says_so(verifying, tmp_path, where):
    (tmp_path / "lettre.txt").write_text("x", encoding="utf-8")

    code, said = verifying(folder=tmp_path / where)

    assert code == 1
    assert said == ["Ce dossier ne contient pas de coffre casedesk."]


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("home", Home)
@pytest.mark.parametrize("where", ["first", "second", "middle", "last"])
def test_a_flipped_byte_is_found_and_its_compartment_named(
    house, verifying, home, where
):
    house.case_in_charge()
    path = house.path(home)
    size = path.stat().st_size
    at = {"first": 200, "second": 4500, "middle": size // 2, "last": size - 20}[where]
    flip(path, at)
    before = house.digests()

    code, said = verifying()

    assert code == 1
    (other,) = set(Home) - {home}
    (bad,) = [line for line in said if line.startswith(f"{home} : ")]
    (good,) = [line for line in said if line.startswith(f"{other} : ")]
    assert "vérifié" in good
    assert "vérifié" not in bad
    assert house.digests()[path.name] == before[path.name]


@pytest.mark.parametrize("home", Home)
def test_a_store_that_is_missing_is_named(house, verifying, home):
    house.path(home).unlink()

    code, said = verifying()

    assert code == 1
    assert any(line.startswith(f"{home} : ") and "manque" in line for line in said)


@contextmanager
def tampering(house, home):
    with house.store(home) as db:
        db.set_authorizer(lambda *_: 0)
        for trigger in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            if trigger["name"].startswith("journal"):
                db.run(f"DROP TRIGGER {trigger['name']}")
        yield db


TAMPERED = {
    "a danger made smaller": (
        "UPDATE cases SET danger = '0'",
        "record_changed",
    ),
    "a case taken out": (
        "DELETE FROM children",
        "record_missing",
    ),
    "a case put in": (
        "INSERT INTO actions SELECT 'new', id, 'x', 'x', 'x', 'x', 1 FROM cases",
        "record_unjournalled",
    ),
    "an entry put in another's name": (
        "UPDATE journal SET actor = 'somebody' WHERE seq = 1",
        "entry_changed",
    ),
    "an entry taken out": (
        "DELETE FROM journal WHERE seq = 1",
        "gap",
    ),
    "an image rewritten": (
        "UPDATE journal_image SET image = '{}'",
        "image_changed",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_changed_with_another_program_is_found(house, verifying, how):
    statement, problem = TAMPERED[how]
    house.case_in_charge()
    with tampering(house, Home.CASES) as db:
        db.run("PRAGMA foreign_keys = OFF")
        db.run(statement)

    code, said = verifying()

    assert code == 1
    assert said[0].startswith("desk : vérifié")
    assert any(line.strip().startswith(problem) for line in said[2:]), said


def test_an_educator_finds_what_was_changed_in_their_own_compartment(house, verifying):
    house.record()
    with tampering(house, Home.DESK) as db:
        db.run("UPDATE people SET role = 'director'")

    code, said = verifying(EDUCATOR)

    assert code == 1
    assert said[-1] == CLOSED


def test_nothing_that_is_said_names_a_child_or_a_text(house, verifying):
    house.case_in_charge()
    with tampering(house, Home.CASES) as db:
        db.run("UPDATE children SET given_latin = 'Autre'")
        db.run("UPDATE sheets SET content = '{}'")

    code, said = verifying(SOCIAL_WORKER)

    assert code == 1
    text = "\n".join(said)
    assert "Salma" not in text
    assert "Autre" not in text
    assert training.DIRECTOR.label not in text


def test_a_passphrase_that_is_not_text_opens_nothing(house, passphrases, capfd):
    reading, writing = os.pipe()
    os.write(writing, b"\xff\xfe\n")
    os.close(writing)

    code = verify.run(house.folder, DIRECTOR.label, reading, passphrases)

    assert code == 1
    assert len(capfd.readouterr().out.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such descriptor")
def test_a_descriptor_that_is_none_opens_nothing(house, passphrases, capfd):
    code = verify.run(house.folder, DIRECTOR.label, 987, passphrases)

    assert code == 1
    assert len(capfd.readouterr().out.splitlines()) == 1


def test_a_window_verifies_what_it_has_open_with_what_was_just_written(house):
    with house.sitting(DIRECTOR) as sitting:
        training.record(sitting, WALKED, house.clock())
        sitting.catch_up()
        assert has_log(house.path(Home.CASES))

        verdicts = sitting.verify(unheard, known={}, thorough=True)

        heads = {home: sitting.desk.reads.journal_head(home) for home in Home}
    assert [each.compartment for each in verdicts] == ["desk", "cases"]
    assert all(each.is_sound for each in verdicts)
    assert {Home(each.compartment): each.head for each in verdicts} == heads


def test_a_window_and_a_terminal_find_the_same(house, verifying):
    house.case_in_charge()
    with tampering(house, Home.CASES) as db:
        db.run("UPDATE cases SET danger = '0'")

    with house.sitting(DIRECTOR) as sitting:
        _, cases = sitting.verify(unheard, known={}, thorough=False)
    _, said = verifying()

    assert [each.code for each in cases.problems] == ["record_changed"]
    assert [line for line in said if line.startswith("  record_changed")]


def test_a_window_finds_a_compartment_that_no_longer_opens(house):
    house.case_in_charge()
    with house.sitting(EDUCATOR) as sitting:
        flip(house.path(Home.DESK), 200)

        (desk,) = sitting.verify(unheard, known={}, thorough=False)

        flip(house.path(Home.DESK), 200)
    assert not desk.is_sound
    assert desk.trouble is not None


def test_a_verification_is_told_as_a_share_of_all_compartments_and_can_be_stopped(
    house,
):
    house.case_in_charge()
    told = []
    with house.sitting(DIRECTOR) as sitting:
        sitting.verify(
            lambda done, total: told.append(done / total) or True,
            known={},
            thorough=True,
        )
        with pytest.raises(Cancelled):
            sitting.verify(lambda done, total: done == 0, known={}, thorough=True)
        training.record(sitting, WALKED, house.clock())

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 0.5)
