"""What each step asks for: its boxes, and the command they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.course import (
    KeepWatch,
    NoteDeath,
    NoteMajority,
    NoteNewFacts,
    Reassess,
    ReferAgain,
    Resume,
    Suspend,
)
from casedesk.circuit.commands.merging import MergeCase, SeparateCase
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.course import LONGEST_WATCH
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.circuit.stages import Step
from casedesk.i18n import _
from casedesk.ui.casefile.boxes import Boxes
from casedesk.ui.typing import Box
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.workspace import Tools


@dataclass(frozen=True)
class StepForm:
    """The boxes of one step, by the names its command has for them.

    `meaning`: what happens, in a sentence or two. `make` may raise Refused.
    """

    title: str
    meaning: str
    act: str
    icon: str
    fields: Mapping[str, Field[Any]]
    boxes: Mapping[str, Box]
    make: Callable[[], CaseCommand[Any]]
    is_grave: bool = field(default=False)


def form_for(tools: Tools, page: CasePage, step: Step) -> StepForm:
    """Raises NotFound for a step that has a screen of its own, or none."""
    if step not in _FORMS:
        raise NotFound(step=step)
    return _FORMS[step](tools, page)


def _watch(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    people = [
        (str(each.id), each.label)
        for each in tools.desk.reads.people()
        if each.is_active and Right.RECORD_CONCERN in tools.rules.rights.of(each)
    ]
    observer = boxes.one_of("observer", _("Qui &observe"), people)
    points = boxes.long("points", _("Ce qu'il faut o&bserver, et quand"))
    day = boxes.day(
        "review_on",
        _("À &revoir le"),
        _("Dans %(n)d jours au plus.") % {"n": LONGEST_WATCH},
    )
    why = boxes.long(
        "why_not_referred",
        _("&Pourquoi ne pas orienter maintenant"),
        _("Ce choix est signé et sera réexaminé."),
    )

    def make() -> KeepWatch:
        return KeepWatch(
            page.case.id,
            PersonId(observer.value()),
            points.value(),
            _day("review_on", day),
            why.value(),
        )

    return StepForm(
        _("Rester en veille"),
        _(
            "Le doute n'est pas levé : une personne nommée observe, jusqu'à une date. "
            "Une veille se prolonge trois fois au plus."
        ),
        _("Décider la veille"),
        "eye",
        boxes.fields,
        boxes.boxes,
        make,
    )


def _reassess(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    reason = boxes.long("reason", _("Ce qui est &nouveau"))
    return StepForm(
        _("Évaluer de nouveau"),
        _("Le dossier revient à l'évaluation du danger."),
        _("Revenir à l'évaluation"),
        "clipboard-check",
        boxes.fields,
        boxes.boxes,
        lambda: Reassess(page.case.id, reason.value()),
    )


def _refer(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    need = boxes.long("need", _("Le &besoin"), _("Soins, école, avocat, hébergement…"))
    whom = boxes.addressees("addressees", _("À qui la fiche est adressée"))
    return StepForm(
        _("Orienter vers un autre service"),
        _("L'accompagnement continue ; un service de plus est sollicité."),
        _("Orienter"),
        "send",
        boxes.fields,
        boxes.boxes,
        lambda: ReferAgain(page.case.id, whom.values(), need.value()),
    )


def _new_facts(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    facts = boxes.long("facts", _("Les &faits nouveaux, sans avis"))
    danger = boxes.code(
        "danger",
        _("&Niveau de danger"),
        "DANGER",
        _("Entre deux niveaux, choisir le plus élevé. Sans réponse, il ne change pas."),
    )
    return StepForm(
        _("Faits nouveaux"),
        _(
            "Le dossier devient urgent et passe devant la direction. En danger "
            "imminent, appeler d'abord."
        ),
        _("Soumettre à la direction"),
        "octagon-alert",
        boxes.fields,
        boxes.boxes,
        lambda: NoteNewFacts(page.case.id, facts.value(), danger.value()),
    )


def _death(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    told = boxes.long("told", _("Ce que l'on &sait : quand, et par qui on l'a appris"))
    return StepForm(
        _("Noter le décès de l'enfant"),
        _(
            "La direction décide sans attendre. Le dossier est conservé : rien ne "
            "peut en être effacé."
        ),
        _("Noter le décès"),
        "pencil",
        boxes.fields,
        boxes.boxes,
        lambda: NoteDeath(page.case.id, told.value()),
        is_grave=True,
    )


def _suspend(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    reason = boxes.long(
        "reason",
        _("Ce que l'on sait du &départ, et ce que l'on fera encore"),
    )
    return StepForm(
        _("Suspendre : l'enfant est injoignable"),
        _(
            "Il faut deux essais de contact datés, de deux sortes. La recherche se "
            "revoit chaque mois ; après 90 jours, la direction décide."
        ),
        _("Suspendre"),
        "hourglass",
        boxes.fields,
        boxes.boxes,
        lambda: Suspend(page.case.id, reason.value()),
    )


def _resume(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    reason = boxes.long("reason", _("Comment l'enfant a été &retrouvé"))
    return StepForm(
        _("Reprendre le suivi"),
        _("Un service a déjà pris la suite : l'accompagnement reprend."),
        _("Reprendre"),
        "refresh-cw",
        boxes.fields,
        boxes.boxes,
        lambda: Resume(page.case.id, reason.value()),
    )


def _reopen(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    reason = boxes.code("reason", _("&Motif"), "REOPEN")
    detail = boxes.long("detail", _("Ce que l'on a a&ppris"))
    return StepForm(
        _("Proposer de rouvrir ce dossier"),
        _(
            "Une seconde personne confirme, dont l'une au moins décide. Le dossier "
            "garde son numéro et commence un nouvel épisode."
        ),
        _("Proposer"),
        "folder-open",
        boxes.fields,
        boxes.boxes,
        lambda: ProposeReopening(page.case.id, reason.value(), detail.value()),
    )


def _merge(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    into = boxes.line(
        "into", _("&Numéro du dossier qui continue"), _("Par exemple SAL-26-0K7F.")
    )
    reason = boxes.long("reason", _("&Pourquoi c'est le même enfant, les mêmes faits"))

    def make() -> MergeCase:
        found = tools.desk.reads.case_numbered(into.value())
        if found is None:
            raise Incomplete(Gap("into", Lack.NOT_A_CODE))
        return MergeCase(page.case.id, found, reason.value())

    return StepForm(
        _("Rattacher à un autre dossier"),
        _(
            "Rien n'est perdu : ce dossier garde son texte, et l'autre continue pour "
            "les deux. Cela peut être défait."
        ),
        _("Rattacher"),
        "users",
        boxes.fields,
        boxes.boxes,
        make,
    )


def _separate(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    reason = boxes.long("reason", _("&Pourquoi ce sont deux dossiers"))
    return StepForm(
        _("Détacher de l'autre dossier"),
        _("Ce dossier reprend son propre chemin, à l'évaluation."),
        _("Détacher"),
        "refresh-cw",
        boxes.fields,
        boxes.boxes,
        lambda: SeparateCase(page.case.id, reason.value()),
    )


def _majority(tools: Tools, page: CasePage) -> StepForm:
    boxes = Boxes(tools)
    basis = boxes.code("basis", _("Sur quelle &base continuer"), "MAJORITY")
    reason = boxes.long("reason", _("Ce que souhaite le jeune adulte, et pou&rquoi"))
    return StepForm(
        _("À dix-huit ans, décider de la suite"),
        _("L'accord qui compte est désormais le sien."),
        _("Noter la décision"),
        "gavel",
        boxes.fields,
        boxes.boxes,
        lambda: NoteMajority(page.case.id, basis.value(), reason.value()),
    )


def _day(key: str, box: DateEditor) -> date:
    """Raises Incomplete for a day that is none."""
    try:
        return date.fromisoformat(str(box.value()))
    except ValueError:
        raise Incomplete(Gap(key, Lack.NOT_A_DATE)) from None


_FORMS: Mapping[Step, Callable[[Tools, CasePage], StepForm]] = {
    Step.KEEP_WATCH: _watch,
    Step.REASSESS: _reassess,
    Step.REFER_AGAIN: _refer,
    Step.DECIDE_AGAIN: _new_facts,
    Step.NOTE_DEATH: _death,
    Step.SUSPEND: _suspend,
    Step.RESUME: _resume,
    Step.REOPEN: _reopen,
    Step.MERGE: _merge,
    Step.SEPARATE: _separate,
    Step.NOTE_MAJORITY: _majority,
}
STEPS = tuple(_FORMS)
