"""How casedesk looks: its fonts, two sets of colours, and icons tinted with them.

The only module with colours. Widgets ask for a `look`; the style sheet below says what
that is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from string import Template
from typing import TypeVar

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from casedesk import paths

W = TypeVar("W", bound=QWidget)

FAMILIES = ("IBM Plex Sans Arabic", "Noto Sans", "Noto Sans Tifinagh")
BASE = 10.5  # points
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-right",
        "file-text",
        "list",
        "log-out",
        "menu",
        "message-square-quote",
        "reply",
        "send",
    }
)
"""The icons that point along the line of reading or show lines of it; the others stay
as they are."""

_ICON_SIZES = (16, 20, 24, 32, 40, 48)
_SPACED = 1.25


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours by what they mean. Every text has contrast 4.5 on what lies under it."""

    window: str
    surface: str
    text: str
    muted: str
    line: str  # between things
    edge: str  # of what can be typed in or pressed: contrast 3
    accent: str
    on_accent: str
    accent_soft: str
    info_soft: str
    warning: str
    warning_soft: str
    alarm: str
    alarm_soft: str
    good: str
    levels: tuple[str, str, str, str, str]  # danger 0 to 4

    @property
    def unknown(self) -> str:
        return self.muted


LIGHT = Shades(
    window="#f4f6f7",
    surface="#ffffff",
    text="#1a2327",
    muted="#566168",
    line="#d8dee1",
    edge="#7f8b92",
    accent="#15607a",
    on_accent="#ffffff",
    accent_soft="#e0eff4",
    info_soft="#e9f2f6",
    warning="#855400",
    warning_soft="#fdf3dc",
    alarm="#a3161b",
    alarm_soft="#fce9e7",
    good="#1e6b3c",
    levels=("#5f6a70", "#4f6272", "#855400", "#b03a0c", "#a3161b"),
)
DARK = Shades(
    window="#15191b",
    surface="#1e2427",
    text="#e7ecee",
    muted="#a5b1b7",
    line="#343d41",
    edge="#77848a",
    accent="#7fc4de",
    on_accent="#0c1a20",
    accent_soft="#1f3b47",
    info_soft="#1b2f38",
    warning="#e9c176",
    warning_soft="#362c17",
    alarm="#ff9a91",
    alarm_soft="#3f1f1d",
    good="#82cf9d",
    levels=("#a5b1b7", "#b3c2cf", "#e9c176", "#ffae7d", "#ff9a91"),
)

