"""Puts a refusal where it happened: beside the field, else in the page's notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.sheet import Gap, Incomplete
from casedesk.i18n import _
from casedesk.i18n.labels import label, sentence
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.widgets.sheet_form import SheetForm


def settle(fields: Iterable[Field[QWidget]], notice: Notice) -> None:
    """Take back what was said before trying again."""
    notice.say("")
    for field in fields:
        field.settle()


def tell(
    error: Refused | Trouble,
    notice: Notice,
    fields: Mapping[str, Field[QWidget]] | None = None,
) -> None:
    """Say why not: gaps beside their fields, and the first of them gets the focus."""
    if not isinstance(error, Incomplete):
        notice.say(sentence(error))
        return
    beside = fields or {}
    missing = [gap for gap in error.gaps if gap.field in beside]
    for gap in missing:
        beside[gap.field].complain(gap_sentence(gap))
    if missing:
        beside[missing[0].field].box.setFocus()
    if len(missing) < len(error.gaps):
        notice.say(_("Il manque encore des réponses sur cette page."))


def tell_in_form(
    error: Refused | Trouble,
    form: SheetForm,
    notice: Notice,
    fields: Mapping[str, Field[QWidget]] | None = None,
) -> None:
    """Say why not: gaps beside the questions of the form first, then as `tell` does."""
    if isinstance(error, Incomplete):
        homeless = form.show_gaps(error.gaps)
        if not homeless:
            return
        error = Incomplete(*homeless)
    tell(error, notice, fields)


def tell_failed(error: Exception, notice: Notice) -> None:
    """Say why a job failed; what nobody foresaw is a bug, and raised again."""
    if not isinstance(error, Refused | Trouble):
        raise error
    tell(error, notice)


def gap_sentence(gap: Gap) -> str:
    """What is missing or wrong in one field."""
    told = label(gap.lack)
    return told % {"limit": gap.limit} if gap.limit is not None else told
