"""The story of each invented child, told with the commands the screens use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from casedesk.app import training
from casedesk.app.company import Company
from casedesk.app.company_texts import (
    AGREED,
    ANSWERED,
    CLOSED,
    FOLLOWED,
    KEPT,
    NOT_ASSESSED_YET,
    PROGRESS,
    REVIEWED,
)
from casedesk.app.training_story import Act, InventedChild
from casedesk.app.training_texts import (
    ASSESSED,
    DECIDED,
    written_on,
)
from casedesk.circuit.case import GRAVE, CaseId
from casedesk.circuit.commands.cases import (
    Decide,
    GoUrgent,
    ReturnToDecision,
    SignAssessment,
    SubmitForDecision,
    ViewCase,
)
from casedesk.circuit.commands.chasing import NoReply, NoteChase
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.consent import RecordConsent
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.course import (
    KeepWatch,
    NoteNewFacts,
    NoteRetraction,
    Reassess,
    ReferAgain,
    Resume,
    Suspend,
)
from casedesk.circuit.commands.erasure import ConfirmRequest
from casedesk.circuit.commands.followup import (
    NoteContact,
    RecordFollowUp,
    SignReview,
)
from casedesk.circuit.commands.links import LinkCases
from casedesk.circuit.commands.merging import MergeCase
from casedesk.circuit.commands.referrals import (
    CancelReferral,
    PrepareReferral,
    RecordAnswer,
    SendReferral,
)
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.consent import CHILD, GUARDIAN
from casedesk.circuit.dates import Certainty, Moment, local
from casedesk.circuit.links import LinkKind
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.referral import (
    Answer,
    AnswerMeans,
    Channel,
    ChaseMeans,
    ChaseResult,
    Referral,
    ReferralState,
)
from casedesk.circuit.sheet import Addressee, SheetCode


class Telling:
    """The story of one child as the company lives it."""

    def __init__(
        self, among: Company, child: InventedChild, told: dict[str, Telling]
    ) -> None:
        """`told` is by first name, and shared: a story may speak of another."""
        self._among, self._child, self._told = among, child, told
        self._worker, self._direction = among.worker.desk, among.director.desk
        self.case_id = CaseId("")
        self._sought = 0

    def begin(self) -> None:
        """The educator writes it down; the direction's catching up takes it in."""
        child, now = self._child, self._among.clock()
        training.record(self._among.educator, child.concern(now), now, self._readers())
        self._among.director.catch_up()
        self._told.setdefault(child.given, self)
        if not child.links.get("restricted"):
            self.case_id = training.newest_case(self._among.worker, now)

    def act(self, act: Act) -> None:
        """Raises KeyError for an act there is not."""
        ACTS[act.name](self, *act.words)

    def take(self) -> None:
        """In charge, and linked to the case of a brother, or of who hurt this child."""
        training.take(self._among.worker, self.case_id)
        links = self._child.links
        if "sibling_of" in links:
            sibling = self._told[links["sibling_of"]].case_id
            self._link(self.case_id, sibling, LinkKind.SIBLING)
        if "child_author" in links:
            author = self._told[links["child_author"]].case_id
            self._link(author, self.case_id, LinkKind.CHILD_AUTHOR)

    def assess(self, danger: str) -> None:
        self._worker.do(SubmitForDecision(self.case_id, self._assessed(danger)))

    def assess_after(self, danger: str) -> None:
        self._worker.do(SignAssessment(self.case_id, self._assessed(danger)))

    def decide(self, *addressees: str) -> None:
        rows = [{"organisation": self._nearest(each)} for each in addressees]
        due = local(self._now).date() + timedelta(days=3)
        content = {
            **DECIDED,
            "responsible": self._worker.actor.person,
            "next_due": due.isoformat(),
            "need_to_know": [self._worker.actor.person],
            "addressees": rows,
        }
        self._direction.do(ViewCase(self.case_id))
        self._direction.do(Decide(self.case_id, content))

    def urgent(self, *addressees: str) -> None:
        organisations = tuple(map(self._nearest, addressees))
        self._worker.do(GoUrgent(self.case_id, organisations))

    def refer(self, addressee: str) -> None:
        """For a need that shows while the child is accompanied."""
        need, service = "Un autre besoin se montre.", self._nearest(addressee)
        self._worker.do(ReferAgain(self.case_id, (service,), need))

    def send(self, *addressees: str) -> None:
        """Those named, or all that are waiting to be written."""
        self._agree()
        for referral in self._referrals(*addressees, state=ReferralState.PREP):
            self._prepare(referral)
            if referral.addressee is Addressee.PROSECUTOR:
                self._direction.do(ViewCase(self.case_id))
                self._direction.do(SignReport(referral.id, referral.organisation))
            self._print(self._again(referral))
            today = local(self._now).date()
            sent = SendReferral(referral.id, Channel.BY_HAND, today, "Bureau d'ordre")
            self._worker.do(sent)

    def call(self, addressee: str) -> None:
        """Somebody rings, and nobody answers."""
        referral = self._last(addressee)
        self._worker.do(
            NoteChase(referral.id, ChaseMeans.PHONE, ChaseResult.NOT_REACHED)
        )

    def no_reply(self, addressee: str) -> None:
        reason = "Deux appels sans réponse."
        self._worker.do(NoReply(self._last(addressee).id, reason))

    def cancel(self, addressee: str) -> None:
        reason = "La démarche n'est plus nécessaire."
        self._worker.do(CancelReferral(self._last(addressee).id, reason))

    def done(self, addressee: str) -> None:
        self.answer(addressee, Answer.DONE)

    def answer(self, addressee: str, said: str) -> None:
        referral, answer = self._last(addressee), Answer(said)
        today = local(self._now).date()
        by, detail = "Assistante sociale du service", ANSWERED.get(answer, "")
        self._worker.do(RecordAnswer(referral.id, answer, today, by, detail))

    def again(self) -> None:
        reason = "Aucun service n'a pris l'enfant en charge."
        self._worker.do(ReturnToDecision(self.case_id, reason))

    def watch(self) -> None:
        """Nobody is turned to yet; the social worker observes for two weeks."""
        self._direction.do(ViewCase(self.case_id))
        self._direction.do(
            KeepWatch(
                self.case_id,
                self._worker.actor.person,
                "Humeur le matin, repas, qui vient le chercher.",
                local(self._now).date() + timedelta(days=14),
                "Rien de sûr n'a été vu ni dit ; l'enfant vient tous les jours.",
            )
        )

    def reassess(self) -> None:
        reason = "Deux semaines d'observation ; l'équipe reprend l'évaluation."
        self._worker.do(Reassess(self.case_id, reason))

    def new_facts(self) -> None:
        facts = "L'enfant a été frappé de nouveau hier soir."
        self._worker.do(NoteNewFacts(self.case_id, facts, "3"))

    def contact(self) -> None:
        """A call, then a visit, that lead to nobody."""
        kind = ("CALL", "HOME")[self._sought % 2]
        self._sought += 1
        at = str(Moment(self._local(), Certainty.ABOUT))
        self._worker.do(
            NoteContact(self.case_id, at, kind, "Un proche, jugé sûr", "NO_ANSWER")
        )

    def suspend(self) -> None:
        reason = "L'enfant n'est plus là où nous le connaissions."
        self._worker.do(Suspend(self.case_id, reason))

    def resume(self) -> None:
        self._worker.do(Resume(self.case_id, "L'enfant est revenu à l'association."))

    def retract(self) -> None:
        words = "« Je ne veux plus en parler, c'était pas vrai. »"
        self._worker.do(NoteRetraction(self.case_id, words))

    def duplicate(self, given: str) -> None:
        """Of the same child's case, the one that came first."""
        first = self._told[given].case_id
        reason = "Même enfant, mêmes faits, dit autrement."
        self._worker.do(MergeCase(self.case_id, first, reason))

    def reopen(self, reason: str) -> None:
        detail = "La famille reparle du mariage pour cet été."
        asked = self._worker.do(ProposeReopening(self.case_id, reason, detail))
        self._direction.do(ViewCase(self.case_id))
        self._direction.do(ConfirmRequest(asked))

    def follow(self, danger: str) -> None:
        """A meeting that took place; the next is as soon as the level asks."""
        self._ask_for_news()
        days = {"4": 1, "3": 7, "2": 14}.get(danger, 30)
        content = {
            **FOLLOWED,
            "met_at": str(Moment(self._local(), Certainty.ABOUT)),
            "danger": danger,
            "next_on": (local(self._now).date() + timedelta(days=days)).isoformat(),
            "progress": self._progress(),
        }
        self._worker.do(RecordFollowUp(self.case_id, content))

    def _ask_for_news(self) -> None:
        """A call to each service one has not heard of for too long."""
        for referral in self._referrals():
            late = referral.due_at is not None and referral.due_at < self._now
            if late and referral.state in (
                ReferralState.RECEIVED,
                ReferralState.ACCEPTED,
            ):
                self._worker.do(
                    RecordAnswer(
                        referral.id,
                        Answer(referral.state),
                        local(self._now).date(),
                        "Assistante sociale du service",
                        means=AnswerMeans.PHONE,
                        heard_at=str(Moment(self._local(), Certainty.ABOUT)),
                    )
                )

    def review(self) -> None:
        later = local(self._now).date() + timedelta(days=90)
        content = {**REVIEWED, "next_review": later.isoformat()}
        self._direction.do(ViewCase(self.case_id))
        self._direction.do(SignReview(self.case_id, content))

    def close(self, reason: str) -> None:
        """One signs the closing sheet, the direction closes."""
        today = local(self._now).date().isoformat()
        content = {
            **CLOSED,
            "reason": reason,
            "safety_on": today,
            "transfer_ack_on": today,
            "unanswered": self._unanswered(),
        }
        self._worker.do(ViewCase(self.case_id))
        self._worker.do(SignClosing(self.case_id, content))
        self._direction.do(ViewCase(self.case_id))
        self._direction.do(CloseCase(self.case_id, KEPT.get(reason, "ORIENTED")))

    def _link(self, case_id: CaseId, other: CaseId, relation: LinkKind) -> None:
        self._direction.do(ViewCase(case_id))
        self._direction.do(LinkCases(case_id, other, relation))

    def _local(self) -> datetime:
        return local(self._now).replace(tzinfo=None)

    def _progress(self) -> list[dict[str, str]]:
        return [
            {"referral": each.id, "state": PROGRESS.get(each.state, "WAITING")}
            for each in self._referrals()
            if each.state in PROGRESS
        ]

    def _unanswered(self) -> list[dict[str, str]]:
        why = "Le service confirme par téléphone ; la fiche revient signée."
        return [
            {"referral": each.id, "why": why}
            for each in self._referrals(state=ReferralState.SENT)
        ]

    @property
    def _now(self) -> datetime:
        return self._among.clock()

    def _readers(self) -> Any:
        if not self._child.links.get("restricted"):
            return ""
        circles = self._among.educator.desk.reads.circles()
        return next(each.id for each in circles if len(each.members) == 1)

    def _assessed(self, danger: str) -> dict[str, Any]:
        violence = list(self._child.violence) or ["UNKNOWN"]
        return {**ASSESSED, "danger": danger, "violence": violence}

    def _nearest(self, addressee: str) -> str:
        """In the child's territory; else wherever there is one."""
        known = self._worker.reads.organisations(Addressee(addressee))
        near = [each for each in known if each.territory == self._child.territory]
        return next(iter((*near, *known))).id

    def _referrals(
        self, *addressees: str, state: ReferralState | None = None
    ) -> list[Referral]:
        self._worker.do(ViewCase(self.case_id))
        return [
            each
            for each in self._worker.reads.case_page(self.case_id).referrals
            if (not addressees or each.addressee in addressees)
            and state in (None, each.state)
        ]

    def _last(self, addressee: str) -> Referral:
        return self._referrals(addressee)[-1]

    def _agree(self) -> None:
        """Whoever must be asked before anything is shared has said yes."""
        at = Moment(self._local(), Certainty.EXACT)
        for person in self._to_ask():
            content = {**AGREED, "person": person, "explained_at": str(at)}
            self._worker.do(RecordConsent(self.case_id, content))

    def _to_ask(self) -> tuple[str, ...]:
        self._worker.do(ViewCase(self.case_id))
        page = self._worker.reads.case_page(self.case_id)
        asked = any(each.code is SheetCode.CONSENT for each in page.sheets)
        if asked or page.case.urgent or page.case.danger in GRAVE:
            return ()
        return (CHILD, GUARDIAN)

    def _again(self, referral: Referral) -> Referral:
        return next(each for each in self._referrals() if each.id == referral.id)

    def _prepare(self, referral: Referral) -> None:
        redaction = self._among.director.rules.redaction.for_case(
            family_kept_out=self._family_is_kept_out()
        )
        known = self._worker.reads.liaison_content(self.case_id)
        sheet = redaction.sheet_for(referral.addressee)
        asked = {each.key for each in sheet}
        unknown = {key: NOT_ASSESSED_YET[key] for key in asked & {*NOT_ASSESSED_YET}}
        filled = redaction.fill(referral.addressee, known)
        content = {**unknown, **written_on(sheet), **filled}
        self._worker.do(PrepareReferral(referral.id, content))

    def _family_is_kept_out(self) -> bool:
        return bool(self._child.links.get("guardian_may_be_author"))

    def _print(self, referral: Referral) -> None:
        """Its copy is journalled as ever; of years ago nobody needs the page itself."""
        asked = PreparePrint(self.case_id, referral.sheet_id, PaperLanguage.FRENCH)
        self._worker.do(ConfirmPrint(self._worker.do(asked), "0" * 64))


