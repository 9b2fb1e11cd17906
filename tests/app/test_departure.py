"""Somebody leaves: their cases, their keys, and what is left of them."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from casedesk.app import training
from casedesk.app.compartments import identity
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
    Trainee,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.commands.departures import EndPerson, ReassignCases
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.keys import (
    LastDirector,
    NoSuccessor,
    SittingEnded,
    Succession,
)
from casedesk.circuit.people import NOBODY, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.store.connection import create_database, open_database, open_read_only
from casedesk.store.verify import verify
from casedesk.vault import rotation as vault_rotation
from casedesk.vault.errors import LastMember, WrongPassphrase

SECOND = Trainee("Directeur adjoint", Role.DIRECTOR, "direction adjointe exercice")
BOARD = Trainee("Présidence", Role.BOARD, "presidence exercice casedesk")


@pytest.fixture
def joined(house):
    """Somebody more, with a passphrase of their own; gives the house."""

    def join(trainee):
        with house.sitting(DIRECTOR) as sitting:
            new = sitting.add_person(trainee.label, trainee.role)
            sitting.enrol(new, trainee.role, ())
        with house.sitting(replace(trainee, passphrase=new.passphrase)) as sitting:
            sitting.change_passphrase(new.passphrase, trainee.passphrase)
        return new.id

    return join


def leave(house, leaver, *, to=None, chosen=None, by=DIRECTOR):
    with house.sitting(by) as sitting:
        succession = Succession(house.person(to) if to else NOBODY, chosen or {})
        sitting.keys.remove_person(house.person(leaver), succession)


def owners(house):
    with house.sitting(DIRECTOR) as sitting:
        rows = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 100)
        return {row.id: row.owner for row in rows}


def journal(house, home=Home.CASES):
    with closing(house.keyring(DIRECTOR)) as keyring:
        path = house.folder / keyring.database_name(home)
        key, which = keyring.db_key(home), identity(keyring, home)
        with closing(open_read_only(path, key, which)) as db:
            return [row["action"] for row in db.rows("SELECT action FROM journal")]


def test_a_concern_whose_author_has_left_is_worked_on_as_any_other(house):
    """Nothing can be sealed to them any more, and nobody is kept out by that."""
    house.record()
    leave(house, EDUCATOR)

    with house.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, house.clock())
        training.take(sitting, case_id)
    with house.sitting(DIRECTOR) as sitting:
        due = sitting.desk.reads.statuses_due()

    assert due == ()


def test_every_open_case_of_a_leaver_goes_to_others_in_one_act(house):
    first, second = house.case_in_charge(), house.case_in_charge()
    director = house.person(DIRECTOR)
    with house.sitting(DIRECTOR) as sitting:
        worker = house.person(SOCIAL_WORKER)
        rows = sitting.keys.handover(worker, Succession(director))
        assert {row.owner for row in rows} == {director}
        assert len({row.number for row in rows}) == len(rows) == 2
        assert all(row.due_at and row.stage for row in rows)
        sitting.keys.remove_person(worker, Succession(director))
        assert sitting.keys.handover(worker, Succession(director)) == ()

    assert owners(house) == {first: director, second: director}
    assert journal(house).count("ReassignCases") == 1


def test_each_case_may_go_to_somebody_else(house, joined):
    other = joined(replace(SECOND, called="Assistant", role=Role.SOCIAL_WORKER))
    first, second = house.case_in_charge(), house.case_in_charge()

    leave(house, SOCIAL_WORKER, to=DIRECTOR, chosen={second: other})

    assert owners(house) == {first: house.person(DIRECTOR), second: other}


@pytest.mark.parametrize("to", [None, EDUCATOR, SOCIAL_WORKER, BOARD])
def test_nobody_leaves_while_their_cases_would_be_nobodys(house, joined, to):
    joined(BOARD)
    case_id = house.case_in_charge()
    before = journal(house, Home.DESK)

    with pytest.raises(NoSuccessor) as refused:
        leave(house, SOCIAL_WORKER, to=to)

    assert sentence(refused.value)
    assert owners(house) == {case_id: house.person(SOCIAL_WORKER)}
    assert "EndPerson" not in journal(house, Home.DESK)[len(before) :]


def test_a_choice_that_cannot_be_is_refused_and_not_replaced(house):
    first, second = house.case_in_charge(), house.case_in_charge()
    worker = house.person(SOCIAL_WORKER)

    with pytest.raises(NoSuccessor):
        leave(
            house, SOCIAL_WORKER, to=DIRECTOR, chosen={second: house.person(EDUCATOR)}
        )

    assert owners(house) == {first: worker, second: worker}


def test_who_left_is_refused_like_somebody_unknown(house):
    leaver = house.person(EDUCATOR)
    leave(house, EDUCATOR)

    refusals = []
    for person in (leaver, "0" * 8):
        with pytest.raises(WrongPassphrase) as refused:
            house.entrance.unlock(house.folder, person, EDUCATOR.passphrase)
        refusals.append(sentence(refused.value))
    assert refusals[0] == refusals[1]
    assert EDUCATOR.label not in dict(house.entrance.look(house.folder).people).values()
    with house.sitting(DIRECTOR) as sitting:
        (gone,) = (p for p in sitting.desk.reads.people() if p.id == leaver)
        assert not gone.is_active
        assert sitting.keys.departures_to_finish() == ()


def test_what_a_leaver_signed_can_still_be_verified(house):
    house.case_in_charge()
    leave(house, SOCIAL_WORKER, to=DIRECTOR)

    assert all(verdict.is_sound for verdict in verdicts(house))


def verdicts(house):
    with closing(house.keyring(DIRECTOR)) as keyring:
        for home in Home:
            path = house.folder / keyring.database_name(home)
            which = identity(keyring, home)
            with closing(open_database(path, keyring.db_key(home), which)) as db:
                db.checkpoint()
                yield verify(db, keyring.verify)


def test_roles_that_a_director_signed_outlive_their_departure(house, joined):
    joined(SECOND)
    leave(house, DIRECTOR, by=SECOND)

    for trainee in (SECOND, SOCIAL_WORKER, EDUCATOR):
        with house.sitting(trainee) as sitting:
            assert sitting.desk.actor.role is trainee.role


def test_a_role_that_was_never_proven_is_not_signed_again(house, joined):
    joined(SECOND)
    with house.store(Home.DESK) as db:
        db.run(
            "UPDATE people SET role = 'director' WHERE id = ?",
            (house.person(EDUCATOR),),
        )

    leave(house, DIRECTOR, by=SECOND)

    with pytest.raises(VaultUnusable) as unusable, house.sitting(EDUCATOR):
        pass
    assert unusable.value.reason == "role_unproven"


def test_nobody_signs_their_own_departure(house, joined):
    with pytest.raises(LastDirector) as alone:
        leave(house, DIRECTOR)
    joined(SECOND)
    with pytest.raises(LastDirector):  # the other one has to
        leave(house, DIRECTOR)

    assert sentence(alone.value)
    assert "EndPerson" not in journal(house, Home.DESK)


@pytest.mark.parametrize("trainee", [EDUCATOR, SOCIAL_WORKER])
def test_only_a_director_lets_somebody_go(house, trainee):
    with house.sitting(trainee) as sitting:
        with pytest.raises(NotPermitted):
            sitting.keys.begin_departure(house.person(EDUCATOR), Succession())
        for command in (
            EndPerson(house.person(EDUCATOR)),
            ReassignCases(house.person(EDUCATOR), Succession()),
        ):
            with pytest.raises(NotPermitted):
                sitting.desk.do(command)


def test_a_departure_that_was_cut_after_the_records_is_finished_later(house):
    case_id = house.case_in_charge()
    worker = house.person(SOCIAL_WORKER)
    with house.sitting(DIRECTOR) as sitting:
        director = Succession(house.person(DIRECTOR))
        move = sitting.keys.begin_departure(worker, director)
        move.settle()  # nothing was carried out
        assert sitting.keys.departures_to_finish() == (worker,)

    with pytest.raises(VaultUnusable) as unusable, house.sitting(SOCIAL_WORKER):
        pass
    assert unusable.value.reason == "not_enrolled"

    leave(house, SOCIAL_WORKER)
    assert owners(house) == {case_id: house.person(DIRECTOR)}
    with pytest.raises(StopIteration):
        house.person(SOCIAL_WORKER)
    assert journal(house, Home.DESK).count("EndPerson") == 1


def test_P06_the_sitting_of_somebody_removed_ends_at_the_next_commit(house):
    """The folder is on a stick, say, and the departure was signed elsewhere."""
    elsewhere = replace(house, folder=house.folder.with_name("ailleurs.casedesk"))
    shutil.copytree(house.folder, elsewhere.folder)
    leave(elsewhere, EDUCATOR)
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(BeginDraft("no", "no"))
        shutil.copy(elsewhere.folder / "vault.json", house.folder / "vault.json.other")
        (house.folder / "vault.json.other").replace(house.folder / "vault.json")

        with pytest.raises(SittingEnded) as ended:
            sitting.desk.do(BeginDraft("no", "no"))

        assert sentence(ended.value)
        assert sitting.ended
        assert len(sitting.desk.reads.my_drafts()) == 1


def test_a_sitting_goes_on_when_the_header_is_only_unreadable_or_older(house):
    first = (house.folder / "vault.json").read_bytes()
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person("Stagiaire", Role.EDUCATOR)
        whole = (house.folder / "vault.json").read_bytes()
        for content in (b"{}", first):
            (house.folder / "vault.json").write_bytes(content)
            sitting.desk.do(BeginDraft("no", "no"))
            assert not sitting.ended
        (house.folder / "vault.json").write_bytes(whole)
        sitting.enrol(new, Role.EDUCATOR, ())


@pytest.fixture
def in_a_circle(house, joined):
    """Director and board in a circle, with a case of it in the board's hands."""
    joined(BOARD)
    with house.sitting(DIRECTOR) as sitting:
        issued = sitting.keys.begin_shares("circles")
        issued.confirm(issued.shares[:2])
        group = issued.finish().group
        members = sitting.circle_keys.missing()[0]
        circle = sitting.circle_keys.found(members, group)
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock(), circle)
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[circle]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        desk.do(ViewCase(row.id))
        desk.do(TakeInCharge(row.id))
    return circle, row.id


