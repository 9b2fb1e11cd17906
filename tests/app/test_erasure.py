"""Erasing a case down to the file: what goes, what proves it, cuts on the way."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from casedesk.app import training
from casedesk.app.training_texts import (
    ASSESSED,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.cases import SubmitForDecision, ViewCase
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.erasure import ConfirmRequest, EraseCase, RequestAct
from casedesk.circuit.commands.typing import KeepTyping, typing_page
from casedesk.circuit.concern import DROPS_KEPT
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.longwork import Cancelled
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import TooSoon
from casedesk.circuit.two_people import Act, NotYours
from casedesk.store.database import Database
from casedesk.store.errors import StoreBusy
from casedesk.store.verify import verify
from casedesk.vault.errors import WrongPassphrase
from tests.closing import closing_sheet
from tests.faults.association import copied, director_of, reader
from tests.faults.kills import killed
from tests.faults.pages import occurrences

NAMES = ("Salma", "سلمى", "Benali", "بنعلي", "السمطة", "avant-bras")
INDEXED = ("0salma", "0benali", "سلمي", "سمطه")  # as what one searches in has them
OTHER = {
    "given_latin": "Autre",
    "given_arabic": "أخرى",
    "family_latin": "Personne",
    "family_arabic": "شخص",
    "words": "والو.",
    "physical_signs": "Rien de visible.",
    "safe_contact": "Sa tante",
}
LONG = 60  # seconds: nobody is cut short
CUTS = 4
WRITES = (3, 41, 62, 66)
OWN = "une phrase bien à elle, longue et sans rapport"


@pytest.fixture
def closed(house, clock):
    """A closed case, beside another one that stays open."""
    clock.pass_(hours=1)
    case_id = house.case_in_charge()
    with house.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.do(SubmitForDecision(case_id, dict(ASSESSED)))
        sheet = closing_sheet(sitting.desk, case_id, reason="NO_CONCERN")
        sitting.desk.do(SignClosing(case_id, sheet))
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.do(CloseCase(case_id, "UNFOUNDED"))
    house.record(**OTHER)
    with house.sitting(DIRECTOR):
        return case_id


@pytest.fixture
def deputy(house, add_person, with_slot_of):
    """Somebody who may confirm and has a passphrase of their own; gives their id."""
    new = add_person("Suppléante", Role.SOCIAL_WORKER, (Duty.DEPUTY,))
    with with_slot_of(house, new.id, new.passphrase) as sitting:
        sitting.change_passphrase(new.passphrase, OWN)
    return new.id


@pytest.fixture
def confirmed(house, closed, deputy, with_slot_of):
    """A request by the director that the deputy confirmed at their own unlock."""
    with house.sitting(DIRECTOR) as sitting:
        request = sitting.desk.do(RequestAct(closed, Act.ERASE, "PERIOD"))
    with with_slot_of(house, deputy, OWN) as sitting:
        sitting.desk.do(ConfirmRequest(request))
    return request


def erase(house, request):
    """As the director does, with the new file."""
    with house.sitting(DIRECTOR) as sitting:
        carry_out(sitting.erasures.erase(request))


def carry_out(move):
    try:
        move.carry_out()
    finally:
        move.settle()


def left_in(vault, home=Home.CASES, texts=NAMES):
    """How often each text stands in the file and its log, whatever a query would say.

    As it is, and as JSON writes it where a record is stored as a document.
    """
    written = {text: {text, json.dumps(text)[1:-1]} for text in texts}
    with director_of(vault) as keyring:
        path = vault.folder / keyring.database_name(home)
        forms = {form for each in written.values() for form in each}
        found = occurrences(path, bytes(keyring.db_key(home)), forms)
    return {text: sum(found[form] for form in written[text]) for text in texts}


def problems(vault):
    found = []
    with director_of(vault) as keyring:
        for home in Home:
            with reader(vault, keyring, home) as db:
                found += verify(db, keyring.verify).problems
    return found


def gone(texts=NAMES):
    return dict.fromkeys(texts, 0)


def test_R02_no_byte_of_the_name_is_left_after_the_command_alone(house, confirmed):
    """In no page of the file or its log, free ones, journal and index included."""
    assert all(left_in(house).values()), "the control finds every one of them"
    assert all(left_in(house, texts=INDEXED).values()), "in the index as well"

    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(EraseCase(confirmed))

    assert left_in(house) == gone()
    assert left_in(house, texts=INDEXED) == gone(INDEXED)
    assert left_in(house, texts=("Autre", "أخرى")) != gone(("Autre", "أخرى"))


def test_R02_no_byte_of_the_name_is_left_in_the_new_file(house, confirmed):
    before = {each.name for each in house.folder.glob("cases.*.db")}

    erase(house, confirmed)

    assert left_in(house) == gone()
    after = {each.name for each in house.folder.glob("cases.*.db")}
    assert len(after) == 1
    assert not after & before
    assert problems(house) == []


def test_R02_the_other_case_goes_on(house, confirmed):
    erase(house, confirmed)

    with house.sitting(DIRECTOR) as sitting:
        rows = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        assert len(rows) == 1
        sitting.desk.do(ViewCase(rows[0].id))
        page = sitting.desk.reads.case_page(rows[0].id)
        assert page.child.given_latin == "Autre"
        assert sitting.desk.reads.count(CaseList.CLOSED, house.clock()) == 0


def test_J11_the_journal_proves_the_erasure_and_says_nothing_of_the_child(
    house, closed, confirmed
):
    erase(house, confirmed)

    assert problems(house) == []
    with director_of(house) as keyring, reader(house, keyring, Home.CASES) as db:
        actions = db.rows("SELECT action FROM journal WHERE subject = ?", (closed,))
        images = db.value(
            "SELECT count(*) FROM journal_image JOIN journal_row USING (seq, ord)"
            " JOIN journal USING (seq) WHERE subject = ? AND kind NOT IN"
            " ('intake', 'tombstone')",
            (closed,),
        )
    assert {"TakeInDrop", "CloseCase", "RequestAct", "ConfirmRequest", "EraseCase"} <= {
        row["action"] for row in actions
    }
    assert images == 0


def test_R05_the_tombstone_has_no_name_and_no_text(house, closed, deputy, confirmed):
    erase(house, confirmed)

    with house.sitting(DIRECTOR) as sitting:
        erased = sitting.desk.reads.erased(closed)
        stone = erased.tombstone
        assert stone.number.startswith("SAL-")
        assert stone.reason == "PERIOD"
        assert (stone.asked_by, stone.confirmed_by) == (house.person(DIRECTOR), deputy)
        assert stone.opened_at <= stone.closed_at <= stone.erased_at
        assert len(stone.digest) == 64
        assert stone.copies == ()
        assert erased.anchor.startswith("J ")
        told = repr(stone)
        assert not any(name in told for name in NAMES)


def test_R05_the_stored_row_names_a_printed_copy_and_nobody(house, closed, confirmed):
    """As it stands in the file, whatever the program makes of it."""
    number = print_one(house, closed)
    erase(house, confirmed)

    with director_of(house) as keyring, reader(house, keyring, Home.CASES) as db:
        (row,) = db.rows("SELECT * FROM tombstones")
    assert json.loads(row["copies"]) == [
        {"sheet": "F-A", "sheet_number": number, "number": 1}
    ]
    written = [f"{each}" for each in row.values()]
    assert not [name for name in NAMES for each in written if name in each]
    said = {name for name, each in row.items() if isinstance(each, str) and " " in each}
    assert said <= {"copies"}, "codes, numbers and days only: nothing that is a text"


def print_one(house, case_id):
    """A numbered copy of the concern, out on paper; gives the number of its sheet."""
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        desk.do(ViewCase(case_id))
        sheet = desk.reads.case_page(case_id).sheets[0]
        copy = desk.do(PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH))
        desk.do(ConfirmPrint(copy, "ab" * 32))
    return sheet.number


def test_R05_the_two_signatures_can_be_checked_for_ever(
    house, closed, deputy, confirmed
):
    erase(house, confirmed)

    with house.sitting(DIRECTOR) as sitting:
        stone = sitting.desk.reads.erased(closed).tombstone
    with director_of(house) as keyring:
        vid, asked = keyring.vault_id, stone.asked()
        statement, assent = asked.statement(vid), asked.assent(vid, deputy)
        assert keyring.verify(stone.asked_by, statement, stone.asked_signature)
        assert keyring.verify(stone.confirmed_by, assent, stone.confirmation)
        other = replace(asked, reason="ASKED")
        assert not keyring.verify(
            stone.asked_by, other.statement(vid), stone.asked_signature
        )


def test_A05_an_attachment_is_erased_with_its_case(house, closed, confirmed):
    """Its bytes lie in pages of their own."""
    secret = "certificat de la petite au bras marqué"
    with house.sitting(DIRECTOR) as sitting:
        text = f"{secret}\n" * 400
        sitting.desk.do(ViewCase(closed))
        add_text(sitting.desk, closed, text.encode())
    assert left_in(house, texts=(secret,))[secret] > 100

    erase(house, confirmed)

    assert left_in(house, texts=(secret,)) == gone((secret,))


def add_text(desk, case_id, content):
    desk.do(AddAttachment(case_id, "Note", AttachmentKind.TEXT, content))


def test_what_lay_sealed_in_the_desk_goes_and_the_receipt_stays(house, confirmed):
    """The receipt is its author's, and says a number and days; nothing of the child."""
    with house.store(Home.DESK, reading=True) as db:
        assert db.value("SELECT count(*) FROM drops") == 2

    erase(house, confirmed)

    with house.store(Home.DESK, reading=True) as db:
        assert db.value("SELECT count(*) FROM drops") == 1
    with house.sitting(EDUCATOR) as sitting:
        assert len(sitting.desk.reads.my_receipts()) == 2
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.count(CaseList.ALL, house.clock()) == 1
        assert sitting.desk.reads.drops_to_forget() == ()


