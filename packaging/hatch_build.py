"""What a wheel holds beyond the code: compiled catalogues, and the resources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Complete(BuildHookInterface[Any]):
    """Completes the wheel; an editable install finds its resources in the tree."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for po in Path(self.root, "casedesk/i18n/locale").glob("*/LC_MESSAGES/*.po"):
            compiled(po)
        if version != "editable":
            build_data["force_include"]["resources"] = "casedesk/_resources"


def compiled(po: Path) -> None:
    """Write what a catalogue says into the file beside it that the program reads.

    A plural that is not translated is left out, as other texts are: Babel would write
    the French one in its place, and nothing would tell that it is French.
    """
    with po.open("rb") as texts:
        catalogue = read_po(texts, locale=po.parts[-3])
    for each in list(catalogue):
        if isinstance(each.id, tuple) and not all(each.string):
            catalogue.delete(each.id, each.context)
    with po.with_suffix(".mo").open("wb") as mo:
        write_mo(mo, catalogue)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        compiled(Path(each))