def test_the_cases_of_a_circle_go_to_somebody_who_is_in_it(house, in_a_circle):
    circle, case_id = in_a_circle
    with house.sitting(DIRECTOR) as sitting:
        leaver = house.person(BOARD)
        to = Succession(house.person(SOCIAL_WORKER))
        (row,) = sitting.keys.handover(leaver, to)
        assert (row.owner, row.circle) == (house.person(DIRECTOR), circle)
        sitting.keys.remove_person(leaver, to)
        desk = sitting.circles[circle]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        assert (row.id, row.owner) == (case_id, house.person(DIRECTOR))

    with closing(house.keyring(DIRECTOR)) as keyring:
        assert keyring.compartment_generation(circle) == 2


def test_a_circle_older_than_a_departure_is_given_new_keys_at_the_next_unlock(
    house, in_a_circle, joined, clock
):
    """The second director, who is in no circle, lets the first one go."""
    circle, _ = in_a_circle
    joined(SECOND)
    clock.pass_(hours=1)
    leave(house, DIRECTOR, by=SECOND)
    with closing(house.keyring(SECOND)) as keyring:
        assert keyring.compartment_generation(circle) == 1

    for _ in range(2):
        with house.sitting(BOARD) as sitting:
            desk = sitting.circles[circle]
            assert desk.reads.count(CaseList.ALL, house.clock()) == 1
        with closing(house.keyring(BOARD)) as keyring:
            assert keyring.compartment_generation(circle) == 2