def test_it_is_journalled_who_let_go_of_the_drop(house, confirmed):
    erase(house, confirmed)

    with house.store(Home.DESK, reading=True) as db:
        found = db.value("SELECT actor FROM journal WHERE action = 'ForgetDrops'")
    assert found == house.person(DIRECTOR)


def test_a_backup_of_before_still_has_it_and_opens_with_the_old_key_only(
    house, confirmed, tmp_path
):
    """What the certificate says of backups is true."""
    kept = copied(house, tmp_path / "sauvegarde" / "x.casedesk")

    erase(house, confirmed)

    assert all(left_in(kept).values())


def test_the_second_person_signs_by_passphrase_on_the_same_screen(
    house, closed, deputy
):
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        request = desk.reads.request(desk.do(RequestAct(closed, Act.ERASE, "PERIOD")))
        person = known(desk, deputy)
        with pytest.raises(WrongPassphrase):
            sitting.erasures.witness(request, person, "pas la bonne phrase du tout")

        desk.do(
            ConfirmRequest(request.id, sitting.erasures.witness(request, person, OWN))
        )

        carry_out(sitting.erasures.erase(request.id))
        assert desk.reads.erased(closed).tombstone.confirmed_by == deputy


def known(desk, person):
    return next(each for each in desk.reads.people() if each.id == person)


