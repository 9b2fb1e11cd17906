"""A vault out of a backup set: which, what would be lost, and two people who agree."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.entrance import Entrance
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.longwork import Report
from casedesk.circuit.paper import Mark, Sender
from casedesk.circuit.people import PersonId
from casedesk.circuit.safekeeping import BackupSet, Loss, Restored, RestoreFolders
from casedesk.circuit.threshold import TooSoon, VaultUnusable
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate, moment
from casedesk.i18n.labels import sentence
from casedesk.i18n.safekeeping import compartment_name
from casedesk.ui.inside import Asked
from casedesk.ui.jobs import Jobs, Task
from casedesk.ui.prompts import Prompts
from casedesk.ui.refusals import tell
from casedesk.ui.start.folders import documents, free_folder
from casedesk.ui.start.restored import RestoredView
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Card,
    Notice,
    Page,
    Row,
    paragraph,
    tab_through,
    title,
)
from casedesk.ui.widgets.press import PaperWay
from casedesk.ui.widgets.progress import LongProgress
from casedesk.ui.widgets.text import CodeEdit, PassphraseEdit
from casedesk.vault.errors import WrongPassphrase

_NAME = "coffre-restaure"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it; `kept` is where the old vault is now, `stays` why it is not."""

    restored: Restored
    opens: Path
    kept: Path | None = None
    stays: Trouble | None = None


class NotTheirs(Exception):
    """One of the two passphrases: the first or the second."""

    def __init__(self, which: int, why: WrongPassphrase | TooSoon) -> None:
        super().__init__()
        self.which, self.why = which, why


