"""Founding a vault, looking at its door, unlocking it, sitting down."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from casedesk.app import rulebook
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import is_block_removable
from casedesk.app.passphrases import Passphrases
from casedesk.app.training_texts import (
    ASSOCIATION,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TRAINEES,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import Code, Label
from casedesk.circuit.commands.furnishing import EDITION, FurnishDesk
from casedesk.circuit.people import Duty, PersonId, Role
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.vault.errors import (
    BadLabel,
    KeyringClosed,
    WeakPassphrase,
    WrongPassphrase,
)
from casedesk.vault.kdf import DEFAULT_COST


def reason(attempt, *arguments):
    with pytest.raises(VaultUnusable) as unusable:
        attempt(*arguments)
    assert sentence(unusable.value)  # whatever it is, there are words for it
    return unusable.value.reason


def test_a_founder_directs_an_association_that_has_all_it_needs(entrance, founding):
    asked = founding()

    unlocked = entrance.create(asked)
    sitting = entrance.sit_down(unlocked)

    reads = sitting.desk.reads
    (founder,) = reads.people()
    sender = reads.sender()
    assert (founder.role, founder.duties) == (Role.DIRECTOR, (Duty.REFERENT,))
    assert (sender.name, sender.territory) == ("Association Exemple", "SAL")
    assert len(reads.organisations()) == len(rulebook.shipped_organisations())
    assert len(reads.hotlines()) == len(rulebook.shipped_hotlines())
    assert set(reads.codes().lists) == {e.list for e in rulebook.shipped_codes()}
    assert not sitting.training
    assert not sitting.must_change
    sitting.lock()


def test_a_vault_of_an_earlier_version_gets_at_once_what_is_shipped_since(
    entrance, founding
):
    asked = founding()
    sitting = entrance.sit_down(entrance.create(asked))
    sitting.desk.do(FurnishDesk({EDITION: "earlier"}, (), (), ()))
    sitting.lock()
    ((person, _),) = entrance.look(asked.folder).people
    codes = (*rulebook.shipped_codes(), Code("NEW", "X", Label("Neuf", "جديد"), 0))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rulebook, "shipped_codes", lambda: codes)
        keys = entrance.unlock(asked.folder, person, asked.passphrase)
        again = entrance.sit_down(keys)

    assert again.desk.reads.setting(EDITION) == rulebook.edition()
    assert ("NEW", "X") in again.rules.codes
    again.lock()


def test_a_vault_founded_at_the_real_cost_opens_at_the_real_cost(
    tmp_path, clock, founding
):
    """The one test of this path with the passphrases of the program."""
    program = Passphrases(DEFAULT_COST)
    entrance = VaultEntrance(tmp_path / "settings", clock, program)
    asked = founding()

    entrance.sit_down(entrance.create(asked)).lock()
    ((person, _),) = entrance.look(asked.folder).people
    unlocked = entrance.unlock(asked.folder, person, asked.passphrase)

    slot = unlocked.keyring.header.slots[person]
    assert slot.kdf.cost == DEFAULT_COST
    unlocked.close()


FOUND_AND_DIE = """
import os, signal, sys
from pathlib import Path
from casedesk.app import clock, compartments, entrance
from casedesk.app.passphrases import Passphrases
from casedesk.circuit.entrance import Founding
from casedesk.vault.kdf import KdfCost

def cut(event, arguments):
    # The moment the header, or its copy, is about to be made.
    if event == "open" and str(arguments[0]).endswith({file!r}):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(cut)
door = entrance.VaultEntrance(
    Path(sys.argv[1]), clock.now, Passphrases(KdfCost(8, 1, 1))
)
door.create(Founding(Path(sys.argv[2]), "A", "SAL", "Directrice", "x", training=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("file", ["vault.json.bak.new", "vault.json.new"])
def test_a_founding_that_is_cut_before_the_header_leaves_no_vault_and_begins_again(
    entrance, founding, tmp_path, file
):
    asked = founding()
    program = textwrap.dedent(FOUND_AND_DIE).format(file=file)

    died = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "s"), str(asked.folder)],
        check=False,
    )

    assert died.returncode == -signal.SIGKILL
    assert {each.name for each in asked.folder.glob("*.db")} == {
        "cases.g1.db",
        "desk.g1.db",
    }
    assert reason(entrance.look, asked.folder) == "header_missing"
    entrance.sit_down(entrance.create(asked)).lock()
    assert len(entrance.look(asked.folder).people) == 1


def test_what_a_refused_founding_leaves_does_not_stand_in_the_way(entrance, founding):
    with pytest.raises(BadLabel):
        entrance.create(founding(label=" "))

    entrance.create(founding()).close()


