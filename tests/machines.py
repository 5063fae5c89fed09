"""Running a state machine against whichever engine a test is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

if TYPE_CHECKING:
    from tests.companies import Companies


def run_machine(
    machine: type[RuleBasedStateMachine], companies: Companies, *, examples: int, steps: int
) -> None:
    """Run a machine whose ``companies`` say on which engine it works."""
    run_state_machine_as_test(
        type("Machine", (machine,), {"companies": companies}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
