"""Delivery says in parts what a platform has no room for."""

from datetime import timedelta

from facilitation.people import PlaceRef
from facilitation.ports.platform import Ambiguous
from tests.bot.house import HERE, Fault, House

SECOND = timedelta(seconds=1)


async def test_what_is_too_long_is_said_in_parts_and_told_once(home: House) -> None:
    home.platform.longest = 20
    await home.post("one two three four five six seven", key="k")
    await home.postman.drain()
    first, *rest = home.platform.texts()
    assert "".join((first, *rest)).replace(" ", "") == "onetwothreefourfivesixseven"
    assert {outgoing.to for _, outgoing in home.platform.arrived[1:]} == {
        PlaceRef(HERE, "general", home.platform.arrived[0][1].id)
    }
    assert [sent.key for sent in home.listener.sent if sent.key] == ["k"]


async def test_parts_follow_a_message_that_had_to_be_looked_for(home: House) -> None:
    home.platform.longest = 20
    home.platform.faults["general"] = [Fault(Ambiguous("reset"), arrives=True)]
    await home.post("one two three four five six seven")
    await home.postman.drain()
    await home.deliver_after(30 * SECOND)
    assert "".join(home.platform.texts()).replace(" ", "") == "onetwothreefourfivesixseven"
