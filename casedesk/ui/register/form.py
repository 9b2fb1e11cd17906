"""The questions about one case of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from casedesk.circuit.referral import Answer
from casedesk.circuit.rights import Right
from casedesk.circuit.scripts import NamePart, Script
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui.casefile.alike_typed import AlikeTyped
from casedesk.ui.typing import Box
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import BirthEditor, DateEditor, MomentEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Row, heading
from casedesk.ui.widgets.name_edit import NameEdit
from casedesk.ui.widgets.name_pair import NamePair
from casedesk.ui.widgets.text import LineEdit, LongText
from casedesk.ui.workspace import Tools

_KEPT = ("received_on", "owner", "entry")  # likely the same in the next case


class RegisterForm:
    """Its fields by the name the command gives them."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._boxes: dict[str, Box] = {}
        self.fields: dict[str, Field[QWidget]] = {}
        self.alike = AlikeTyped(tools)
        self._in_the_register()
        self._child()
        self._account()
        self._done_already()
        self._referred()
        owner = tools.desk.actor.person
        self._boxes["owner"][1](owner)
        self._watch()

    def parts(self) -> Iterator[QWidget]:
        """In their order, short ones side by side."""
        beside = self._beside
        yield heading(_("Dans le registre"))
        yield beside("number", "received_on", "owner")
        yield self.fields["entry"]
        yield self.fields["observed_at"]
        yield heading(_("L'enfant"))
        yield beside("given_latin", "given_arabic")
        yield beside("family_latin", "family_arabic")
        yield self.alike
        yield self.fields["sex"]
        yield self.fields["birth"]
        yield beside("where_now", "safe_contact")
        yield self.fields["account"]
        yield heading(_("Ce qui a déjà été fait, s'il y a lieu"))
        yield beside("assessed_on", "danger", "decided_on")
        yield beside("organisation", "sent_on")
        yield beside("answer", "answered_on", "detail")

    def values(self) -> Mapping[str, Any]:
        return {name: read() for name, (read, _set) in self._boxes.items()}

    def boxes(self) -> Mapping[str, Box]:
        return self._boxes

    def clear(self) -> None:
        """Ready for the next case."""
        for name, (_read, fill) in self._boxes.items():
            if name not in _KEPT:
                fill("")

    def _watch(self) -> None:
        """Say who may be known already while the child is being typed."""
        for field in self.fields.values():
            match field.box:
                case LineEdit() as line:
                    line.textChanged.connect(self._look)
                case BirthEditor() as birth:
                    birth.edited.connect(self._look)
                case Combo() as combo:
                    combo.chosen.connect(self._look)

    def _look(self, *_changed: object) -> None:
        told = self.values()
        self.alike.look({**told, "register_number": told["number"]})

    def _beside(self, *names: str) -> Row:
        return Row(*(self.fields[name] for name in names), fill=True)

    def _in_the_register(self) -> None:
        tools = self._tools
        rights = tools.rules.rights
        people = [
            (each.id, each.label)
            for each in tools.desk.reads.people()
            if each.is_active and Right.SEE_CASES in rights.of(each)
        ]
        self._line("number", _("&Numéro du registre"))
        self._day("received_on", _("Reçu le"))
        self._list("owner", _("Responsable désormais"), people)
        self._list("entry", _("De quoi s'agit-il"), self._codes("ENTRY"))
        self._moment("observed_at", _("Quand cela s'est passé"))

    def _child(self) -> None:
        self._name(NamePart.GIVEN, _("Prénom"), _("Prénom en arabe"))
        family = _("Nom de famille en arabe")
        self._name(NamePart.FAMILY, _("Nom de famille"), family)
        self._list("sex", _("Fille ou garçon"), self._codes("SEX"))
        birth = BirthEditor(self._tools.clock)
        self._add("birth", _("Naissance ou âge"), birth, (birth.value, birth.set_value))
        self._line("where_now", _("Où est l'enfant maintenant"))
        self._line("safe_contact", _("Contact sûr"))

    def _account(self) -> None:
        text = LongText(lines=3)
        box = (text.value, text.set_text)
        hint = _("Comme c'est écrit, mot pour mot si c'est possible.")
        self._add("account", _("Ce que dit le registre"), text, box, hint=hint)

    def _done_already(self) -> None:
        self._day("assessed_on", _("Danger évalué le"))
        self._list("danger", _("Niveau de danger"), self._codes("DANGER"))
        self._day("decided_on", _("Décidé le"))

    def _referred(self) -> None:
        services = [
            (each.id, each.name.as_name(current()))
            for each in self._tools.desk.reads.organisations()
            if each.addressee is not None
        ]
        answers = [(each.value, label(each)) for each in Answer]
        self._list("organisation", _("Orienté vers"), services)
        self._day("sent_on", _("Orienté le"))
        self._list("answer", _("Réponse"), answers)
        self._day("answered_on", _("Répondu le"))
        self._line("detail", _("Précision"))

    def _codes(self, listed: str) -> list[tuple[str, str]]:
        codes = self._tools.rules.codes.options(listed)
        return [(each.code, each.label.in_language(current())) for each in codes]

    def _line(self, name: str, told: str) -> None:
        line = LineEdit()
        self._add(name, told, line, (line.value, line.setText))

    def _name(self, part: NamePart, told: str, told_arabic: str) -> None:
        latin, arabic = NameEdit(Script.LATIN), NameEdit(Script.ARABIC)
        for box, words in ((latin, told), (arabic, told_arabic)):
            name = f"{part.value}_{box.script.value}"
            self._add(name, words, box, (box.value, box.setText))
        NamePair(latin, arabic, part)

    def _day(self, name: str, told: str) -> None:
        day = DateEditor(self._tools.clock)
        self._add(name, told, day, (day.value, day.set_value))

    def _moment(self, name: str, told: str) -> None:
        at = MomentEditor(self._tools.clock)
        self._add(name, told, at, (at.value, at.set_value))

    def _list(self, name: str, told: str, options: Iterable[tuple[str, str]]) -> None:
        combo = Combo(options, unset=_("Choisir…"))
        self._add(name, told, combo, (combo.value, combo.set_value))

    def _add(
        self, name: str, told: str, box: QWidget, kept: Box, *, hint: str = ""
    ) -> None:
        self.fields[name] = Field(told, box, hint=hint)
        self._boxes[name] = kept