def test_a_folder_with_anything_in_it_is_not_taken(entrance, founding):
    asked = founding()
    asked.folder.mkdir()
    (asked.folder / "photo.jpg").write_bytes(b"\xff\xd8")

    assert reason(entrance.create, asked) == "folder_not_empty"
    assert [each.name for each in asked.folder.iterdir()] == ["photo.jpg"]


def test_a_vault_is_not_founded_over_another(house, founding):
    before = house.digests()

    assert reason(house.entrance.create, founding(folder=house.folder)) == (
        "folder_not_empty"
    )
    assert house.digests() == before


@pytest.mark.parametrize(
    "place",
    [
        "OneDrive",
        "OneDrive - Association",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "Nextcloud",
        "iCloud Drive",
        "iCloudDrive",
    ],
)
def test_O04_a_folder_that_something_copies_elsewhere_is_no_place_for_a_vault(
    house, founding, tmp_path, place
):
    asked = founding(folder=tmp_path / place / "coffre.casedesk")
    moved = tmp_path / place / "deja.casedesk"
    shutil.copytree(house.folder, moved)

    assert reason(house.entrance.create, asked) == "unsafe_place"
    assert reason(house.entrance.look, moved) == "unsafe_place"
    assert not asked.folder.exists()


@pytest.mark.parametrize(("removable", "told"), [("1", True), ("0", False)])
def test_O04_a_stick_is_known_by_its_disk_also_for_a_part_of_it(
    tmp_path, removable, told
):
    disk = tmp_path / "devices" / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text(f"{removable}\n", encoding="ascii")
    (disk / "sdb1" / "partition").write_text("1\n", encoding="ascii")

    assert is_block_removable(b"/dev/sdb", tmp_path / "devices") is told
    assert is_block_removable(b"/dev/sdb1", disk) is told
    assert not is_block_removable(b"tmpfs", disk)


def test_O04_a_network_share_is_no_place_for_a_vault(entrance, founding):
    share = founding(folder=Path("//serveur/partage/coffre.casedesk"))

    assert reason(entrance.create, share) == "unsafe_place"


def test_a_folder_called_a_little_like_a_cloud_is_a_folder(
    entrance, founding, tmp_path
):
    asked = founding(folder=tmp_path / "Dropboxes" / "coffre.casedesk")

    entrance.create(asked).close()

    assert entrance.look(asked.folder).people


def test_where_nothing_can_be_written_no_vault_is_begun(entrance, founding, tmp_path):
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    asked = founding(folder=tmp_path / "fichier" / "coffre.casedesk")

    assert reason(entrance.create, asked) == "not_writable"


def test_a_passphrase_that_is_published_opens_training_vaults_only(entrance, founding):
    for trainee in TRAINEES:
        with pytest.raises(WeakPassphrase) as weak:
            entrance.create(founding(passphrase=trainee.passphrase.upper()))
        assert weak.value.reason == "common"

    assert not founding().folder.exists()
    entrance.create(founding(passphrase=DIRECTOR.passphrase, training=True)).close()


def test_a_passphrase_made_of_the_association_is_refused(entrance, founding):
    with pytest.raises(WeakPassphrase):
        entrance.create(founding(passphrase="association exemple directrice"))


def test_a_drawn_passphrase_is_good_enough_for_a_real_vault(entrance, founding):
    entrance.create(founding(passphrase=entrance.draw_passphrase())).close()


def test_the_door_shows_labels_and_nothing_else(house):
    threshold = house.entrance.look(house.folder)

    assert {label for _, label in threshold.people} == {e.label for e in TRAINEES}
    assert threshold.training
    assert ASSOCIATION.encode() not in (house.folder / "vault.json").read_bytes()


def test_who_is_unknown_hears_what_a_wrong_passphrase_hears(house):
    said = []
    for person in (house.person(DIRECTOR), PersonId("00000000")):
        with pytest.raises(WrongPassphrase) as wrong:
            house.entrance.unlock(house.folder, person, EDUCATOR.passphrase)
        said.append((type(wrong.value), wrong.value.args, sentence(wrong.value)))

    assert said[0] == said[1]


def test_a_passphrase_may_be_typed_with_other_capitals_accents_and_spaces(house):
    typed = "  SOLEIL voyage jardin riviere  tambour olive "

    house.entrance.unlock(house.folder, house.person(DIRECTOR), typed).close()


def test_keys_of_another_entrance_are_no_keys(house):
    with pytest.raises(TypeError):
        house.entrance.sit_down(object())


def test_who_was_not_enrolled_cannot_sit_down(house, add_person, with_slot_of):
    new = add_person("Nouvelle", Role.EDUCATOR, enrol=False)

    with (
        pytest.raises(VaultUnusable) as unusable,
        with_slot_of(house, new.id, new.passphrase),
    ):
        pass

    assert unusable.value.reason == "not_enrolled"
    house.unlock(DIRECTOR).close()


