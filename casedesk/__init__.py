"""casedesk: from a concern about a child to the institution that can help."""

from __future__ import annotations

__version__ = "0.4.1"