def test_guessing_the_second_passphrase_is_slowed_down(house, closed, deputy):
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        request = desk.reads.request(desk.do(RequestAct(closed, Act.ERASE, "PERIOD")))
        person = known(desk, deputy)
        for _ in range(3):
            with pytest.raises(WrongPassphrase):
                sitting.erasures.witness(request, person, "pas la bonne phrase du tout")

        with pytest.raises(TooSoon):
            sitting.erasures.witness(request, person, OWN)


def test_P03_a_passphrase_that_the_director_drew_is_no_second_person(
    house, closed, add_person
):
    new = add_person("Présidente", Role.BOARD)
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        request = desk.reads.request(desk.do(RequestAct(closed, Act.ERASE, "PERIOD")))

        with pytest.raises(NotYours):
            sitting.erasures.witness(request, known(desk, new.id), new.passphrase)


def test_P03_a_role_nobody_signed_confirms_nothing(house, closed, deputy):
    """An educator who writes into the people table that they are the board."""
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        request = desk.reads.request(desk.do(RequestAct(closed, Act.ERASE, "PERIOD")))
        educator = known(desk, house.person(EDUCATOR))
        phrase = EDUCATOR.passphrase
        with pytest.raises(NotPermitted):
            sitting.erasures.witness(request, educator, phrase)
        promoted = replace(educator, role=Role.BOARD)
        with pytest.raises(NotPermitted):
            sitting.erasures.witness(request, promoted, phrase)
        ended = replace(known(desk, deputy), until=house.clock())
        with pytest.raises(NotPermitted):
            sitting.erasures.witness(request, ended, OWN)


