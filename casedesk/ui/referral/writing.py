"""Second step: the liaison sheet, filled by white list, beside the page itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.commands.referrals import PrepareReferral, SaveLiaison
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet, SheetId
from casedesk.circuit.queries import CasePage
from casedesk.circuit.redaction import fill, left_out
from casedesk.circuit.referral import Referral
from casedesk.circuit.sheet import Incomplete
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.autosave import Autosave
from casedesk.ui.casefile.paper_preview import PaperPreview
from casedesk.ui.referral.left_out_card import LeftOutCard
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.layout import Notice, Page, paragraph
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_MARGINS = 64  # pixels around the form, with its scroll bar


class Writing(QWidget):
    """`kept` after each save; signing the sheet makes the referral ready."""

    kept = Signal()

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
        self._declared = tools.rules.sheets[referral.sheet_code]
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
        self.form.set_content(self._begun.content if self._begun else self._proposed())
        self._notice = Notice("warning")
        self.ready = primary(_("Valider la fiche"), self._on_ready, icon="check")
        on_control_enter(self.ready)
        self._languages = Choice(
            [(each, label(Language(each))) for each in self._declared.languages]
        )
        self._languages.setAccessibleName(_("Langue de l'aperçu"))
        self._languages.set_value(self._declared.languages[0])
        self._languages.setVisible(len(self._declared.languages) > 1)
        self.preview = PaperPreview(tools, self._wanted, referral)
        self._languages.chosen.connect(self.preview.update_now)
        self._autosave = Autosave(self._save, self)
        self._autosave.saved.connect(self.kept)
        self._autosave.failed.connect(lambda error: tell(error, self._notice))
        self.form.edited.connect(self._autosave.touch)
        self.form.edited.connect(self.preview.touch)
        self._lay_out()
        self.preview.update_now()

    def keep(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be."""
        self._autosave.flush()

    def _proposed(self) -> dict[str, object]:
        return fill(self._declared, self._known, self._tools.rules.sheets)

    def _lay_out(self) -> None:
        sheets = self._tools.rules.sheets
        writing = Page(wide=True)
        writing.add(
            paragraph(
                _("Les réponses permises sont déjà là ; compléter, corriger, relire."),
                muted=True,
            ),
            self.form,
            LeftOutCard(left_out(self._declared, self._known, sheets), sheets),
            self._notice,
            self.ready,
        )
        writing.body.addStretch(1)
        seen = QVBoxLayout()
        seen.setContentsMargins(0, 16, 16, 16)
        seen.setSpacing(8)
        seen.addWidget(self._languages)
        seen.addWidget(self.preview, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        writing.setMinimumWidth(self.form.minimumSizeHint().width() + _MARGINS)
        across.addWidget(writing, 4)
        across.addLayout(seen, 3)

    def _wanted(self) -> tuple[CasePage, FilledSheet, Language]:
        case = self._page.case
        begun = self._begun
        sheet = FilledSheet(
            id=begun.id if begun else SheetId(""),
            case_id=case.id,
            code=self._declared.code,
            declared=self._declared.version,
            number=begun.number if begun else "",
            author=self._tools.desk.actor.person,
            written_at=self._tools.clock(),
            content=self._declared.shown(self.form.content()),
        )
        return self._page, sheet, Language(self._languages.value())

    def _save(self) -> None:
        self._tools.desk.do(SaveLiaison(self._referral.id, self.form.content()))
        self._notice.say("")

    def _on_ready(self) -> None:
        self._notice.say("")
        command = PrepareReferral(self._referral.id, self.form.content())
        self._autosave.drop()
        try:
            self._tools.desk.do(command)
        except Incomplete as error:
            self._autosave.touch()
            elsewhere = self.form.show_gaps(error.gaps)
            if elsewhere:
                tell(Incomplete(*elsewhere), self._notice)
        except (Refused, Trouble) as error:
            self._autosave.touch()
            tell(error, self._notice)
