"""The poster and the repertory of the association's territory, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR
from casedesk.app.walk import Printed
from casedesk.circuit.codes import Language
from casedesk.circuit.dates import local
from casedesk.circuit.leaflets import poster, repertory
from casedesk.circuit.paper import (
    LeafletFrame,
    Mark,
    Poster,
    Repertory,
    Typesetter,
)
from casedesk.circuit.paper_language import PaperLanguage, languages


def leaflets(vault: TrainingVault, typesetter: Typesetter) -> Iterator[Printed]:
    """What hangs on the wall, and what families take along."""
    with vault.sitting(DIRECTOR) as sitting:
        reads, rules = sitting.desk.reads, sitting.rules
        territory = reads.setting("territory")

        def frame(language: Language) -> LeafletFrame:
            return LeafletFrame(
                reads.sender(),
                rules.codes.label("TERRITORY", territory, language),
                language,
                local(vault.clock()),
                Mark.SPECIMEN,
            )

        def on_the_wall(language: Language) -> Poster:
            return poster(reads, rules, frame(language), territory)

        def for_families(language: Language) -> Repertory:
            return repertory(reads, rules, frame(language), territory)

        for each in PaperLanguage:
            spoken = languages(each, Language.FRENCH)
            yield f"poster-{each}", typesetter.hang(*map(on_the_wall, spoken))
            told = typesetter.list_help(*map(for_families, spoken))
            yield f"repertory-{each}", told
