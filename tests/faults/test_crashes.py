"""What is left when the program, the power or the disk fails: a short seeded round.

`python3 dev.py faults` does the full counts.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import EDUCATOR
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.i18n.labels import sentence
from casedesk.store.errors import StoreFull
from tests.faults import io_faults, powercut
from tests.faults.association import judged
from tests.faults.tally import Tally
from tests.faults.witness import heard

Round = Callable[[str, int], Tally]


def test_C01_nothing_acknowledged_is_lost_when_the_program_is_killed(
    trials: Round,
) -> None:
    tally = trials("kills", 16)

    assert tally.outcomes == {"sound": 16}


def test_C02_nothing_acknowledged_is_lost_when_the_power_fails(trials: Round) -> None:
    tally = trials("cuts", 10)

    assert tally.outcomes == {"sound": 10}


def test_C03_a_disk_that_lies_loses_last_words_and_nothing_is_torn_unseen(
    trials: Round,
) -> None:
    tally = trials("lies", 10)

    assert (tally.tried, tally.lost) == (10, 0), tally.note
    assert tally.share(*powercut.READABLE) > 0.5  # 0.8 in the full count


def test_C04_a_header_is_the_old_one_or_the_new_one_when_the_power_fails(
    trials: Round,
) -> None:
    tally = trials("header_cuts", 30)

    assert (tally.tried, tally.lost) == (30, 0), tally.note


def test_C05_a_log_that_was_cut_off_gives_an_earlier_state_whole(
    trials: Round,
) -> None:
    tally = trials("logs", 8)

    assert set(tally.outcomes) <= {"an earlier state", "the last state"}
    assert tally.tried == 8


def test_C08_a_full_disk_is_said_and_the_draft_is_kept(vault: TrainingVault) -> None:
    with vault.sitting(EDUCATOR) as sitting:
        draft = sitting.desk.do(BeginDraft("no", "no"))
        sitting.desk.do(SaveDraft(draft, {"in_danger": "no", "words": "Un début"}))

    told = io_faults.full(vault, seed=1)

    assert {"refused store_full", "refused disk_full"} & set(told)
    assert told[-1] == "ended"
    assert judged(vault, heard(told)) == "sound"
    with vault.sitting(EDUCATOR) as sitting:
        assert sitting.desk.reads.my_drafts()[0].id == draft
    assert "plein" in sentence(StoreFull())


def test_C11_a_disk_that_answers_with_an_error_loses_nothing_acknowledged(
    trials: Round,
) -> None:
    tally = trials("io", 4)

    assert set(tally.outcomes) <= {"shown, then sound", "nothing to show, sound"}
    assert tally.tried == 4


def test_K07_a_kill_while_a_passphrase_changes_leaves_one_that_opens(
    trials: Round,
) -> None:
    tally = trials("passphrase", 12)

    assert set(tally.outcomes) <= {"the old one opens", "the new one opens"}
    assert tally.tried == 12


def test_S14_a_kill_during_an_upgrade_leaves_the_old_schema_or_the_new(
    trials: Round,
) -> None:
    tally = trials("upgrade", 6)

    assert set(tally.outcomes) <= {"old", "new"}
    assert tally.tried == 6


@pytest.mark.parametrize(
    ("name", "count"), [("rot", 32), ("replay", 30), ("replays", 10)]
)
def test_S07_S12_pages_that_are_not_as_they_were_written_are_noticed(
    trials: Round, name: str, count: int
) -> None:
    tally = trials(name, count)

    assert (tally.tried, tally.lost) == (count, 0), tally.note


def test_K03_a_header_damaged_by_chance_never_opens_as_another(trials: Round) -> None:
    tally = trials("headers", 200)

    assert (tally.tried, tally.lost) == (200, 0), tally.note
    assert len(tally.outcomes) > 5  # it gets further in than the first check