def test_the_cases_of_a_leaver_in_a_circle_go_to_a_member_at_the_next_unlock(
    house, in_a_circle, joined
):
    """The second director, who is in no circle, could not hand them over."""
    circle, case_id = in_a_circle
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.circles[circle]
        board, director = house.person(BOARD), house.person(DIRECTOR)
        desk.do(ReassignCases(board, Succession(director)))
    joined(SECOND)
    leave(house, DIRECTOR, by=SECOND)

    heads = []
    for _ in range(2):
        with house.sitting(BOARD) as sitting:
            reads = sitting.circles[circle].reads
            (row,) = reads.cases(CaseList.MINE, house.clock(), None, 10)
            assert (row.id, row.owner) == (case_id, board)
            heads.append(reads.journal_head(Home.CASES))
    assert heads[0] == heads[1]


def test_nobody_leaves_who_alone_can_open_a_circle(house, joined):
    joined(BOARD)
    with house.sitting(DIRECTOR) as sitting:
        issued = sitting.keys.begin_shares("circles")
        issued.confirm(issued.shares[:2])
        issued.finish()
    with closing(house.keyring(DIRECTOR)) as keyring:
        only = vault_rotation.found_circle(
            house.folder,
            keyring,
            (house.person(BOARD),),
            keep=False,
            limits=house.entrance._passphrases.limits,
        )
        of = replace(identity(keyring, Home.CASES), compartment=only.cid, generation=1)
        create_database(house.folder / only.database_name, only.db_key(), of).close()
        only.finish()

    with pytest.raises(VaultUnusable) as refused:
        leave(house, BOARD)

    assert refused.value.reason == "last_member"
    assert sentence(refused.value) == sentence(LastMember())
    with house.sitting(BOARD):
        pass


def test_a_departure_noted_by_a_wrong_clock_changes_no_keys_over_and_over(
    house, in_a_circle, joined, clock
):
    circle, _ = in_a_circle
    joined(SECOND)
    clock.pass_(days=400)
    leave(house, DIRECTOR, by=SECOND)
    clock.pass_(days=-400)

    for _ in range(2):
        with house.sitting(BOARD):
            pass
    with closing(house.keyring(BOARD)) as keyring:
        assert keyring.compartment_generation(circle) == 1
