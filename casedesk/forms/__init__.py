"""Paper: a filled sheet becomes a PDF, in memory, in French or in Arabic.

Nothing here reads a record or writes a file. `printer` is the way in; it is imported
when somebody prints for the first time, because reportlab is slow to load.
"""

from __future__ import annotations
