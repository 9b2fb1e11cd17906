"""`python -m casedesk`: the program."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from casedesk.app.command_line import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns its exit code."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