def test_the_board_confirms_what_it_cannot_read(
    house, closed, add_person, with_slot_of
):
    new = add_person("Présidente", Role.BOARD)
    with with_slot_of(house, new.id, new.passphrase) as sitting:
        sitting.change_passphrase(new.passphrase, OWN)
        assert not sitting.desk.holds(Home.CASES)
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        request = desk.reads.request(desk.do(RequestAct(closed, Act.ERASE, "PERIOD")))
        witness = sitting.erasures.witness(request, known(desk, new.id), OWN)
        desk.do(ConfirmRequest(request.id, witness))

        carry_out(sitting.erasures.erase(request.id))

    assert left_in(house) == gone()


def test_an_erasure_cut_before_the_new_file_is_finished_later(house, confirmed, clock):
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.erasures.owed()
        move = sitting.erasures.erase(confirmed)
        with pytest.raises(StoreBusy):
            sitting.desk.do(ViewCase(CaseId("x")))
        with pytest.raises(Cancelled):
            move.carry_out(lambda _done, _total: False)
        move.settle()
        assert sitting.erasures.owed()

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.erasures.owed()
        clock.pass_(seconds=1)
        carry_out(sitting.erasures.finish())
        assert not sitting.erasures.owed()

    assert left_in(house) == gone()
    with house.sitting(SOCIAL_WORKER) as sitting:
        assert not sitting.erasures.owed(CASE_TEAM)


@contextmanager
def sat(vault):
    with vault.sitting(DIRECTOR) as sitting:
        yield sitting


def test_R03_a_cut_at_any_moment_leaves_the_store_old_or_new(
    house, closed, confirmed, tmp_path
):
    """Never neither; and the next unlock goes on."""
    erasing = closed, confirmed
    begun = time.monotonic()
    assert outcome(house, tmp_path, erasing, LONG) == "renewed"
    whole = time.monotonic() - begun

    seen = {
        outcome(house, tmp_path, erasing, whole * part / CUTS) for part in range(CUTS)
    }

    assert seen <= {"whole", "gone", "renewed"}
    assert "whole" in seen


def test_C07_an_erased_case_is_never_half_visible(house, closed, confirmed, tmp_path):
    """Cut from within, before each of these writes of the command and after it."""
    seen = [
        outcome(house, tmp_path, (closed, confirmed), LONG, at_write=number)
        for number in WRITES
    ]

    told = ("whole", "gone", "renewed")
    assert seen == sorted(seen, key=told.index), "whole up to the commit, gone after it"
    assert {"whole", "gone"} <= set(seen)


