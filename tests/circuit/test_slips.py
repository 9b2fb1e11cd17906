"""What slips into a printed text: a card, a telephone, an address, another child."""

from __future__ import annotations

import pytest

from casedesk.circuit.codes import Label
from casedesk.circuit.sheet import Field, FieldType
from casedesk.circuit.slips import SlipKind, slips

SUMMARY = Field("summary", Label("Résumé", ""), FieldType.LONG, data="summary")
CONTACT = Field(
    "safe_contact", Label("Contact", ""), FieldType.TEXT, data="safe_contact"
)
NAME = Field("given_latin", Label("Prénom", ""), FieldType.NAME, data="given_name")
CARD, PHONE, EMAIL, CHILD = (
    *(SlipKind.IDENTITY_CARD, SlipKind.TELEPHONE),
    *(SlipKind.EMAIL, SlipKind.OTHER_CHILD),
)


def kinds(text, field=SUMMARY, names=()):
    return [each.kind for each in slips([field], {field.key: text}, names)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sa mère (CIN AB123456) travaille.", [CARD]),
        ("carte n° k 54321", [CARD]),
        ("Appeler le 0661-23-45-67 le soir", [PHONE]),
        ("+212 6 61 23 45 67", [PHONE]),
        ("00212537000000", [PHONE]),
        ("رقم الهاتف ٠٦٦١٢٣٤٥٦٧", [PHONE]),
        ("Écrire à voisine@exemple.ma", [EMAIL]),
        ("AB123456 et 0661234567", [PHONE, CARD]),
    ],
)
def test_what_seems_to_be_there_is_named(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trois bleus au bras gauche, le 02/03/2026 à 16 h 40.",
        "Classe 3B, salle 12, dossier SAL-26-0K7F.",
        "Appelé le 2511, puis le 19 et le 177.",
        "Procès-verbal n° 1234567890123",
        "عمره 9 سنوات",
        "le 5 @ la maison",
    ],
)
def test_what_only_looks_a_little_like_it_is_left_alone(text):
    assert kinds(text) == []


def test_a_question_about_how_to_call_may_hold_a_telephone():
    assert kinds("La grand-mère, 0661234567, le matin", CONTACT) == []


def test_another_child_is_recognised_by_the_first_name_as_a_word():
    names = ["Yassine", "ياسين", "Al"]

    assert kinds("Son frère YASSINE a tout vu.", names=names) == [CHILD]
    assert kinds("قال ياسين إنه رأى", names=names) == [CHILD]
    assert kinds("Al et Yass jouent.", names=names) == []
    assert kinds("Chez Yassine", CONTACT, names) == [CHILD]


def test_a_name_is_asked_for_where_names_are_asked_for():
    assert kinds("Yassine", NAME, ["Yassine"]) == []
