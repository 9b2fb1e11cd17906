"""Second step: the liaison sheet, filled by white list, beside the page itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.referrals import PrepareReferral, SaveLiaison
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet, SheetId
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.queries import CasePage
from casedesk.circuit.redaction import Reason
from casedesk.circuit.referral import Referral
from casedesk.circuit.sheet import Addressee, Incomplete
from casedesk.circuit.slips import slips
from casedesk.i18n import _
from casedesk.ui.autosave import Autosave
from casedesk.ui.casefile.paper_preview import PaperPreview
from casedesk.ui.referral.asked_card import AskedCard
from casedesk.ui.referral.left_out_card import LeftOutCard
from casedesk.ui.referral.oral_card import OralCard
from casedesk.ui.referral.seeing import what_they_see
from casedesk.ui.referral.slips_notice import SlipsNotice
from casedesk.ui.refusals import tell, tell_in_form
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.editors_by_type import Answers
from casedesk.ui.widgets.facing import Facing
from casedesk.ui.widgets.layout import Notice, Page, edges, fill, heading, paragraph
from casedesk.ui.widgets.paper_language import PaperLanguageChoice
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_LEAST = 62  # times the size of a letter: both can be read side by side
_TALL = 22  # the same for the height of the page itself


class Writing(QWidget):
    """`kept` after each save; signing the sheet makes the referral ready."""

    kept = Signal()
    prepared = Signal()  # a report to the prosecutor, for the direction to sign

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        referral: Referral,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._page = page
        self._referral = referral
        self._redaction = tools.rules.redaction.for_case(
            family_kept_out=page.consents.all_guardians_implicated
        )
        self._declared = self._redaction.sheet_for(referral.addressee)
        reads = tools.desk.reads
        self._known = reads.liaison_content(page.case.id)
        self.form = SheetForm(
            self._declared,
            tools.rules.codes,
            reads.people(),
            intake=False,
            now=tools.clock,
        )
        self._begun = next(
            (each for each in page.sheets if each.id == referral.sheet_id), None
        )
        self.asked = AskedCard(
            self._redaction.asked(referral.addressee),
            Answers(tools.rules.codes, reads.people(), tools.clock, intake=False),
            self._proposed(everything=True),
        )
        if self._begun:
            self.form.set_content(self._begun.content)
            self.asked.begin_again(self._begun.content, self._begun.reasons)
        else:
            self.form.set_content(self._proposed())
        self._notice = Notice("warning")
        self.ready = primary(self._ready_text(), self._on_ready, icon="check")
        on_control_enter(self.ready)
        self._languages = PaperLanguageChoice(_("Langue de l'aperçu"))
        self._languages.set_value(
            tools.rules.paper_languages.default(referral.sheet_code, referral.addressee)
        )
        self.preview = PaperPreview(tools, self._wanted, referral)
        self._languages.chosen.connect(self.preview.update_now)
        self._autosave = Autosave(self._save, self)
        self._autosave.saved.connect(self.kept)
        self._autosave.failed.connect(lambda error: tell(error, self._notice))
        for part in (self.form, self.asked):
            part.edited.connect(self._autosave.touch)
            part.edited.connect(self.preview.touch)
            part.edited.connect(self._look_for_slips)
        self._slips = SlipsNotice()
        self._look_for_slips()
        self._lay_out()
        self.preview.update_now()

    def keep(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be."""
        self._autosave.flush()

    def content(self) -> dict[str, Any]:
        """What is written, with what is shown by exception."""
        return {**self.form.content(), **self.asked.content()}

    def _proposed(self, *, everything: bool = False) -> dict[str, Any]:
        """What is known and they may be told; `everything`: also what is only asked."""
        addressee = self._referral.addressee
        asked = self._redaction.asked(addressee) if everything else ()
        ticked = [each.key for each in asked]
        return self._redaction.fill(addressee, self._known, ticked)

    def _lay_out(self) -> None:
        writing = Page(wide=True)
        writing.add(
            paragraph(
                _("Les réponses permises sont déjà là ; compléter, corriger, relire."),
                muted=True,
            ),
            *self._oral(),
            self.form,
            self.asked,
            self._slips,
            self._notice,
            self.ready,
        )
        writing.body.addStretch(1)
        seen = Page(wide=True)
        seen.body.setContentsMargins(edges(16, 16, 16, 16))
        seen.body.setSpacing(8)
        seen.add(heading(what_they_see(self._referral.addressee)), self._languages)
        self.preview.setMinimumHeight(_TALL * self.fontInfo().pixelSize())
        seen.body.addWidget(self.preview, 1)
        seen.add(self._left_out())
        both = Facing(
            (_("Fiche"), writing),
            (_("Aperçu de la fiche"), seen),
            shares=(4, 3),
            letters=_LEAST,
        )
        fill(self, both)

    def _look_for_slips(self) -> None:
        asked = self._redaction.sheet_for(
            self._referral.addressee, self.asked.reasons()
        )
        children = [each for each in self._page.relatives if each.is_child]
        names = [n for c in children for n in (c.given_latin, c.given_arabic) if n]
        self._slips.tell(slips(asked, self.content(), names))

    def _oral(self) -> list[QWidget]:
        """What the prosecutor was told by word of mouth, before it is written."""
        if not self._is_report:
            return []
        known = (each for each in self._page.reports if each.id == self._referral.id)
        return [OralCard(self._tools, self._referral, next(known, None))]

    def _left_out(self) -> QWidget:
        """What is known and not on the page; what may be ticked stands in its place."""
        out = self._redaction.left_out(self._referral.addressee, self._known)
        return LeftOutCard(
            (each for each in out if each.reason is not Reason.ONLY_ASKED),
            self._redaction.sheets,
        )

    def _wanted(self) -> tuple[CasePage, FilledSheet, PaperLanguage]:
        case = self._page.case
        begun, reasons = self._begun, self.asked.reasons()
        declared = self._redaction.sheet_for(self._referral.addressee, reasons)
        sheet = FilledSheet(
            id=begun.id if begun else SheetId(""),
            case_id=case.id,
            code=self._declared.code,
            declared=self._declared.version,
            number=begun.number if begun else "",
            author=self._tools.desk.actor.person,
            written_at=self._tools.clock(),
            content=declared.shown(self.content()),
            reasons=reasons,
        )
        return self._page, sheet, self._languages.language()

    def _save(self) -> None:
        command = SaveLiaison(self._referral.id, self.content(), self.asked.reasons())
        self._tools.desk.do(command)
        self._notice.say("")

    def _on_ready(self) -> None:
        self._notice.say("")
        command = PrepareReferral(
            self._referral.id, self.content(), self.asked.reasons()
        )
        self._autosave.drop()
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            self._autosave.touch()
            if isinstance(error, Incomplete):
                error = Incomplete(*self.asked.show_gaps(error.gaps))
            tell_in_form(error, self.form, self._notice)
        else:
            if self._is_report:
                self.prepared.emit()

    def _ready_text(self) -> str:
        if self._is_report:
            return _("Préparer pour la signature")
        return _("Valider la fiche")

    @property
    def _is_report(self) -> bool:
        return self._referral.addressee is Addressee.PROSECUTOR