class RestorePage(WayIn):
    """`opened(Path)` the vault to unlock next, or `given_up()`.

    Nothing is written before both people have typed their passphrases.
    """

    opened = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        entrance: Entrance,
        prompts: Prompts,
        jobs: Jobs,
        paper: Callable[[RestorePage, Sender, str], PaperWay],
        asked: Asked,
    ) -> None:
        super().__init__()
        self._entrance, self._prompts, self._jobs = entrance, prompts, jobs
        if asked.live is not None and _is_set(entrance, asked.live):
            asked = Asked(asked.live)  # nothing takes the place of a backup
        self._paper, self._live = paper, asked.live
        self._found: dict[str, BackupSet] = {}
        self._task: Task | None = None
        self._done: Done | None = None
        beside = asked.live.parent if asked.live is not None else documents()
        self._chosen = free_folder(beside, _NAME)
        self.furnish()
        if asked.set is not None:
            self._look_in(asked.set)
        elif asked.live is not None:
            self._look_around(asked.live)

    def _build_boxes(self) -> None:
        self._notice = Notice()
        self._sets = Field(_("&Sauvegarde"), Combo(unset=_("Choisir…")))
        self._sets.box.chosen.connect(self._on_set)
        self._losses = paragraph("")
        self._folder = Field(_("Nouveau dossier du coffre"), CodeEdit())
        self._folder.box.setReadOnly(True)
        self._folder.box.setText(str(self._chosen))
        self.people = (
            Field(_("&Première personne"), Combo(unset=_("Choisir…"))),
            Field(_("&Deuxième personne"), Combo(unset=_("Choisir…"))),
        )
        self.phrases = (
            Field(_("Phrase de passe de la première"), PassphraseEdit()),
            Field(_("Phrase de passe de la deuxième"), PassphraseEdit()),
        )
        self._begin = buttons.primary(_("Restaurer à deux"), self._on_restore)
        self._back = buttons.secondary(_("Re&tour"), self.given_up.emit)
        self._progress = LongProgress()
        self._page = Page()

    @property
    def is_at_work(self) -> bool:
        return self._task is not None

    def notice(self) -> str:
        """What is said at the top of the page."""
        return self._notice.sentence()

    def tell(self, why_not: Refused | Trouble) -> None:
        """Say why a certificate did not come out."""
        self._notice.say(sentence(why_not))

    def furnished(self) -> QWidget:
        self._build_boxes()
        which = Card(_("Quelle sauvegarde ?"))
        look = buttons.secondary(
            _("Choisir la &clé ou le dossier…"), self._on_look, icon="folder-open"
        )
        which.add(Row(look), self._sets, self._losses)
        where = Card(_("Où ?"))
        place = buttons.secondary(_("Choisir un autre &emplacement…"), self._on_place)
        where.add(paragraph(_where(self._live), muted=True), self._folder, Row(place))
        who = Card(_("À deux"))
        who.add(paragraph(_two_people(), muted=True))
        for person, phrase in zip(self.people, self.phrases, strict=True):
            who.add(person, phrase)
        self._cards: list[QWidget] = [which, where, who]
        ways = Row(self._begin, self._back)
        self._page.add(self.languages, title(_("Restaurer une sauvegarde")))
        self._page.add(self._notice, *self._cards, self._progress, ways)
        self._page.body.addStretch(1)
        tab_through(*self._cards, ways, self.languages)
        self._offer_sets()
        if self._done is not None:
            self._show_done(self._done)
        return self._page

    def _on_look(self) -> None:
        ask = self._prompts.choose_folder
        ask(self, _("Où est la sauvegarde ?"), self._live, self._look_in)

    def _look_around(self, live: Path) -> None:
        """Where its backups are, when nobody has said which."""
        self._look(lambda: self._entrance.sets_of(live), _none_around())

    def _look_in(self, folder: Path) -> None:
        none = _("Aucune sauvegarde à cet endroit.")
        self._look(lambda: self._entrance.sets_near(folder), none)

    def _look(self, ask: Callable[[], tuple[BackupSet, ...]], none: str) -> None:
        self._notice.say("")
        try:
            found = ask()
        except Trouble as trouble:
            tell(trouble, self._notice)
            return
        self._found = {str(each.folder): each for each in found}
        self._sets.box.set_value("")
        self._offer_sets()
        if not found:
            self._notice.say(none)
            return
        self._sets.box.set_value(next(iter(self._found)))
        self._on_set()

    def _offer_sets(self) -> None:
        self._sets.box.offer(
            (at, f"{moment(each.created)} · {isolate(each.name)}")
            for at, each in self._found.items()
        )

    def _on_set(self) -> None:
        """Who could confirm it, and what it would undo."""
        self._notice.say("")
        self._losses.setText("")
        folder = self._sets.box.value()
        if not folder:
            return
        try:
            made, losses = self._entrance.preview(Path(folder), self._live)
            people = self._entrance.people_of_set(Path(folder))
        except (Refused, Trouble) as error:
            self._sets.box.set_value("")
            tell(error, self._notice)
            return
        for field in self.people:
            field.box.offer((str(person), label) for person, label in people)
        self._losses.setText(_losses(made, losses, replaces=self._live is not None))

    def _on_place(self) -> None:
        self._prompts.choose_folder(
            self,
            _("Où ranger le coffre ?"),
            Path(self._folder.box.text()).parent,
            self._on_chosen,
        )

    def _on_chosen(self, parent: Path) -> None:
        self._chosen = free_folder(parent, _NAME)
        self._folder.box.setText(str(self._chosen))

    def _on_restore(self) -> None:
        self._notice.say("")
        if self._lacks_an_answer():
            return
        folders = RestoreFolders(
            Path(self._sets.box.value()), Path(self._folder.box.text()), self._live
        )
        two = [
            (PersonId(person.box.value()), phrase.box.text())
            for person, phrase in zip(self.people, self.phrases, strict=True)
        ]
        self._task = self._jobs.run_long(
            lambda report: _restored(self._entrance, folders, two, report),
            self._on_restored,
            self._on_failed,
            owner=self,
        )
        self._task.ended.connect(lambda: self._rest(rests=True))
        self._rest(rests=False)
        self._progress.follow(self._task, _("Relecture, puis copie du coffre…"))
        self._page.show_all_of(self._progress)

    def _lacks_an_answer(self) -> bool:
        asked: list[tuple[Field[QWidget], str, str]] = [
            (each, each.box.text(), _("Taper sa phrase de passe."))
            for each in self.phrases
        ]
        asked += [
            (each, each.box.value(), _("Choisir une personne.")) for each in self.people
        ]
        asked.append((self._sets, self._sets.box.value(), _("Choisir une sauvegarde.")))
        lacks = False
        for field, given, told in asked:
            field.settle()
            if not given:
                field.complain(told)
                field.box.setFocus()
                lacks = True
        return lacks

    def _on_failed(self, error: Exception) -> None:
        match error:
            case NotTheirs(which=which, why=why):
                self.phrases[which].complain(sentence(why))
                self.phrases[which].box.setFocus()
            case Refused() | Trouble():
                tell(error, self._notice)
                self._page.show_all_of(self._notice)
            case _:
                raise error

    def _on_restored(self, done: Done) -> None:
        self._done = done
        self._show_done(done).open.setFocus()

    def _show_done(self, done: Done) -> RestoredView:
        labels = {str(at): told for at, told in self._entrance.look(done.opens).people}
        training = self._entrance.look(done.opens).training
        by = labels.get(done.restored.by, "")
        paper = self._paper(self, done.restored.sender, by)
        if training:
            paper = replace(paper, mark=Mark.SPECIMEN)
        view = RestoredView(done.restored, labels, paper)
        view.tell_where(done.opens, done.kept, done.stays)
        view.open.clicked.connect(lambda: self.opened.emit(done.opens))
        for each in (*self._cards, self._begin, self._back):
            each.hide()
        self._page.body.insertWidget(3, view)
        return view

    def _rest(self, *, rests: bool) -> None:
        self._task = None if rests else self._task
        for phrase in self.phrases:
            phrase.box.clear()
        for each in (*self._cards, self._begin, self._back, self.languages):
            each.setEnabled(rests)


