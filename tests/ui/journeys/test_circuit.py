"""The whole circuit through the window, as its people go through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from casedesk.app.training_texts import ASSESSED, DECIDED, LIAISON, WALKED
from casedesk.circuit.queries import CaseList, CaseRow
from casedesk.circuit.referral import Answer, Channel, ReferralState
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import (
    AnswerPlace,
    AssessPlace,
    CasePlace,
    DecidePlace,
    ReferPlace,
)
from casedesk.ui.rooms import Rooms
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.workspace import Surroundings, Workspace

PHRASES = {
    "Directrice": "",
    "Assistante sociale": "montagne papier citron bougie ruban fenetre",
    "Educatrice": "abeille colline panier cerise lumiere foret",
}
CTRL = Qt.KeyboardModifier.ControlModifier


class Association:
    """Its people at the one window, one after the other."""

    def __init__(
        self, window: MainWindow, hands_on: Callable[..., Any], qtbot: Any
    ) -> None:
        self.window, self._hands_on, self._qtbot = window, hands_on, qtbot
        self.phrases = dict(PHRASES)

    @property
    def hands(self) -> Any:
        return self._hands_on(self.window.page)

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def shown(self) -> Any:
        return self.workspace.shown

    @property
    def reads(self) -> Any:
        return self.workspace.tools.desk.reads

    def go(self, place: Any) -> None:
        self.workspace.go_to(place)

    def until(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen, timeout=20_000)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._qtbot.keyClick(self.workspace, key, modifier)

    def found_a_vault(self) -> None:
        page = self.window.page
        assert isinstance(page, StartPage)
        self.hands.press("Créer un coffre")
        self.hands.type("Nom de l'association", "Association Exemple")
        self.hands.box("Territoire").set_value("SAL")
        self.hands.press("Continuer")
        wizard: Any = self.window.page
        self.phrases["Directrice"] = wizard.words.accessibleName()
        self.hands.press("Continuer")
        self.hands.type(
            "Retaper la phrase en lisant le papier", self.phrases["Directrice"]
        )
        self.hands.press("Continuer")
        self.until(wizard.sheets.isVisible)
        self._type_two_sheets_back(wizard.sheets)
        self.hands.press("Créer le coffre")
        self.until(lambda: self.window.workspace is not None)

    def _type_two_sheets_back(self, sheets: Any) -> None:
        seen = []
        for number in range(3):
            sheets.copy_by_hand(number)
            seen.append(sheets.words.accessibleName())
        self.hands.type("Une feuille", seen[0])
        self.hands.type("Une autre feuille", seen[2])
        self.hands.press("Vérifier les deux feuilles")

    def add(self, label: str, role: str) -> str:
        """Add somebody; returns the passphrase that the director reads to them."""
        self.hands.press("Personnes")
        people = self.shown
        people._label.box.setText(label)
        people._role.box.set_value(role)
        self.hands.press("Ajouter")
        self.until(people.phrases.isVisible)
        read: str = people.phrases._phrase.accessibleName()
        self.hands.press("C'est noté")
        return read

    def unlock(self, label: str, phrase: str = "") -> None:
        self.window.lock()
        page: Any = self.window.page
        assert isinstance(page, UnlockPage)
        people = dict(map(reversed, page._threshold.people))
        page._who.box.set_value(people[label])
        page._passphrase.box.setText(phrase or self.phrases[label])
        self.hands.press("Ouvrir")
        self.until(lambda: self.window.workspace is not None)

    def choose_own_phrase(self, label: str, received: str) -> None:
        """The first unlock leads here, and nowhere else."""
        self.unlock(label, received)
        own = self.phrases[label]
        self.hands.press("Une phrase à moi")
        for box, text in (
            ("Phrase de passe actuelle", received),
            ("Taper la nouvelle phrase", own),
            ("La taper encore une fois", own),
        ):
            self.hands.box(box).setText(text)
        self.hands.press("Changer ma phrase")
        forced = self.shown
        self.until(lambda: self.shown is not forced)

    def only_case(self) -> CaseRow:
        now = self.workspace.tools.clock()
        (row,) = self.reads.cases(CaseList.ALL, now, None, 10)
        return row


@pytest.fixture
def association(
    around: Surroundings, prompts: Any, tmp_path: Any, hands_on: Any, qtbot: Any
) -> Iterator[Association]:
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield Association(window, hands_on, qtbot)
    window.lock()


@pytest.mark.usefixtures("no_stray_window")
def test_from_a_recorded_concern_to_the_answer_of_the_service(
    association: Association, tray: Any, clock: Any, monkeypatch: Any, tmp_path: Any
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # where the wizard proposes a folder
    association.found_a_vault()
    worker = association.add("Assistante sociale", "social_worker")
    educator = association.add("Educatrice", "educator")

    association.choose_own_phrase("Educatrice", educator)
    number = record_a_concern(association)

    association.choose_own_phrase("Assistante sociale", worker)
    assess(association)
    association.unlock("Directrice")
    decide(association)
    association.unlock("Assistante sociale")
    coupon = refer(association, tray)
    answer(association, coupon)

    assert association.only_case().stage is Stage.FOLLOWUP
    association.unlock("Educatrice")
    (receipt,) = association.reads.my_receipts()
    assert receipt.number == number
    assert [str(each.status) for each in receipt.statuses] == [
        "sent",
        "read",
        "in_charge",
        "followed_up",
    ]


def record_a_concern(association: Association) -> str:
    association.key(Qt.Key.Key_N, CTRL)
    screen = association.shown
    screen.gates.danger.button("no").click()
    screen.gates.member.button("no").click()
    people = association.reads.people()
    told = {
        "observed_at": "2026-03-02T11:30 exact",
        "told_at": "2026-03-02T11:40 exact",
        "told_person": next(each.id for each in people if each.label == "Directrice"),
        "actions": [{**WALKED["actions"][0], "at": "2026-03-02T11:40 exact"}],
    }
    screen.form.set_content({**WALKED, **told})
    association.hands.press("Transmettre au référent")
    (receipt,) = association.reads.my_receipts()
    assert any(receipt.number in each for each in association.hands.texts())
    return str(receipt.number)


def assess(association: Association) -> None:
    case_id = association.only_case().id
    association.go(CasePlace(case_id))
    association.hands.press("Prendre en charge")
    association.go(AssessPlace(case_id))
    association.shown.form.set_content(ASSESSED)
    association.hands.press("Signer et soumettre à décision")
    assert association.only_case().stage is Stage.DECISION


def decide(association: Association) -> None:
    case_id = association.only_case().id
    association.go(DecidePlace(case_id))
    workers = association.reads.people()
    responsible = next(p.id for p in workers if p.label == "Assistante sociale")
    form = association.shown.form
    follow_up = {"responsible": responsible, "need_to_know": [responsible]}
    form.form.set_content({**DECIDED, **follow_up, "next_due": "2026-03-05"})
    form.addressees.button_of("sal-cape").click()
    association.hands.press("Signer la décision")
    assert association.only_case().stage is Stage.ORIENTING


def refer(association: Association, tray: Any) -> str:
    """Write, print and hand over the sheet; returns the code on its coupon."""
    case_id = association.only_case().id
    association.go(CasePlace(case_id))
    (referral,) = association.reads.case_page(case_id).referrals
    association.go(ReferPlace(case_id, referral.id))
    form = association.shown.part.form
    form.set_content({**form.content(), **LIAISON[SheetCode.UPE_CAPE]})
    association.hands.press("Valider la fiche")
    association.hands.press("Je suis devant l'imprimante")
    association.hands.press("Imprimer")
    association.until(lambda: bool(tray.printed))
    send = association.shown.part.form
    association.until(send.send.isEnabled)
    send.channel.button(Channel.BY_HAND).click()
    send.whom.setText("Secrétariat du CAPE")
    association.hands.press("Marquer comme envoyée")
    (sent,) = association.reads.case_page(case_id).referrals
    assert sent.state is ReferralState.SENT
    return str(sent.coupon)


def answer(association: Association, coupon: str) -> None:
    association.go(AnswerPlace(coupon=coupon.lower().replace("-", " ")))
    form = association.shown.part
    form.answer.button(Answer.ACCEPTED).click()
    form.by.setText("Assistante sociale du CAPE")
    association.hands.press("Enregistrer la réponse")
