"""The circuit as a table: closed names, reachable stages, no way to get stuck."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedesk import paths
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.guards import GUARDS
from casedesk.circuit.stages import Guard, Stage, Step, WrongTable, read_circuit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def circuit():
    return read_circuit(paths.read_text("circuit/basic.toml"))


def test_every_step_stands_in_the_table(circuit):
    assert {row.step for row in circuit.transitions} == set(Step)


def test_every_guard_has_a_question_and_is_asked(circuit):
    assert set(GUARDS) == set(Guard)
    assert {guard for row in circuit.transitions for guard in row.guards} == set(Guard)


def wrong(change):
    """What is said of the shipped table with something changed."""
    with pytest.raises(WrongTable) as refused:
        read_circuit(change(paths.read_text("circuit/basic.toml")))
    return str(refused.value)


def leading_to(text, step, stage):
    """The table with one step leading elsewhere."""
    before, mark, after = text.partition(f'step = "{step}"\n')
    origin, to, rest = after.partition('to = "')
    return before + mark + origin + to + stage + rest[rest.index('"') :]


def test_a_table_with_a_stage_that_nothing_leads_to_is_refused():
    told = wrong(lambda text: leading_to(text, "SUSPEND", "WATCH"))

    assert told == "no step leads to SUSPENDED"


def test_a_table_in_which_a_case_gets_stuck_is_refused():
    def only_in(text):
        return "\n".join(
            line.replace('"WATCH", ', "").replace(', "WATCH"', "")
            if line.startswith("from")
            else line
            for line in text.splitlines()
        )

    assert wrong(only_in) == "from WATCH no case is ever closed"


def test_a_table_in_which_nobody_answers_or_nothing_is_clocked_is_refused():
    assert wrong(lambda text: text.replace('WATCH = "referent"\n', "")) == (
        "nobody answers for a case at WATCH"
    )
    assert wrong(lambda text: text.replace("[clock.WATCH]", "[clock.CLOSED]")) == (
        "a case at WATCH has no clock; CLOSED is an end and has a clock"
    )


def test_a_table_in_which_one_step_leads_to_two_places_is_refused():
    told = wrong(
        lambda text: text.replace(
            'step = "RESUME"\nfrom = ["SUSPENDED"]',
            'step = "REASSESS"\nfrom = ["SUSPENDED"]',
        )
    )

    assert told == "REASSESS leads from SUSPENDED to two places"


def test_every_stage_is_reached(circuit):
    assert {row.stage for row in circuit.transitions if row.stage} == set(Stage)


def test_an_end_is_left_by_one_step_only(circuit):
    over = [stage for stage in Stage if not stage.is_open]

    steps = {stage: [row.step for row in circuit.leading_from(stage)] for stage in over}

    assert steps == {Stage.CLOSED: [Step.REOPEN], Stage.DUPLICATE: [Step.SEPARATE]}


def test_a_step_from_a_stage_it_does_not_leave_is_refused(circuit):
    with pytest.raises(IllegalStep) as refused:
        circuit.transition(Stage.LOGGED, Step.ORIENT)

    assert refused.value.parameters == {"stage": Stage.LOGGED, "step": Step.ORIENT}


def test_every_stage_of_the_team_has_a_clock(circuit):
    for stage in (each for each in Stage if each.is_open and each is not Stage.DRAFT):
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
