"""The poster of the circuit: what to do for a child, on one page, read from afar.

It is drawn from the table of the circuit, so that the wall says what the program does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casedesk.circuit.codes import Language
from casedesk.circuit.directory import Organisation, told
from casedesk.circuit.paper import LeafletFrame, Poster, PosterStep
from casedesk.circuit.stages import Step
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack
from casedesk.forms.look import Look
from casedesk.forms.page import BOTTOM, TOP, stamp
from casedesk.forms.pen import GREY, HEIGHT, MARGIN, TEXT_WIDTH, Pen
from casedesk.forms.values import printable
from casedesk.i18n import Words, words
from casedesk.i18n.formats import isolate, listed, long_date, number, span_words
from casedesk.i18n.labels import label

SIZE = 20.0  # of what is to be done, in points: two metres away
_SMALLEST = 8.0
_SHRUNK = 0.96  # each time it does not fit
_NUMBER = (1, 11)  # shares of a step's number and of its words


def title(language: Language) -> str:
    return words(language).gettext(
        "Un enfant est peut-être en danger\u00a0: que\u00a0faire\u00a0?"
    )


def draw(poster: Poster, look: Look, pen: Pen) -> None:
    """All of it on one page, as large as it can be."""
    room = HEIGHT - TOP - BOTTOM
    whole = _whole(poster, look)
    while whole.height(TEXT_WIDTH) > room and look.body > _SMALLEST:
        look = replace(look, body=look.body * _SHRUNK)
        whole = _whole(poster, look)
    stamp(pen, poster.frame.mark, [look])
    whole.draw(pen, MARGIN, TOP, TEXT_WIDTH)
    pen.next_page()


def _whole(poster: Poster, look: Look) -> Stack:
    return Stack(tuple(_blocks(poster, look)))


def _blocks(poster: Poster, look: Look) -> Iterator[Block]:
    _ = look.words.gettext
    size, frame = look.body, poster.frame
    yield look.set(title(look.language), size * 1.5, bold=True, align="centre")
    yield Space(size * 0.5)
    yield from _danger(poster, look)
    yield Space(size * 0.6)
    for at, each in enumerate(poster.steps, start=1):
        yield _step(at, each, look)
        yield Rule(above=size * 0.25, below=size * 0.25)
    yield look.set(_("À %(place)s") % {"place": isolate(frame.territory)}, bold=True)
    yield Space(size * 0.25)
    for one in poster.partners:
        yield _partner(one, look)
    yield Space(size * 0.3)
    yield look.set(_foot(frame, look), size * 0.5, grey=GREY)


def _danger(poster: Poster, look: Look) -> Iterator[Block]:
    _ = look.words.gettext
    size = look.body
    first = _("Danger maintenant\u00a0: appeler d'abord, écrire après.")
    numbers = tuple(
        Stack(
            (
                look.answer(each.number, size * 2.3, bold=True, align="centre"),
                look.set(each.name.as_name(look.language), size * 0.62, align="centre"),
            )
        )
        for each in poster.hotlines
    )
    blocks: list[Block] = [look.set(first, size * 1.15, bold=True, align="centre")]
    if numbers:
        blocks += [Space(4), Row(numbers, (1,) * len(numbers), look.rtl)]
    if poster.fast is not None:
        who = _who(poster.fast, look)
        fast = _("Puis orienter sans attendre la décision\u00a0: %(who)s.") % {
            "who": who
        }
        blocks += [Space(4), look.set(fast, size * 0.8, align="centre")]
    yield Apart(Stack(tuple(blocks)), Setting.PANEL, look.rtl, padding=10)


def _step(at: int, each: PosterStep, look: Look) -> Block:
    size = look.body
    counted = look.set(number(at, look.language), size * 1.7, bold=True, align="centre")
    terms = " · ".join(filter(None, (_who(each, look), _within(each, look))))
    text = Stack(
        (
            look.set(_sentence(each.step, look.words), size, bold=True),
            look.set(terms, size * 0.78, grey=0.2),
        )
    )
    return Row((counted, text), _NUMBER, look.rtl)


def _partner(each: Organisation, look: Look) -> Block:
    _ = look.words.gettext
    size = look.body
    name = look.answer(printable(told(each.name, look.language)), size * 0.78)
    phone = each.phone or each.phone_alt
    called = look.answer(
        printable(phone) or _("n°\u00a0______________"),
        size * 0.85,
        bold=bool(phone),
        align="end",
    )
    return Stack((Row((name, called), (3, 1.4), look.rtl), Space(size * 0.15)))


def _who(each: PosterStep, look: Look) -> str:
    return " / ".join(label(role, look.language) for role in each.who)


def _within(each: PosterStep, look: Look) -> str:
    _ = look.words.gettext
    if each.within is None:
        return ""
    said = _("en %(span)s au plus") % {"span": span_words(each.within, look.language)}
    if each.urgent is None or each.urgent == each.within:
        return said
    urgent = _("%(span)s si c'est urgent") % {
        "span": span_words(each.urgent, look.language)
    }
    return listed((said, urgent), look.language)


def _sentence(step: Step, say: Words) -> str:
    """What to do, said to whoever reads it on a wall."""
    _ = say.gettext
    told_ = {
        Step.SEND: _(
            "Écrire ce que j'ai vu ou entendu, avec les mots de l'enfant, et le "
            "transmettre."
        ),
        Step.TAKE_IN_CHARGE: _("Lire la fiche et en prendre la charge."),
        Step.SUBMIT: _("Évaluer le danger, puis proposer une décision."),
        Step.ORIENT: _("Décider, signer et orienter vers les services."),
        Step.CONFIRM_RECEPTION: _("Remettre la fiche et obtenir un accusé."),
        Step.CLOSE: _("Suivre l'enfant jusqu'à ce qu'il soit à l'abri, puis clore."),
    }
    return told_[step]


def _foot(frame: LeafletFrame, look: Look) -> str:
    _ = look.words.gettext
    told_ = _("%(association)s · affiche faite le %(day)s")
    return told_ % {
        "association": isolate(printable(frame.sender.name)),
        "day": isolate(long_date(frame.printed_at, look.language)),
    }
