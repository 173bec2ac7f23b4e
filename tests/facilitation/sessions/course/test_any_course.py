"""Whatever happens, in every playbook: it ends, no word is lost, no promise is broken, nobody is disturbed.

What must hold after each happening is in `promises`; it is looked at all along.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.playbooks import shelf
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course.effects import HasClosed
from tests.examples import USUAL
from tests.facilitation.sessions.course.invented import playbooks
from tests.facilitation.sessions.course.wandering import moves, wanderings

EVERY_KIND_OF_EXAMPLE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", shelf.names())
@settings(max_examples=USUAL // 8, suppress_health_check=EVERY_KIND_OF_EXAMPLE)
@given(data=st.data())
def test_however_it_goes_it_ends_and_keeps_its_promises(name: str, data: st.DataObject) -> None:
    playbook = shelf.built_in(name)
    assert playbook is not None
    wander(playbook, data)


@settings(max_examples=USUAL, suppress_health_check=EVERY_KIND_OF_EXAMPLE)
@given(data=st.data())
def test_so_does_every_playbook_that_could_be_written(data: st.DataObject) -> None:
    wander(data.draw(playbooks()), data)


def wander(playbook: Playbook, data: st.DataObject) -> None:
    wandering = data.draw(wanderings(playbook))
    for move in data.draw(moves):
        wandering.move(move)
    wandering.is_left_alone()
    assert wandering.sitting.is_closed
    assert len(wandering.sitting.all_told(HasClosed)) == 1
    assert wandering.once_more() == wandering.sitting.course
