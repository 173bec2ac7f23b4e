"""Whoever replied in a thread and was never a member is forgotten as members are: on both sides, copies as well."""

from datetime import timedelta

import pytest

from bot.erasing import erase_person
from facilitation.events import Actor
from facilitation.people import AccountRef
from tests.facilitation.linking.ground import CONTRACTS, NOOR, home, northwind
from tests.facilitation.linking.test_rounds_and_sessions import village
from tests.village import CHANNEL, Village, someone

__all__ = ["village"]

AT_HOME = someone("Dirk", workspace=CHANNEL.workspace)
THERE = Actor(ref=AccountRef(CONTRACTS.workspace, "carl"), name="Carl")


@pytest.mark.parametrize("who", [AT_HOME, THERE], ids=["at home", "in a linked place"])
def test_the_words_of_who_merely_replied_are_gone_from_both_places(village: Village, who: Actor) -> None:
    sides = home(village), northwind(village)
    here, there = sides if who is AT_HOME else sides[::-1]
    sides[0].fill(NOOR, sides[0].command(NOOR, "ask"), title="Who has the stapler?", reach=("community",))
    here.say(who, "Look in the attic.", here.card("stapler").id)
    village.pass_time(timedelta(minutes=1))
    assert "attic" in str(there.thread(there.card("stapler").id))
    assert "attic" in str(replies(village))
    erase_person(village.store, who.ref)
    village.pass_time(timedelta(minutes=1))
    assert "attic" not in str(there.thread(there.card("stapler").id))
    assert "attic" not in str(replies(village))


def replies(village: Village) -> list[str]:
    return village.within(
        lambda unit: [
            reply.text
            for question in unit.questions.asked_by(NOOR.ref)
            for reply in unit.questions.replies(question.id, 9)
        ]
    )