_STYLE = Template("""
QLabel[look="title"] { font-size: ${s150}pt; font-weight: bold; }
QLabel[look="section"] { font-size: ${s120}pt; font-weight: bold; }
QLabel[look="strong"] { font-weight: bold; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: ${s90}pt; }
QLabel[look="refusal"] { color: $alarm; }
QLabel[look="big"] { font-size: ${s150}pt; }

QFrame[look="card"], QFrame[look="bar"] {
    background: $surface; border: 1px solid $line;
}
QFrame[look="card"] { border-radius: 8px; }
QFrame[look="bar"] { border-width: 0 0 1px 0; }
QFrame[look="side"], QWidget[look="side"] { background: $surface; border: none; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; }
QLabel[look="ribbon"] { background: $warning_soft; }
QFrame[look="info"], QFrame[look="warning"], QFrame[look="danger"] {
    border-radius: 8px; border: 1px solid $accent; background: $info_soft;
}
QFrame[look="warning"] { border-color: $warning; background: $warning_soft; }
QFrame[look="danger"] { border: 2px solid $alarm; background: $alarm_soft; }
QFrame[flush="true"] { border-radius: 0; border-width: 0 0 1px 0; }

QLineEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text;
    border: 1px solid $edge; border-radius: 6px; padding: 7px 9px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 20px; }
QTextEdit { padding: 3px 5px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 6px 8px;
}
QTextEdit:focus { border: 2px solid $accent; padding: 2px 4px; }
QLineEdit[lacking="true"], QTextEdit[lacking="true"], QComboBox[lacking="true"] {
    border-color: $alarm;
}
QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QLineEdit[readOnly="true"], QTextEdit[readOnly="true"] {
    background: $window; color: $muted; border-color: $line;
}
QTextBrowser[look="reading"], QTextBrowser[look="reading"]:focus {
    background: $surface; color: $text; border: 1px solid $line; padding: 0;
}
QTextBrowser[look="reading"]:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; }

QPushButton {
    background: $surface; color: $text; min-height: 20px;
    border: 1px solid $edge; border-radius: 6px; padding: 7px 15px;
}
QPushButton:hover, QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 14px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $window; }
QPushButton[look="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: bold;
}
QPushButton[look="primary"]:focus { border-color: $text; }
QPushButton[look="primary"]:disabled {
    background: $line; color: $muted; border-color: $line;
}
QPushButton[look="large"] {
    background: $accent; color: $on_accent; border-color: $accent;
    font-size: ${s120}pt; font-weight: bold; padding: 23px 31px; border-radius: 8px;
}
QPushButton[look="large"]:focus { border-color: $text; padding: 22px 30px; }
QPushButton[look="danger"] { color: $alarm; border-color: $alarm; }
QPushButton[look="link"], QPushButton[look="quiet"] {
    background: transparent; border-color: transparent; padding: 7px 9px;
}
QPushButton[look="link"] {
    color: $accent; border-color: transparent transparent $accent transparent;
    border-radius: 0; padding: 7px 0 1px 0; margin: 0 4px 4px 4px; text-align: left;
}
QPushButton[look="quiet"]:focus { border-color: $accent; padding: 6px 8px; }
QPushButton[look="link"]:focus {
    border-color: $accent; border-radius: 6px; padding: 6px 3px; margin: 0;
}
QPushButton[look="link"]:hover, QPushButton[look="quiet"]:hover {
    background: $accent_soft;
}
QPushButton[look="nav"] {
    background: transparent; border-color: transparent; text-align: left;
    padding: 5px 11px;
}
QPushButton[look="nav"]:hover { background: $window; }
QPushButton[look="nav"]:checked { background: $accent_soft; font-weight: bold; }
QPushButton[look="nav"]:focus { border-color: $accent; padding: 4px 10px; }
QPushButton[look="choice"], QPushButton[look="row"] { padding: 9px 17px; }
QPushButton[look="choice"]:focus, QPushButton[look="row"]:focus { padding: 8px 16px; }
QPushButton[look="row"] { text-align: left; }
QPushButton[look="choice"]:checked, QPushButton[look="row"]:checked {
    background: $accent_soft; border-color: $accent;
}
QPushButton[look="chip"], QPushButton[look="chip-quiet"] {
    background: $info_soft; color: $accent; border-color: $accent;
    min-height: 0; padding: 1px 9px;
}
QPushButton[look="chip-quiet"] {
    background: transparent; border-color: transparent; padding: 1px 3px;
}
QPushButton[look="chip"]:hover, QPushButton[look="chip-quiet"]:hover {
    background: $accent_soft;
}
QPushButton[lacking="true"] { border-color: $alarm; }

QCheckBox, QRadioButton {
    min-height: 24px; spacing: 8px; padding: 3px 5px;
    border: 2px solid transparent; border-radius: 6px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }

QTableView, QListView {
    background: $surface; border: 2px solid $line; border-radius: 8px;
    gridline-color: $line; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QTableView:focus, QListView:focus { border-color: $accent; }
QListView[look="cards"]::item { padding: 8px 0; border-bottom: 1px solid $line; }
QListView[look="cards"]::item:selected { background: $accent_soft; color: $text; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QHeaderView { background: $surface; }
QHeaderView::section {
    background: $surface; color: $muted; border: none;
    border-bottom: 1px solid $line; padding: 8px 11px;
}
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollArea[look="page"], QScrollArea[look="page"] > QWidget > QWidget[look="page"] {
    background: transparent; border: none;
}
QMenu::item { padding: 8px 24px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
""")


