"""A channel of the same workspace as a side of its own: those in it read what is theirs, and nobody else does."""

from tests.scenarios.stage import HERE, Person, Stage
from tests.scenarios.test_knowledge import begins

TITLE = "Who reads our letters first?"
REPLY = "Whoever has least to do with them."
LESSON = "What our own readers taught us"


async def begins_apart(stage: Stage) -> Stage:
    """Two of five are in a channel of their own, which whoever facilitates made a side."""
    await begins(stage)
    apart = await stage.apart()
    own_noor, own_jonas, *_ = apart.people
    await own_noor.says("link here")
    assert "nobody else" in await own_noor.sees_form()
    await own_noor.fills_in(channel=HERE, side="Editors")
    await own_noor.sees("Editors have a place of their own")
    await stage.channel_shows("Editors have a place of their own")
    await own_jonas.presses("Open questions", on="A place for Editors")
    return apart


async def asks(person: Person) -> None:
    await person.says("ask")
    assert "Our side only: Editors" in await person.sees_form()
    await person.fills_in(title=TITLE, detail="")
    await person.sees("Your question is asked")


async def test_what_is_asked_there_is_answered_there_and_found_by_nobody_else(stage: Stage) -> None:
    apart = await begins_apart(stage)
    _, _, marta, *_ = stage.people
    noor, jonas, *_ = apart.people
    await asks(jonas)
    assert "Editors" in await apart.channel_shows(TITLE)
    await noor.writes(REPLY, under=TITLE)
    await jonas.presses("Choose the reply that helped", on=TITLE)
    await jonas.fills_in(reply=(f"{noor.name}: {REPLY}",))
    assert noor.name in await apart.channel_shows("Answered by")

    await marta.says("find letters first")
    await marta.sees("Nothing is kept about")
    await marta.tells_kring("open questions")
    for words in (TITLE, REPLY):
        await marta.has_not_seen(words)


async def test_who_leaves_the_channel_finds_what_was_kept_there_no_more(stage: Stage) -> None:
    apart = await begins_apart(stage)
    _, _, marta, *_ = stage.people
    noor, jonas, *_ = apart.people
    await noor.says("keep lesson")
    assert "Our side only: Editors" in await noor.sees_form()
    await noor.fills_in(title=LESSON, field_happened=REPLY)
    await noor.sees(f"Kept: {LESSON}")
    await jonas.says("find readers taught")
    await jonas.sees(LESSON)
    await marta.says("find readers taught")
    await marta.sees("Nothing is kept about")

    await jonas.leaves()
    await jonas.tells_kring("find readers taught")
    await jonas.sees("Nothing is kept about")
    await noor.says("find readers taught")
    await noor.sees(LESSON)
    await marta.has_not_seen(LESSON)