def test_who_holds_no_key_cannot_sit_down_and_is_told_so(
    house, add_person, with_slot_of
):
    new = add_person("Technicien", Role.TECHNICIAN)

    with (
        pytest.raises(VaultUnusable) as unusable,
        with_slot_of(house, new.id, new.passphrase),
    ):
        pass

    assert unusable.value.reason == "not_enrolled"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("role", "director"),
        ("label", "Directrice "),
        ("duties", '["referent"]'),
        ("certificate", b"\x00" * 64),
        ("certificate", b""),
    ],
)
def test_a_role_that_no_admin_signed_does_not_count(house, column, value):
    """Somebody with the key of the desk and another program makes themselves a role."""
    with house.store(Home.DESK) as db:
        db.run(
            f"UPDATE people SET {column} = ? WHERE id = ?",  # noqa: S608 -- a column of ours
            (value, house.person(EDUCATOR)),
        )

    assert reason(house.entrance.sit_down, house.unlock(EDUCATOR)) == "role_unproven"
    house.entrance.sit_down(house.unlock(DIRECTOR)).lock()


def test_a_certificate_one_signs_oneself_proves_nothing(house):
    keyring = house.keyring(EDUCATOR)
    with house.sitting(EDUCATOR) as sitting:
        me = next(
            e for e in sitting.desk.reads.people() if e.id == house.person(EDUCATOR)
        )
    statement = replace(me, role=Role.DIRECTOR).statement(keyring.vault_id)
    with house.store(Home.DESK) as db:
        db.run(
            "UPDATE people SET role = 'director', certificate = ? WHERE id = ?",
            (keyring.sign(statement), me.id),
        )
    keyring.close()

    assert reason(house.entrance.sit_down, house.unlock(EDUCATOR)) == "role_unproven"


def test_the_certificate_of_another_vault_proves_nothing(house, other_house):
    """Same label, same role, another association."""
    with other_house.store(Home.DESK, reading=True) as db:
        certificate = db.value("SELECT certificate FROM people WHERE role = 'director'")
    with house.store(Home.DESK) as db:
        db.run(
            "UPDATE people SET certificate = ? WHERE role = 'director'", (certificate,)
        )

    assert reason(house.entrance.sit_down, house.unlock(DIRECTOR)) == "role_unproven"


def test_who_left_cannot_sit_down(house):
    with house.store(Home.DESK) as db:
        db.run(
            "UPDATE people SET until = '2026-03-01T00:00:00.000000+00:00' WHERE id = ?",
            (house.person(EDUCATOR),),
        )

    assert reason(house.entrance.sit_down, house.unlock(EDUCATOR)) == "not_enrolled"


def test_O01_a_second_window_on_the_same_vault_is_kept_out(house):
    """The first goes on undisturbed."""
    with house.sitting(DIRECTOR) as sitting:
        refused = house.entrance.sit_down, house.unlock(SOCIAL_WORKER)
        assert reason(*refused) == "busy"
        assert len(sitting.desk.reads.people()) == 3

    house.entrance.sit_down(house.unlock(SOCIAL_WORKER)).lock()


def test_keys_that_could_not_be_used_are_wiped(house):
    with house.sitting(DIRECTOR):
        unlocked = house.unlock(SOCIAL_WORKER)
        assert reason(house.entrance.sit_down, unlocked) == "busy"

    with pytest.raises(KeyringClosed):
        unlocked.keyring.sign(b"anything")


SIT_AND_DIE = """
import os, signal, sys
from pathlib import Path
from casedesk.app import clock
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.vault.kdf import KdfCost

door = VaultEntrance(Path(sys.argv[1]), clock.now, Passphrases(KdfCost(8, 1, 1)))
sitting = door.sit_down(door.unlock(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
print("sitting", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_the_lock_of_a_window_that_died_is_taken_over(house, tmp_path):
    settings, person = str(tmp_path / "s"), house.person(EDUCATOR)
    arguments = [settings, str(house.folder), person, EDUCATOR.passphrase]
    with subprocess.Popen(
        [sys.executable, "-c", SIT_AND_DIE, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as window:
        assert window.stdout.readline() == b"sitting\n"
        assert reason(house.entrance.sit_down, house.unlock(DIRECTOR)) == "busy"
        os.kill(window.pid, signal.SIGKILL)

    assert (house.folder / "casedesk.lock").exists()
    house.entrance.sit_down(house.unlock(DIRECTOR)).lock()
    assert not (house.folder / "casedesk.lock").exists()


def test_a_locked_vault_is_complete_in_its_files(house):
    house.record()

    assert [each.name for each in sorted(house.folder.iterdir())] == [
        "cases.g1.db",
        "desk.g1.db",
        "seal.json",
        "vault.json",
        "vault.json.bak",
    ]
