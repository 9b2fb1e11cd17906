"""Files brought for a case: what is kept, what is refused, and who looked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.attachment import (
    LARGEST,
    LONGEST_LABEL,
    MOST_IN_ALL,
    AlreadyAttached,
    AttachmentKind,
    NoRoomLeft,
    NotAttachable,
    Part,
    TooLarge,
    Unshowable,
    clean_label,
)
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import LONGEST_TEXT, Incomplete

TEXT, JPEG, PDF = AttachmentKind.TEXT, AttachmentKind.JPEG, AttachmentKind.PDF
NOTE = b"Elle dit qu'elle a peur de rentrer."


def text(case_id, label="Note de la maîtresse", content=NOTE, note=""):
    return AddAttachment(case_id, label, TEXT, content, note=note)


def test_what_is_added_is_found_again_with_who_and_when(association):
    case_id = association.case_in_charge()

    added = association.worker.do(text(case_id, note="Remise en main propre"))

    association.opened(case_id)
    (found,) = association.worker.reads.attachments(case_id)
    assert (found.id, found.label) == (added, "Note de la maîtresse")
    assert (found.kind, found.size, found.working_size) == (TEXT, len(NOTE), 0)
    assert found.author == association.people[Role.SOCIAL_WORKER]
    assert found.added_at == association.clock()
    assert found.note == "Remise en main propre"
    assert found.shown_part is Part.ORIGINAL


def test_a_picture_is_looked_at_in_its_working_copy(association):
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Photo", JPEG, b"as taken", b"bare"))

    association.opened(case_id)
    (found,) = association.worker.reads.attachments(case_id)

    assert (found.shown_part, found.shown_kind) == (Part.WORKING, JPEG)


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("../../x", "..-..-x"),
        ("C:\\x", "C:-x"),
        ("\\\\srv\\x", "--srv-x"),
        ("CON.pdf", "CON.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\x00b\x1b[2Jc", "ab[2Jc"),
        ("lettre\nde\tl'école", "lettre de l'école"),
        ("e\u0301cole", "école"),
        ("شهادة طبية", "شهادة طبية"),
        ("x" * 5000, "x" * LONGEST_LABEL),
    ],
)
def test_X07_a_name_is_a_label_and_nothing_of_a_path(association, named, called):
    case_id = association.case_in_charge()
    before = {each.name for each in association.folder.rglob("*")}

    association.worker.do(text(case_id, named))

    association.opened(case_id)
    (found,) = association.worker.reads.attachments(case_id)
    assert found.label == called == clean_label(called)
    assert {each.name for each in association.folder.rglob("*")} == before


def test_a_label_that_says_nothing_is_asked_for_again(association, refuse):
    case_id = association.case_in_charge()

    refused = refuse(Role.SOCIAL_WORKER, text(case_id, " \u202e\n"), Incomplete)

    assert [gap.field for gap in refused.gaps] == ["label"]


def test_a_remark_has_an_end(association, refuse):
    case_id = association.case_in_charge()
    long = text(case_id, note="x" * (LONGEST_TEXT + 1))

    refused = refuse(Role.SOCIAL_WORKER, long, Incomplete)

    assert [gap.field for gap in refused.gaps] == ["note"]


def test_the_same_file_twice_in_a_case_is_told_and_not_kept_again(association, refuse):
    case_id = association.case_in_charge()
    association.worker.do(text(case_id, "La première"))
    then = association.clock()
    association.clock.pass_(hours=1)

    refused = refuse(Role.DIRECTOR, text(case_id, "La seconde"), AlreadyAttached)

    assert refused.parameters == {"label": "La première", "when": then}


def test_another_case_may_hold_the_same_file(association):
    one, other = association.case_in_charge(), association.case_in_charge()

    for case_id in (one, other):
        association.worker.do(text(case_id))

    association.opened(other)
    assert len(association.worker.reads.attachments(other)) == 1


@pytest.mark.parametrize(
    ("kind", "original", "working", "refusal"),
    [
        (TEXT, b"", b"", NotAttachable),
        (TEXT, b"x" * (LARGEST + 1), b"", TooLarge),
        (JPEG, b"x", b"y" * (LARGEST + 1), TooLarge),
        (JPEG, b"x", b"", Unshowable),
        (PDF, b"x", b"y", Unshowable),
    ],
    ids=["empty", "large", "large-copy", "picture-without-copy", "copy-of-none"],
)
def test_what_will_not_do_changes_nothing(
    association, refuse, kind, original, working, refusal
):
    case_id = association.case_in_charge()

    refuse(Role.DIRECTOR, AddAttachment(case_id, "x", kind, original, working), refusal)


def test_A02_a_compartment_takes_so_much_and_no_more(association, refuse):
    case_id = association.case_in_charge()
    association.worker.do(text(case_id, content=b"one"))
    db = association.case_store().db
    with db.transaction():  # stands in for a hundred files
        for number in range(107):
            db.run(
                "INSERT INTO attachments SELECT id || ?, case_id, label, kind,"
                " 10000000, digest, 0, '', author, added_at, note, version, ''"
                " FROM attachments WHERE size = 3",
                (number,),
            )
    room = MOST_IN_ALL - 107 * 10_000_000 - 3
    assert association.worker.reads.attachment_room() == room

    refuse(Role.DIRECTOR, text(case_id, content=b"x" * (room + 1)), NoRoomLeft)
    association.worker.do(text(case_id, content=b"x" * room))

    assert association.worker.reads.attachment_room() == 0


def test_nothing_is_added_to_somebody_else_s_case(association, refuse, somebody_elses):
    refuse(Role.SOCIAL_WORKER, text(somebody_elses()), NotFound)


def test_somebody_else_s_attachment_is_as_if_it_were_not(
    association, refuse, somebody_elses
):
    case_id = somebody_elses()
    added = association.director.do(text(case_id))

    refuse(Role.SOCIAL_WORKER, NoteAttachmentView(added), NotFound)


def test_J09_a_look_at_an_attachment_is_journalled_once_per_person_and_sitting(
    association,
):
    case_id = association.case_in_charge()
    added = association.worker.do(text(case_id))
    heard = []
    association.worker.watch(heard.append)

    for desk in (association.worker, association.worker, association.director):
        desk.do(NoteAttachmentView(added))

    noted = association.case_store().db.rows(
        "SELECT actor, subject, kind, key FROM journal JOIN journal_row USING (seq)"
        " WHERE action = 'NoteAttachmentView' ORDER BY seq"
    )
    assert [row["actor"] for row in noted] == [
        association.people[Role.SOCIAL_WORKER],
        association.people[Role.DIRECTOR],
    ]
    what = {(row["subject"], row["kind"], row["key"]) for row in noted}
    assert what == {(case_id, "attachment", added)}
    assert heard == []


def test_the_next_sitting_is_noted_again(association):
    case_id = association.case_in_charge()
    added = association.worker.do(text(case_id))
    association.worker.do(NoteAttachmentView(added))
    association.stand_up()
    association.clock.pass_(days=1)

    association.worker.do(NoteAttachmentView(added))

    noted = association.case_store().db.value(
        "SELECT count(*) FROM journal WHERE action = 'NoteAttachmentView'"
    )
    assert noted == 2


def test_looking_is_no_event_in_the_life_of_a_case(association):
    case_id = association.case_in_charge()
    added = association.worker.do(text(case_id))
    association.clock.pass_(hours=1)
    association.worker.do(NoteAttachmentView(added))

    last = association.opened(case_id).chronology[-1]

    assert last.action == "AddAttachment"
    assert association.clock() - last.at == timedelta(hours=1)
    assert last.details[0]["label"] == "Note de la maîtresse"


def test_nothing_of_what_was_brought_shows_in_a_representation(association):
    case_id = association.case_in_charge()
    association.worker.do(text(case_id, "Lettre de Salma"))
    association.opened(case_id)
    (found,) = association.worker.reads.attachments(case_id)

    shown = repr(found) + repr(text(case_id, "Lettre de Salma"))

    assert "Salma" not in shown
    assert "peur" not in shown
