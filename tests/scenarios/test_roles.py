"""Roles on every platform: a sponsor named and asked, an agreement at the edge, and a log that tells of both."""

import re

from tests.scenarios.stage import Stage
from tests.scenarios.test_walk import founds, next_tuesday, speaks_english

CODE = re.compile(r"come in ([A-Z2-7-]{29})")
ASKED = "Two hours a week for whoever writes."
ANSWERED = "From the first of May on."
BRINGS = "A letter to look at, each spring."


async def begins(stage: Stage) -> None:
    """All but the last join: she is the director."""
    noor, *others, _ = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=10))
    for person in stage.people:
        await speaks_english(person)
    await founds(noor, stage)
    for person in others:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")


async def test_a_sponsor_comes_in_by_consent_is_asked_and_answers_for_all_to_read(stage: Stage) -> None:
    await begins(stage)
    noor, jonas, marta, *_, director = stage.people
    await noor.says("sponsor")
    await noor.presses("Propose a sponsor", on="Sponsors of Clear writing")
    assert "All who facilitate must consent" in await noor.sees_form()
    await noor.fills_in(called="Our director")
    await noor.presses("Show the code", on="Our director can become a sponsor")
    found = CODE.search(await noor.sees("Have them say to Kring"))
    assert found
    await director.tells_kring(f"come in {found.group(1)}")
    await director.sees("You sponsor Clear writing now")

    await marta.says("support")
    await marta.presses("Ask our sponsor", on="What Clear writing asks its sponsor")
    assert "read it with your name" in await marta.sees_form()
    await marta.fills_in(text=ASKED)
    assert ASKED in await stage.channel_shows("asks our sponsor")
    await director.presses("Answer for all to read", on="asks our sponsor")
    await director.fills_in(text=ANSWERED)
    assert ASKED in await stage.channel_shows(ANSWERED)

    await director.tells_kring("sponsor")
    seen = await director.sees("Clear writing, for its sponsor")
    assert marta.name not in seen
    await director.tells_kring("open questions")
    await director.sees("That is for members of Clear writing")
    await jonas.says("log")
    told = await jonas.sees("What changed in Clear writing")
    assert "became a sponsor" in told
    assert ASKED not in told


async def test_somebody_at_the_edge_and_the_core_agree(stage: Stage) -> None:
    await begins(stage)
    noor, jonas, marta, *_ = stage.people
    await jonas.says("level")
    await jonas.fills_in(level=("peripheral",))
    await jonas.says("agreement")
    await jonas.presses("Propose an agreement", on="Agreements in Clear writing")
    await jonas.fills_in(brings=BRINGS, expects="To read along")
    await noor.presses("I accept", on="proposes an agreement")
    await jonas.sees("the agreement in Clear writing stands")
    await marta.says("agreement")
    assert BRINGS in await marta.sees("Agreements in Clear writing")
