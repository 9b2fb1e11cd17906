"""`python -m tests.faults`: do harm to vaults, as `python3 dev.py faults` does.

With `--one NAME COUNT SEED` it does one kind only and prints its outcomes as JSON: a
short round of the suite, at what the suite can afford.
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.faults import laboratory
from tests.lean import without_locked_memory


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults")
    parser.add_argument("names", nargs="*", choices=[*laboratory.FAULTS, []])
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--part", type=float, default=1.0, help="of the full counts")
    parser.add_argument("--one", nargs=3, metavar=("NAME", "COUNT", "SEED"))
    asked = parser.parse_args(arguments)
    if asked.one:
        without_locked_memory()
        name, count, seed = asked.one
        tally = laboratory.short(name, int(count), int(seed))
        sys.stdout.write(json.dumps(tally.outcomes))
        return 0
    names = asked.names or list(laboratory.FAULTS)
    return 0 if laboratory.whole(names, asked.seed, asked.part) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
