"""What a wheel holds beyond the code: compiled catalogues, and the resources."""

from __future__ import annotations

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
            with po.open("rb") as texts, po.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(texts, locale=po.parts[-3]))
        if version != "editable":
            build_data["force_include"]["resources"] = "casedesk/_resources"