ACTS: Mapping[str, Callable[..., None]] = {
    "take": Telling.take,
    "assess": Telling.assess,
    "assess_after": Telling.assess_after,
    "decide": Telling.decide,
    "urgent": Telling.urgent,
    "refer": Telling.refer,
    "send": Telling.send,
    "answer": Telling.answer,
    "again": Telling.again,
    "call": Telling.call,
    "no_reply": Telling.no_reply,
    "cancel": Telling.cancel,
    "done": Telling.done,
    "watch": Telling.watch,
    "renew": Telling.watch,
    "reassess": Telling.reassess,
    "new_facts": Telling.new_facts,
    "contact": Telling.contact,
    "suspend": Telling.suspend,
    "resume": Telling.resume,
    "retract": Telling.retract,
    "duplicate": Telling.duplicate,
    "reopen": Telling.reopen,
    "follow": Telling.follow,
    "review": Telling.review,
    "close": Telling.close,
    "decide_nothing": Telling.close,
}


def live(among: Company, children: Iterable[InventedChild]) -> None:
    """Everything that happened, one after the other, until now."""
    told: dict[str, Telling] = {}
    tellings = [Telling(among, child, told) for child in children]
    happened: list[tuple[float, int, Callable[[], None]]] = []
    for telling, child in zip(tellings, children, strict=True):
        happened.append((child.day, len(happened), telling.begin))
        for act in child.acts:
            doing = _doing(telling, act)
            happened.append((child.day - act.after, len(happened), doing))
    for days_ago, _, do in sorted(happened, key=lambda each: (-each[0], each[1])):
        among.clock.set_back(24 * max(days_ago, 0.001))
        do()
    among.clock.set_back(0)
    among.director.catch_up()


def _doing(telling: Telling, act: Act) -> Callable[[], None]:
    return lambda: telling.act(act)
