"""The circuit as a table: closed names, reachable stages, no way to get stuck."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedesk import paths
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.guards import GUARDS
from casedesk.circuit.stages import Guard, Stage, Step, read_circuit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def circuit():
    return read_circuit(paths.read_text("circuit/basic.toml"))


def test_every_step_stands_in_the_table(circuit):
    assert {row.step for row in circuit.transitions} == set(Step)


def test_every_guard_has_a_question_and_is_asked(circuit):
    assert set(GUARDS) == set(Guard)
    assert {guard for row in circuit.transitions for guard in row.guards} == set(Guard)


def test_every_stage_is_reached(circuit):
    assert {row.stage for row in circuit.transitions} == set(Stage)


def test_no_stage_but_the_last_is_a_dead_end(circuit):
    ends = [stage for stage in Stage if not circuit.leading_from(stage)]

    assert ends == [Stage.CLOSED]


def test_a_step_from_a_stage_it_does_not_leave_is_refused(circuit):
    with pytest.raises(IllegalStep) as refused:
        circuit.transition(Stage.LOGGED, Step.ORIENT)

    assert refused.value.parameters == {"stage": Stage.LOGGED, "step": Step.ORIENT}


def test_every_stage_of_the_team_has_a_clock(circuit):
    for stage in set(Stage) - {Stage.DRAFT, Stage.CLOSED}:
        assert circuit.due(stage, NOON, "", urgent=False) > NOON
    assert circuit.due(Stage.CLOSED, NOON, "4", urgent=True) is None


def test_danger_shortens_the_clocks(circuit):
    for stage in (Stage.LOGGED, Stage.ASSESSING, Stage.DECISION, Stage.ORIENTING):
        calm = circuit.due(stage, NOON, "", urgent=False)
        assert circuit.due(stage, NOON, "", urgent=True) < calm
    grave, mild = (
        circuit.due(Stage.FOLLOWUP, NOON, danger, urgent=False) for danger in "41"
    )
    assert grave == NOON + timedelta(days=1) < mild


def test_a_table_with_an_invented_name_is_refused():
    text = paths.read_text("circuit/basic.toml").replace('"SUBMIT"', '"WAVE_THROUGH"')

    with pytest.raises(ValueError, match="WAVE_THROUGH"):
        read_circuit(text)
