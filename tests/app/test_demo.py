"""`dev.py demo`: every sheet on paper, the vault that is kept, and no display."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from casedesk.app import demo
from casedesk.app.training_story import invented
from casedesk.app.training_texts import (
    ASSESSED,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TRAINEES,
    WALKED,
)
from casedesk.circuit.codes import PAPER
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.sheet import SheetCode

pytestmark = pytest.mark.timeout(300)  # the first waits for a hundred papers
ROOT = Path(__file__).parents[2]
DEMO = (sys.executable, "-m", "casedesk.app.demo")
# The same command; whoever has sat down in it once is let in without deriving again
LEAN = """
import runpy
from tests.lean import deriving_each_key_once, without_locked_memory

deriving_each_key_once()
without_locked_memory()
runpy.run_module("casedesk.app.demo", run_name="__main__")
"""
SHEETS = tuple(f"{code}-{language}" for code in SheetCode for language in PaperLanguage)
BLANK = tuple(f"blank-{each}" for each in SHEETS)
LEAFLETS = tuple(
    f"{what}-{language}"
    for what in ("chronology", "day-sheet", "poster", "repertory")
    for language in PaperLanguage
)
REFERRED = ("F-C-fr", "F-C-both", "F-D-fr", "F-E-ar", "F-E-both")
COUPON = re.compile(r"(?<![-\w])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z](?![-\w])")


@dataclass(frozen=True)
class Walked:
    """What one run left behind."""

    papers: Path
    vault: Path
    said: list[str]

    def text(self, name, *options):
        """As a person reads it, without the marks poppler puts round a direction."""
        tool = shutil.which("pdftotext") or "pdftotext"
        path = self.papers / f"{name}.pdf"
        shown = subprocess.run(
            [tool, *options, str(path), "-"], capture_output=True, check=True
        )
        return re.sub("[\u200e\u200f\u202a-\u202e]", "", shown.stdout.decode())

    def words(self, name):
        return " ".join(self.text(name).split())


@pytest.fixture(scope="session")
def walked(tmp_path_factory):
    """One run with the real passphrases at their real cost, as the README has it."""
    place = tmp_path_factory.mktemp("demo")
    papers, vault = place / "out", place / "kept.casedesk"
    run = subprocess.run(
        [sys.executable, "-c", LEAN, "--print", str(papers), "--keep", str(vault)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert run.stderr == ""
    return Walked(papers, vault, run.stdout.splitlines())


def test_every_sheet_is_written_and_named(walked):
    papers = sorted((*SHEETS, *BLANK, *LEAFLETS))

    assert sorted(path.stem for path in walked.papers.iterdir()) == papers
    named = [line for line in walked.said if line.endswith(".pdf")]
    assert sorted(Path(line).stem for line in named) == papers


def test_every_paper_can_be_drawn_without_a_complaint(walked, tmp_path):
    tool = shutil.which("pdftoppm") or "pdftoppm"
    for path in sorted(walked.papers.iterdir()):
        drawn = subprocess.run(
            [tool, "-r", "20", "-png", str(path), str(tmp_path / path.stem)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert drawn.stderr == "", path.stem


@pytest.mark.parametrize("language", PAPER)
def test_the_sheet_of_the_day_names_nobody(walked, language):
    """Whom it is about stands in the vault, and on no desk."""
    text = walked.words(f"day-sheet-{language}")

    assert re.search(r"[A-Z]{3}-\d\d-[0-9A-Z]{4}", text)
    names = {name for child in invented() for name in child.name if len(name) > 3}
    assert {name for name in names if re.search(rf"\b{name}\b", text)} == set()


def test_a_chronology_tells_of_its_case_and_of_its_silences(walked):
    text = walked.words("chronology-fr")

    assert "sans contact" in text
    assert "Clôture" in text or "clos" in text.lower()


def test_the_training_passphrases_are_told(walked):
    for trainee in TRAINEES:
        assert f"{trainee.label} : {trainee.passphrase}" in walked.said


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_says_that_it_is_a_specimen(walked, name):
    # Aslant, letters are read one by one, as they stand
    said = "نموذج"[::-1] if name.endswith("-ar") else "SPECIMEN"
    assert said in "".join(walked.text(name, "-raw").split())


@pytest.mark.parametrize("name", SHEETS)
def test_every_font_is_embedded(walked, name):
    """reportlab's stray entry for Helvetica aside, which nothing is set in."""
    tool = shutil.which("pdffonts") or "pdffonts"
    listed = subprocess.run(
        [tool, str(walked.papers / f"{name}.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    fonts = listed.stdout.splitlines()[2:]
    assert len(fonts) > 1
    for font in fonts:
        embedded = font.split()[-5]
        assert embedded == "yes" or font.startswith("Helvetica "), font


@pytest.mark.parametrize("name", REFERRED)
def test_the_code_on_the_coupon_is_the_one_printed_beside_it(walked, name, tmp_path):
    tool = shutil.which("pdftoppm") or "pdftoppm"
    picture = tmp_path / "page"
    subprocess.run(
        [tool, "-r", "150", "-png", str(walked.papers / f"{name}.pdf"), str(picture)],
        check=True,
    )
    printed = set(COUPON.findall(walked.text(name)))

    read = [
        code.text
        for page in sorted(tmp_path.glob("page*.png"))
        for code in zxingcpp.read_barcodes(Image.open(page))
    ]

    assert len(printed) == 1
    assert read
    assert set(read) == printed


def test_the_languages_of_one_sheet_share_a_coupon_and_each_sheet_has_its_own(walked):
    codes = {name: COUPON.findall(walked.text(name))[0] for name in REFERRED}

    assert codes["F-E-ar"] == codes["F-E-both"]
    assert codes["F-C-fr"] == codes["F-C-both"]
    assert len(set(codes.values())) == 3


@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("code", ["F-C", "F-D", "F-L"])
def test_a_liaison_sheet_is_one_page_in_whichever_language(walked, code, language):
    assert walked.text(f"{code}-{language}").count("\f") == 1


def test_a_letter_in_both_languages_is_not_longer_than_in_one(walked):
    pages = {each: walked.text(f"F-E-{each}").count("\f") for each in ("ar", "both")}

    assert pages["both"] == pages["ar"]


DENIED = {  # domain §3.j, what UPE/CAPE and the hospital are not told
    "name of the alleged author": ["Karim"],
    "verbatim": [word for word in WALKED["words"].split() if len(word) > 5],
    "opinion": ["renvoie"],
    "address": ["Marché", "rue du"],
    "source": ["source"],
    "staff": [WALKED["gestures"][:12], "feutres"],
    "reason of the assessment": [ASSESSED["child_opinion"][:20]],
}


@pytest.mark.parametrize("name", ["F-C-fr", "F-C-both", "F-D-fr"])
@pytest.mark.parametrize("what", DENIED)
def test_a_sheet_holds_nothing_its_addressee_is_not_to_know(walked, name, what):
    text = walked.words(name)

    for told in DENIED[what]:
        assert told not in text


def test_those_texts_do_stand_on_the_sheet_of_the_association(walked):
    """The control of the test above."""
    text = walked.words("F-A-fr")

    for told in ("Karim", "renvoie", "Marché", "feutres", WALKED["gestures"][:12]):
        assert told in text
    for word in DENIED["verbatim"]:
        assert word.strip(".") in text


def test_the_text_of_a_sheet_comes_out_in_the_order_it_is_read(walked):
    french, arabic = walked.words("F-C-fr"), walked.words("F-E-ar")

    assert french.index("Salma") < french.index("ceinture")
    assert "سلمى" in french
    assert "صرحت الطفلة تلقائيا" in arabic
    assert "بنعلي" in arabic


def test_the_vault_that_was_kept_is_verified_by_the_program(walked, tmp_path):
    """Also the one test of this path with the real passphrases."""
    assert verified(walked.vault, DIRECTOR, tmp_path)[0] == 0
    code, said = verified(walked.vault, EDUCATOR, tmp_path)
    assert code == 0
    assert "cases : fermé pour cette personne" in said

    copy = tmp_path / "copy.casedesk"
    shutil.copytree(walked.vault, copy)
    data = bytearray((copy / "cases.g1.db").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "cases.g1.db").write_bytes(data)
    code, said = verified(copy, SOCIAL_WORKER, tmp_path)
    assert code == 1
    assert [line[:5] for line in said if "vérifié" in line] == ["desk "]


def verified(vault, trainee, tmp_path):
    reading, writing = os.pipe()
    os.write(writing, f"{trainee.passphrase}\n".encode())
    os.close(writing)
    arguments = ["--as", trainee.label, "--passphrase-fd", str(reading)]
    run = subprocess.run(
        [sys.executable, "-m", "casedesk", "verify", str(vault), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")},
        pass_fds=[reading],
        check=False,
    )
    os.close(reading)
    assert run.stderr == ""
    return run.returncode, run.stdout.splitlines()


def test_without_a_display_it_says_so_in_a_line_and_is_content():
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    run = subprocess.run(
        DEMO,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert len(run.stdout.splitlines()) == 1
    assert "Pas d'écran ici" in run.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_seen_where_there_is_one(monkeypatch, name):
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    assert not demo.has_display()

    monkeypatch.setenv(name, "something")

    assert demo.has_display()
