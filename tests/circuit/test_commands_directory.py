"""Keeping the directory on a real desk: nothing is lost, and everybody can read why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casedesk.app import rulebook
from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import Code, Label
from casedesk.circuit.commands.directory import (
    EndFocalPoint,
    NoteCheck,
    ReplaceFocalPoint,
    SaveFocalPoint,
    SaveOrganisation,
    SaveService,
    SetOrganisationStatus,
)
from casedesk.circuit.commands.furnishing import EDITION, CompleteFurnishing
from casedesk.circuit.dates import local
from casedesk.circuit.directory import (
    ACTIVE,
    CLOSED,
    LEFT,
    TO_VERIFY,
    FocalPoint,
    Freshness,
    Organisation,
    Service,
    check_is_due,
    freshness,
)
from casedesk.circuit.errors import NotFound, NotPermitted, Stale
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee, Gap, Incomplete, Lack

WORKER, EDUCATOR, DIRECTOR = Role.SOCIAL_WORKER, Role.EDUCATOR, Role.DIRECTOR
NEW = Organisation(
    id="",
    name=Label("Centre d'écoute Bab Lamrissa", "مركز الاستماع باب المريسة"),
    kind="ASSOC_CP",
    addressee=None,
    territory="SAL",
    source="Visite",
)


@pytest.fixture
def today(association):
    return local(association.clock()).date()


@pytest.fixture
def added(association):
    return association.worker.do(SaveOrganisation(NEW))


@pytest.fixture
def entry(association):
    """One entry, as everybody reads it."""

    def of(organisation):
        found = association.educator.reads.directory_entries()
        return next(each for each in found if each.organisation.id == organisation)

    return of


def test_a_social_worker_adds_an_organisation_that_a_child_can_be_sent_to(added, entry):
    found = entry(added).organisation

    assert found == replace(
        NEW, id=added, addressee=Addressee.ASSOCIATION, version=1, status=TO_VERIFY
    )


def test_an_entry_needs_a_name_a_kind_and_where_it_is_known_from(refuse):
    blank = Organisation("", Label(" ", ""), "", None, "SAL", source=" ")

    refused = refuse(WORKER, SaveOrganisation(blank), Incomplete)

    assert [gap.field for gap in refused.gaps] == ["name_fr", "kind", "source"]


def test_one_of_two_names_is_enough(association):
    only_arabic = replace(NEW, name=Label("", "مركز"))

    assert association.worker.do(SaveOrganisation(only_arabic))


@pytest.mark.parametrize(
    ("wrong", "gap"),
    [
        ({"opens": "tôt"}, Gap("opens", Lack.NOT_A_CODE)),
        ({"closes": "25:00"}, Gap("closes", Lack.NOT_A_CODE)),
        ({"age_from": 12, "age_to": 6}, Gap("age_to", Lack.NOT_A_NUMBER)),
        ({"age_from": -1}, Gap("age_from", Lack.NOT_A_NUMBER)),
    ],
)
def test_hours_and_ages_must_make_sense(refuse, wrong, gap):
    refused = refuse(WORKER, SaveOrganisation(replace(NEW, **wrong)), Incomplete)

    assert refused.gaps == (gap,)


def test_two_who_correct_the_same_entry_do_not_overwrite_each_other(
    association, refuse, added, entry
):
    known = entry(added).organisation
    association.worker.do(SaveOrganisation(replace(known, phone="05 37 00 00 01")))

    refuse(DIRECTOR, SaveOrganisation(replace(known, phone="05 37 00 00 02")), Stale)

    assert entry(added).organisation.phone == "05 37 00 00 01"


def test_an_educator_reads_the_directory_and_changes_nothing(refuse, added, entry):
    refuse(EDUCATOR, NoteCheck(added), NotPermitted)

    assert entry(added).organisation.verified_on is None


def test_another_kind_is_another_addressee(association, added, entry):
    known = entry(added).organisation
    association.worker.do(SaveOrganisation(replace(known, kind="PLATFORM")))

    assert entry(added).organisation.addressee is None


def test_a_check_is_dated_signed_and_asks_for_the_next(
    association, added, entry, today
):
    association.worker.do(NoteCheck(added, "PHONE"))

    found = entry(added).organisation
    assert (found.status, found.verified_on) == (ACTIVE, today)
    assert found.verified_by == association.people[WORKER]
    assert found.next_check == today + timedelta(days=182)
    assert not check_is_due(found, today + timedelta(days=181))
    assert check_is_due(found, today + timedelta(days=182))


def test_what_is_corrected_on_the_telephone_is_checked_too(
    association, added, entry, today
):
    known = entry(added).organisation
    association.worker.do(SaveOrganisation(replace(known, phone="05 37"), "PHONE"))

    assert entry(added).organisation.verified_on == today


@pytest.mark.parametrize(
    ("days", "colour"),
    [
        (0, Freshness.FRESH),
        (182, Freshness.FRESH),
        (183, Freshness.AGEING),
        (365, Freshness.AGEING),
        (366, Freshness.OLD),
    ],
)
def test_a_check_ages_by_half_years(days, colour):
    checked = replace(NEW, verified_on=date(2026, 1, 1))

    assert freshness(checked, date(2026, 1, 1) + timedelta(days=days)) is colour


def test_what_nobody_ever_checked_is_old():
    assert freshness(NEW, date(2026, 1, 1)) is Freshness.OLD


def test_a_closed_organisation_stays_and_is_not_called_again(
    association, added, entry, today
):
    association.worker.do(SetOrganisationStatus(added, CLOSED))

    found = entry(added).organisation
    assert not found.is_open
    assert not check_is_due(found, today)


def test_a_status_outside_the_list_is_refused(refuse, added):
    refuse(WORKER, SetOrganisationStatus(added, "GONE"), Incomplete)


def test_what_an_organisation_offers_is_kept_apart_and_may_end(
    association, added, entry
):
    offered = Service("", added, "PSY", age_from=6, age_to=12, delay_days=10)
    key = association.worker.do(SaveService(offered))
    kept = entry(added).offers[0]

    association.worker.do(SaveService(replace(kept, active=False)))

    assert kept == replace(offered, id=key, version=1)
    assert entry(added).offers == ()
    assert len(entry(added).services) == 1


def test_a_service_is_one_of_the_list_and_of_an_organisation_there_is(refuse, added):
    refuse(WORKER, SaveService(Service("", added, "")), Incomplete)
    refuse(WORKER, SaveService(Service("", "nowhere", "PSY")), NotFound)


def test_who_follows_whom_in_a_function_stays_readable(
    association, added, entry, today
):
    worker = association.worker
    point = FocalPoint("", added, "Coordinatrice", today - timedelta(days=400))
    first = worker.do(SaveFocalPoint(point))

    second = worker.do(ReplaceFocalPoint(first, replace(point, valid_from=today)))

    gone, there = entry(added).focal_points
    assert (gone.status, gone.valid_to, gone.replaced_by) == (LEFT, today, second)
    assert not gone.wants_a_look(today + timedelta(days=1))
    assert (there.id, there.valid_from, there.valid_to) == (second, today, None)


def test_whoever_left_without_a_successor_wants_a_look(
    association, added, entry, today
):
    point = FocalPoint("", added, "Coordinatrice", today - timedelta(days=9))
    key = association.worker.do(SaveFocalPoint(point))

    association.worker.do(EndFocalPoint(key, today))

    assert entry(added).focal_points[0].wants_a_look(today)


def test_nobody_leaves_before_they_came(association, refuse, added, today):
    point = FocalPoint("", added, "Coordinatrice", today)
    key = association.worker.do(SaveFocalPoint(point))
    before = today - timedelta(days=1)

    refuse(WORKER, EndFocalPoint(key, before), Incomplete)
    refuse(
        WORKER, ReplaceFocalPoint(key, replace(point, valid_from=before)), Incomplete
    )
    refuse(WORKER, SaveFocalPoint(replace(point, valid_to=before)), Incomplete)
    refuse(WORKER, SaveFocalPoint(replace(point, function=" ")), Incomplete)


def test_the_history_says_who_changed_what_and_when(association, added, entry):
    known = entry(added).organisation
    association.clock.pass_(days=2)
    association.director.do(SaveOrganisation(replace(known, phone="05 37 00 00 00")))

    latest, first = association.educator.reads.directory_history(added)

    assert latest.actor == association.people[DIRECTOR]
    assert latest.at == association.clock()
    change = latest.changed[0]
    assert (change.field, change.before, change.after) == (
        "phone",
        "",
        "05 37 00 00 00",
    )
    assert first.actor == association.people[WORKER]


def test_the_history_tells_of_services_and_functions_and_never_a_name(
    association, added, today
):
    point = FocalPoint("", added, "Coordinatrice", today, name="Zineb Exemple")
    association.worker.do(SaveFocalPoint(point))
    association.worker.do(SaveService(Service("", added, "PSY")))

    history = association.educator.reads.directory_history(added)

    assert [each.kind for each in history[:2]] == [Kind.SERVICE, Kind.FOCAL_POINT]
    assert "Zineb" not in repr(history)


def test_there_is_no_history_of_what_there_is_not(association):
    with pytest.raises(NotFound):
        association.educator.reads.directory_history("nowhere")


def completing(**changed):
    return CompleteFurnishing(
        **{
            "edition": "next",
            "codes": rulebook.shipped_codes(),
            "organisations": rulebook.shipped_organisations(),
            "services": rulebook.shipped_services(),
            "hotlines": rulebook.shipped_hotlines(),
            **changed,
        }
    )


def test_an_upgrade_adds_what_is_missing_and_fills_what_is_blank(association, entry):
    desk = association.sit_as_director()
    known = association.director.reads.organisations()[0]
    bare = replace(known, access=Label("", ""), sector="", phone="05 37 00 00 00")
    with desk.desk_store.work(desk.desk.actor, "Correct") as work:
        work.organisations.save(bare)
    more = replace(NEW, id="sal-new", addressee=Addressee.ASSOCIATION)
    code = Code("SEX", "X", Label("Autre", "آخر"), 9)

    association.educator.do(
        completing(organisations=(replace(known, version=0), more), codes=(code,))
    )

    found = entry(known.id)
    assert found.organisation.access.fr
    assert found.organisation.phone == "05 37 00 00 00"
    assert {each.service for each in found.offers} >= {"DETECT", "LISTEN"}
    assert entry("sal-new").organisation.version == 1
    assert ("SEX", "X") in association.director.reads.codes()


def test_an_upgrade_changes_nothing_the_association_answers_for(association, entry):
    known = association.director.reads.organisations()[0]
    association.worker.do(
        SaveOrganisation(replace(known, access=Label("", "")), "VISIT")
    )
    more = Service("new", known.id, "PSY")

    code = Code("SEX", "F", Label("x", "س"), 9)
    association.educator.do(completing(codes=(code,), services=(more,)))

    assert entry(known.id).organisation.access == Label("", "")
    assert "new" not in {each.id for each in entry(known.id).services}
    codes = association.director.reads.codes()
    assert codes.options("SEX")[0].label.fr == "Fille"


def test_an_upgrade_teaches_labels_the_languages_they_lack(association, entry):
    reads = association.director.reads
    code, other = reads.codes().options("SEX")[:2]
    known, hotline = reads.organisations()[0], reads.hotlines()[0]
    said = {"en": "in English", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}

    association.educator.do(
        completing(
            codes=(
                replace(code, label=replace(code.label, **said)),
                replace(other, label=Label("Autrement dit", other.label.ar, **said)),
            ),
            organisations=(
                replace(known, version=0, name=replace(known.name, **said)),
            ),
            hotlines=(
                replace(hotline, version=0, about=replace(hotline.about, **said)),
            ),
        )
    )

    labels = [each.label for each in reads.codes().options("SEX")[:2]]
    had = (code.label, known.name, hotline.about)
    assert all(label.en and not label.zgh for label in had)  # English is kept
    zgh = said["zgh"]
    assert labels == [replace(code.label, zgh=zgh), other.label]
    assert entry(known.id).organisation.name == replace(known.name, zgh=zgh)
    assert reads.hotlines()[0].about == replace(hotline.about, zgh=zgh)


def test_an_edition_is_brought_in_once(association, entry):
    association.educator.do(completing())
    known = association.director.reads.organisations()[0]
    association.worker.do(SaveOrganisation(replace(known, access=Label("", ""))))

    association.educator.do(completing())

    assert association.director.reads.setting(EDITION) == "next"
    assert entry(known.id).organisation.access == Label("", "")
