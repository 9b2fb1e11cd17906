"""The certificate of an erasure: what, by which two, when, and what is still about."""

from __future__ import annotations

from casedesk.circuit.concern import DROPS_KEPT
from casedesk.circuit.dates import local
from casedesk.circuit.paper import Certificate, Mark
from casedesk.circuit.queries import ErasedRow
from casedesk.circuit.retention import RetentionClass
from casedesk.circuit.safekeeping import KEPT_MONTHS
from casedesk.circuit.two_people import ERASURES, PaperCopy
from casedesk.i18n import _, current, on_paper
from casedesk.i18n.formats import isolate, long_date, moment
from casedesk.ui.widgets.letterhead import letterhead
from casedesk.ui.workspace import Tools


@on_paper()
def certificate(erased: ErasedRow, tools: Tools) -> Certificate:
    """In the language of the screen; no word of it is about the child."""
    stone, reads = erased.tombstone, tools.desk.reads
    language = current()
    closed = stone.closed_at
    facts = (
        (_("Dossier"), stone.number),
        (_("Ouvert le"), long_date(local(stone.opened_at).date())),
        (_("Clos le"), long_date(local(closed).date()) if closed else ""),
        (_("Effacé le"), moment(stone.erased_at)),
        (_("Motif"), tools.rules.codes.label(ERASURES, stone.reason, language)),
        (_("Demandé par"), reads.person_label(stone.asked_by)),
        (_("Confirmé par"), reads.person_label(stone.confirmed_by)),
        (_("Empreinte du contenu"), " ".join(_grouped(stone.digest))),
    )
    return Certificate(
        title=_("Certificat d'effacement"),
        sender=letterhead(tools).sender,
        language=language,
        printed_at=local(tools.clock()),
        printed_by=tools.desk.actor.label,
        mark=Mark.SPECIMEN if tools.sitting.training else Mark.ORIGINAL,
        facts=tuple((name, told) for name, told in facts if told),
        paragraphs=(
            _what_is_gone(),
            _what_is_left(erased),
            *_sealed_left(erased, tools),
        ),
        list_title=_("Copies sur papier à reprendre et à détruire"),
        listed=tuple(map(_copy, stone.copies)),
        signatures=(
            _("Signature de la personne qui a demandé"),
            _("Signature de la personne qui a confirmé"),
        ),
        anchor=erased.anchor,
    )


def _what_is_gone() -> str:
    return _(
        "Le dossier, ses fiches, ses pièces et ce que le journal en gardait sont "
        "effacés. Restent le numéro, les dates, le motif et les deux signatures. Le "
        "repère au bas de cette page est celui de la ligne du journal qui l'atteste."
    )


def _what_is_left(erased: ErasedRow) -> str:
    months = RetentionClass("", f"P{KEPT_MONTHS}M")
    last = months.review_on(local(erased.tombstone.erased_at).date())
    told = _(
        "Encore présent dans les sauvegardes jusqu'au %(day)s au plus tard, si elles "
        "suivent leur rythme ; « Renouveler les sauvegardes » les remplace dès "
        "maintenant."
    )
    return told % {"day": long_date(last)}


def _sealed_left(erased: ErasedRow, tools: Tools) -> tuple[str, ...]:
    """In a circle what was sent goes by age, as everybody's (design §3)."""
    if tools.desk not in tools.sitting.circles.values():
        return ()
    last = local(erased.tombstone.erased_at + DROPS_KEPT).date()
    told = _(
        "Ce qui avait été transmis reste scellé dans le fichier commun, sans nom, "
        "jusqu'au %(day)s au plus tard : le retirer avant dirait de qui il s'agissait."
    )
    return (told % {"day": long_date(last)},)


def _copy(copy: PaperCopy) -> str:
    return _("Fiche %(sheet)s, n° %(number)s, exemplaire %(copy)s") % {
        "sheet": isolate(copy.sheet),
        "number": isolate(copy.sheet_number),
        "copy": isolate(str(copy.number)),
    }


def _grouped(digest: str) -> list[str]:
    return [digest[at : at + 8] for at in range(0, len(digest), 8)]
