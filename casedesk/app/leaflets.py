"""The poster and the repertory of the association's territory, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR
from casedesk.app.walk import Printed
from casedesk.circuit.codes import PAPER
from casedesk.circuit.dates import local
from casedesk.circuit.leaflets import poster, repertory
from casedesk.circuit.paper import LeafletFrame, Mark, Typesetter


def leaflets(vault: TrainingVault, typesetter: Typesetter) -> Iterator[Printed]:
    """What hangs on the wall, and what families take along."""
    with vault.sitting(DIRECTOR) as sitting:
        reads, rules = sitting.desk.reads, sitting.rules
        territory = reads.setting("territory")
        for language in PAPER:
            frame = LeafletFrame(
                reads.sender(),
                rules.codes.label("TERRITORY", territory, language),
                language,
                local(vault.clock()),
                Mark.SPECIMEN,
            )
            on_the_wall = poster(reads, rules, frame, territory)
            yield f"poster-{language}", typesetter.hang(on_the_wall)
            for_families = repertory(reads, rules, frame, territory)
            yield f"repertory-{language}", typesetter.list_help(for_families)
