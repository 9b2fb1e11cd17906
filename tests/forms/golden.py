"""Lines of text as they are set, written down once they were looked at.

`python -m tests.forms.golden PICTURES` writes `golden-lines.json` anew and draws each
line into that folder: look at every one before the file is committed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from casedesk.forms.font import Face
from casedesk.forms.pen import Pen
from casedesk.forms.text import Compositor, Line, Span
from casedesk.forms.values import printable
from casedesk.i18n.formats import isolate

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
GOLDEN = Path(__file__).with_name("golden-lines.json")
_FACES = (
    "IBMPlexSansArabic_400Regular.ttf",
    "NotoSans_400Regular.ttf",
    "NotoSansTifinagh_400Regular.ttf",
)
_BOLD = "IBMPlexSansArabic_700Bold.ttf"

ARABIC = (
    "لا إله، الإسلام، الآن",  # lam with each alef
    "بَيْتٌ مُدَرِّسٌ صُرِّحَ به",  # vowel marks, also within a ligature
    "المبلِّغ شُرح له",
    "الطفلة ســـلمى",  # tatweel
    "نسبة الحضور 87,5 % والمعدل 6/10",
    "وُلدت في 12/03/2017 وعمرها 9 سنوات",
    "الهاتف: 05 37 00 00 00 صباحا",
    "الهاتف: +212 537 00 00 00",
    f"رقم الملف {isolate('SAL-26-0K7F')}، النسخة 2",
    "إحالة إلى UPE ثم CAPE (بطاقة F-C)",
    "البريد: contact@exemple.ma، الرقم 15",
    "(القوس الأول) [الثاني] {الثالث}",
    "«ما بغيتش نرجع للدار»",
    "قالت: « لا »، ثم سكتت…",
    "1. الاستماع 2. التقييم 3. الإحالة",
    "أ) الأم؛ ب) الأب؟",
    "٣ أطفال، و3 إخوة",  # as somebody typed it, and as the program says it
    "يومه 27 نونبر 2026، حوالي 7:32",
    "غشت – شتنبر – نونبر – دجنبر",
    "مدرسة Ibn Khaldoun (الفوج B)",
    "من 8 إلى 12 سنة: 4-6 مرات/أسبوع",
    "گ ڤ پ چ",  # of Darija, as it is written
    "الأم (Benali) والأب (محمد)",
)
LATIN = (
    "« Où\u00a0? »\u00a0; « Là\u00a0! »",
    "L'enfant سلمى بنعلي est là.",
    "Né le 12/03/2017 à Salé – n°\u00a04",
    "Æ œ ç ÿ € – — …",
    "aɣrum, tamaziɣt, ɛli, ḥḍṣṭẓ",
    "ⵜⴰⵎⴰⵣⵉⵖⵜ ⵙⵍⵎⴰ",
    "ⵙⵍⵎⴰ, Salma, سلمى",
    "(محمد) Karim [9 ans]",
)


def lines() -> list[tuple[str, bool]]:
    """Each text, and whether its paragraph runs leftwards."""
    return [*((each, True) for each in ARABIC), *((each, False) for each in LATIN)]


def compositor() -> Compositor:
    *regular, bold = (Face(FONTS / name) for name in (*_FACES, _BOLD))
    return Compositor(regular, bold)


def told(text: str, line: Line) -> dict[str, object]:
    """From left to right: the face, and each glyph with the character it stands for."""
    return {
        "text": text,
        "runs": [
            [
                run.face.face.name,
                *(
                    f"{run.face.face.name_of(glyph.drawn or glyph.index)} {glyph.text}"
                    for glyph in run.glyphs
                ),
            ]
            for run in line.runs
        ],
    }


def golden() -> list[dict[str, object]]:
    by = compositor()
    return [told(text, line_of(by, text, rtl=rtl)) for text, rtl in lines()]


def line_of(by: Compositor, text: str, *, rtl: bool) -> Line:
    (line,) = by.lines([Span(printable(text))], 1_000, rtl=rtl)
    return line


def draw(folder: Path) -> None:
    """All of them on one page, to be looked at."""
    by = compositor()
    pen = Pen(by, title="golden", language="ar")
    for at, (text, rtl) in enumerate(lines()):
        line = line_of(by, text, rtl=rtl)
        left = 540 - line.width * 13 if rtl else 50
        pen.line(line, left, 40 + at * 25, 13)
    pen.next_page()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "golden.pdf").write_bytes(pen.close())
    drawn = ["pdftoppm", "-r", "110", "-png", "golden.pdf", "golden"]
    subprocess.run(drawn, cwd=folder, check=True)


if __name__ == "__main__":
    shown = json.dumps(golden(), ensure_ascii=False, indent=1)
    GOLDEN.write_text(shown + "\n", encoding="utf-8")
    draw(Path(sys.argv[1]))