def dress(app: QApplication, *, dark: bool = False, scale: float = 1.0) -> None:
    """Give the program its fonts, colours and style; `scale` is 0.9 to 1.5."""
    for file in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    chosen = DARK if dark else LIGHT
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(chosen))
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(BASE * scale)
    app.setFont(font)
    sizes = {f"s{step}": f"{BASE * scale * step / 100:.2f}" for step in (90, 120, 150)}
    arrow = paths.resource("icons/combo-arrow.svg").as_posix()
    app.setStyleSheet(_STYLE.substitute(asdict(chosen), arrow=arrow, **sizes))


def shades() -> Shades:
    """The colours the program wears now."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def level(danger: str, worn: Shades) -> str:
    """The colour of a level of danger, 0 to 4; of none, that of the unknown."""
    return worn.levels[int(danger)] if danger in tuple("01234") else worn.unknown


def look(widget: W, name: str) -> W:
    """Let a widget look like one of the names in the style sheet."""
    return marked(widget, "look", name)


def marked(widget: W, mark: str, value: object) -> W:
    """Set a property the style sheet asks about, and show what follows from it."""
    if widget.property(mark) != value:
        widget.setProperty(mark, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
    return widget


def icon(name: str, colour: str = "") -> QIcon:
    """An icon of resources/icons in a colour of `shades()`, that of text by default."""
    worn = shades()
    made = QIcon()
    for size in _ICON_SIZES:
        made.addPixmap(_spaced(name, size, colour or worn.text))
        made.addPixmap(_spaced(name, size, worn.muted), QIcon.Mode.Disabled)
    return made


def icon_size(height: int) -> QSize:
    """The size that shows an icon of `icon` at this height."""
    return QSize(round(height * _SPACED), height)


def picture(name: str, size: int, colour: str = "", ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` by `size`, sharp on a screen of this ratio."""
    colour = colour or shades().text

    def draw() -> QPixmap:
        drawn = _drawn(name, round(size * ratio), colour)
        drawn.setDevicePixelRatio(ratio)
        return drawn

    return _kept(f"{name} {size} {colour} {ratio}", draw)


def _spaced(name: str, size: int, colour: str) -> QPixmap:
    """The icon with some room towards the text; buttons leave it too little."""
    mirrored = QGuiApplication.isRightToLeft()

    def draw() -> QPixmap:
        drawn = _drawn(name, size, colour)
        room = QPixmap(icon_size(size))
        room.fill(Qt.GlobalColor.transparent)
        painter = QPainter(room)
        painter.drawPixmap(room.width() - drawn.width() if mirrored else 0, 0, drawn)
        painter.end()
        return room

    return _kept(f"spaced {name} {size} {colour}", draw)


def _kept(key: str, draw: Callable[[], QPixmap]) -> QPixmap:
    """A form has hundreds of icons, of a dozen kinds: each kind is drawn once."""
    key = f"casedesk {key} {QGuiApplication.isRightToLeft()}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = draw()
        QPixmapCache.insert(key, kept)
    return kept


def _drawn(name: str, size: int, colour: str) -> QPixmap:
    svg = paths.read_text(f"icons/{name}.svg").replace("currentColor", colour)
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    if name in MIRRORED and QGuiApplication.isRightToLeft():
        return drawn.transformed(QTransform().scale(-1, 1))
    return drawn


def _palette(worn: Shades) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in {
        role.Window: worn.window,
        role.WindowText: worn.text,
        role.Base: worn.surface,
        role.AlternateBase: worn.window,
        role.Text: worn.text,
        role.PlaceholderText: worn.muted,
        role.Button: worn.surface,
        role.ButtonText: worn.text,
        role.BrightText: worn.alarm,
        role.ToolTipBase: worn.surface,
        role.ToolTipText: worn.text,
        role.Highlight: worn.accent,
        role.HighlightedText: worn.on_accent,
        role.Accent: worn.accent,
        role.Link: worn.accent,
        role.LinkVisited: worn.accent,
        role.Light: worn.surface,
        role.Midlight: worn.line,
        role.Mid: worn.line,
        role.Dark: worn.edge,
        role.Shadow: worn.edge,
    }.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(worn.muted))
    return palette