def outcome(house, tmp_path, erasing, after, at_write=0):
    """What somebody finds who comes back after the program was killed.

    After so many seconds, or at so many writes into a store.
    """
    closed, request = erasing
    vault = replace(house, folder=tmp_path / "cut.casedesk")
    copied(house, vault.folder)
    keys = vault.entrance.unlock(
        vault.folder, vault.person(DIRECTOR), DIRECTOR.passphrase
    )

    def life(tell):
        with closing(_Locked(vault.entrance.sit_down(keys))) as place:
            tell("sat")
            if at_write:
                die_at(at_write)
            carry_out(place.sitting.erasures.erase(request))
            tell("did")

    told = killed(life, after)
    keys.close()
    assert not [line for line in told if line.startswith("crashed")]
    return judged(vault, closed, done="did" in told)


def die_at(number):
    """kill -9, from within, before the statement of this number writes."""
    run, left = Database.run, iter(range(number))

    def counted(db, sql, values=()):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(db, sql, values)

    Database.run = counted


class _Locked:
    def __init__(self, sitting):
        self.sitting = sitting

    def close(self):
        self.sitting.lock()


def judged(vault, closed, *, done):
    with sat(vault) as sitting:
        reads, erased = sitting.desk.reads, True
        try:
            reads.erased(closed)
        except NotFound:
            erased = False
        seen = reads.count(CaseList.CLOSED, vault.clock())
        owed = sitting.erasures.owed()
        if owed:
            carry_out(sitting.erasures.finish())
    assert problems(vault) == []
    assert len([*vault.folder.glob("cases.*.db")]) == 1
    if not erased:
        assert not done
        assert seen == 1
        assert all(left_in(vault).values())
        return "whole"
    assert seen == 0
    assert left_in(vault) == gone()
    return "gone" if owed else "renewed"


def test_R04_time_alone_erases_nothing(house, closed, clock):
    """The list proposes; years pass and many people sit down."""
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.retention_due(house.clock()) == ()
    clock.pass_(days=366)
    for trainee in (DIRECTOR, SOCIAL_WORKER, EDUCATOR, DIRECTOR):
        with house.sitting(trainee):
            pass

    with house.sitting(DIRECTOR) as sitting:
        (row,) = sitting.desk.reads.retention_due(house.clock())
        assert (row.id, row.reason, row.retention) == (
            closed,
            "NO_CONCERN",
            "UNFOUNDED",
        )
        assert sitting.desk.reads.requests(house.clock()) == ()
    assert all(left_in(house).values())


def test_the_walked_case_is_the_one_these_names_are_of():
    """The names looked for are in what is recorded, in both scripts."""
    told = " ".join(str(each) for each in WALKED.values())
    assert all(name in told for name in NAMES)
    assert training.TERRITORY == "SAL"


def test_R02_what_was_typed_about_it_goes_with_the_case(house, closed, confirmed):
    """On the closing page of the director, who never came back to it."""
    page = typing_page("close", closed)
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(KeepTyping(page, {"detail": "La petite au bras marqué"}))

    erase(house, confirmed)

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.typed(page) == {}
        assert sitting.desk.reads.typing_to_forget() == ()


def test_R02_sealed_drops_go_by_age_whoever_they_are_for(house, clock):
    """At anybody's unlock; the journal tells one from another no more than before."""
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(BeginDraft("yes", "no"))
    house.record()
    there = drops(house)
    clock.pass_(days=DROPS_KEPT.days - 1)
    with house.sitting(EDUCATOR):
        pass
    kept = drops(house)
    clock.pass_(days=2)

    with house.sitting(EDUCATOR):
        pass

    assert len(there) == len(kept) > 1
    assert drops(house) == []
    assert problems(house) == []


def drops(house):
    with house.store(Home.DESK, reading=True) as db:
        return db.rows("SELECT id FROM drops")
