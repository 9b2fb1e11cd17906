"""Keys: who can open which compartment of the association's vault, and nothing else.

A passphrase opens a person's identity, the identity opens the keys of the compartments
that person was given, and the header that lists both is signed by the director
(security §3). This package knows nothing of cases, SQL or screens, never translates,
and is the only one that imports cryptography.
"""

from __future__ import annotations
