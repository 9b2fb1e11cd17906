"""Somebody with the key and another program: more of what the suite tries a few of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.association import workplace
from tests.faults.tally import Tally, lost

ROOT = Path(__file__).parents[2]
_PASSED = 0


def tried(count: int, seed: int) -> Tally:
    """J12: so many days and nights, drawn by Hypothesis; one miss is all of them."""
    quick = ("-q", "-n", "0", "-p", "no:cacheprovider")
    with workplace() as place:
        done = subprocess.run(
            (
                *(sys.executable, "-m", "pytest", *quick, f"--basetemp={place}/made"),
                *(f"--hypothesis-seed={seed}", "tests/store/test_tampering.py"),
            ),
            cwd=ROOT,
            env={**os.environ, "CASEDESK_TAMPERINGS": str(count)},
            capture_output=True,
            text=True,
            check=False,
        )
    outcome = "found" if done.returncode == _PASSED else lost("not found")
    return Tally.of([outcome] * count)
