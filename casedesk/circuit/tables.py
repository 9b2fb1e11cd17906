"""Resources as tables: what the program ships with is TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=32)
def read_table(text: str) -> Mapping[str, Any]:
    """Read once, however often an unlock settles it anew; nobody writes into it.

    Raises ValueError for what is no TOML.
    """
    return tomllib.loads(text)