def _restored(
    entrance: Entrance,
    folders: RestoreFolders,
    two: list[tuple[PersonId, str]],
    report: Report,
) -> Done:
    """On a worker: both keys, the new vault, and its place."""
    with ExitStack() as keys:
        unlocked = []
        for which, (person, phrase) in enumerate(two):
            try:
                unlocked.append(entrance.unlock(folders.set, person, phrase))
            except (WrongPassphrase, TooSoon) as why:
                raise NotTheirs(which, why) from why
            keys.callback(unlocked[-1].close)
        restored = entrance.restore(folders, unlocked[0], unlocked[1], report)
    if folders.live is None:
        return Done(restored, restored.folder)
    try:
        kept = entrance.take_the_place_of(folders.live, restored.folder)
    except VaultUnusable as stays:
        return Done(restored, restored.folder, stays=stays)
    return Done(restored, folders.live, kept)


def _losses(made: BackupSet, losses: tuple[Loss, ...], *, replaces: bool) -> str:
    when = moment(made.created)
    told = [
        _("Tout ce qui a été écrit après le %(when)s n'y est pas.") % {"when": when}
    ]
    for each in losses:
        name = compartment_name(each.cid)
        if each.lost is not None:
            lost = ngettext(
                "%(name)s\u00a0: %(n)d ligne du journal serait perdue",
                "%(name)s\u00a0: %(n)d lignes du journal seraient perdues",
                each.lost,
            )
            told.append(lost % {"name": name, "n": each.lost})
        elif replaces:
            told.append(
                _("%(name)s\u00a0: personne ne peut dire ce qui serait perdu")
                % {"name": name}
            )
    return "\n".join(told)


def _is_set(entrance: Entrance, live: Path) -> bool:
    try:
        return entrance.is_set(live)
    except VaultUnusable:  # a disk that does not answer
        return False


def _where(live: Path | None) -> str:
    if live is None:
        return _("Dans un dossier nouveau\u00a0: rien n'est remplacé.")
    told = _(
        "D'abord dans un dossier nouveau, qui prend ensuite la place de %(folder)s. Le "
        "coffre actuel n'est pas effacé\u00a0: il est renommé et reste à côté."
    )
    return told % {"folder": isolate(str(live))}


def _none_around() -> str:
    return _(
        "Aucune sauvegarde à côté du coffre, ni sur une clé branchée. Brancher la clé "
        "des sauvegardes, puis la choisir ci-dessous."
    )


def _two_people() -> str:
    return _(
        "Une personne de la direction, et une autre de la direction, du bureau ou "
        "chargée de la technique. Chacune tape sa phrase, telle qu'elle était le jour "
        "de la sauvegarde."
    )
