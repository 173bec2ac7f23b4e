"""A thread is kept by those who agree; a practice is reviewed, retired, brought back; who leaves, leaves something."""

from datetime import timedelta

from tests.scenarios.stage import Person, Stage
from tests.scenarios.test_walk import PREPARE, founds, next_tuesday, speaks_english

WRITE = "I write down what I hope for."
ALOUD = "I say the first sentence aloud beforehand."
SLEEP = "I sleep on it and decide nothing that day."
TITLE = "Before a difficult conversation"
WALK = "Walk a round together before you sit down."


async def begins(stage: Stage) -> tuple[Person, ...]:
    """Everybody is in the community, on a Tuesday at ten."""
    people = stage.people[:5]
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=10))
    for person in people:
        await speaks_english(person)
    await founds(people[0], stage)
    for person in people[1:]:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")
    return people


async def test_a_thread_is_kept_with_one_author_refusing_and_one_withdrawing_later(stage: Stage) -> None:
    noor, jonas, marta, ada, ben = await begins(stage)
    await jonas.says("ask")
    await jonas.fills_in(title=PREPARE, detail="")
    await stage.channel_shows(PREPARE)
    for person, words in ((marta, WRITE), (ada, ALOUD), (ben, SLEEP)):
        await person.writes(words, under=PREPARE)

    await noor.would_keep(WRITE, ALOUD, SLEEP)
    assert "Whoever says no, or nothing, is left out" in await noor.sees_form()
    await noor.fills_in(title=TITLE, place0=("3",), place2=("1",))
    shown = await marta.sees("May your words be kept")
    assert WRITE in shown
    assert ALOUD not in shown
    await marta.presses("Yes, keep my words", on="May your words be kept")
    await ada.presses("No, leave my words out", on="May your words be kept")
    await ben.presses("Yes, keep my words", on="May your words be kept")
    await noor.says("find difficult conversation")
    await noor.sees("Nothing is kept about")

    await stage.moves_clock_to(stage.now() + timedelta(days=8))
    await noor.sees("is kept, with the words of those who agreed")
    kept = await reads(jonas, "difficult conversation")
    assert kept.index(SLEEP) < kept.index(WRITE)
    assert ALOUD not in kept
    assert ada.name not in kept

    await ben.presses("Take my words back", on=f"Kept: {TITLE}")
    await ben.sees("Your words are taken back")
    kept = await reads(ada, "difficult conversation")
    assert WRITE in kept
    assert SLEEP not in kept


async def test_any_message_is_kept_by_a_pin_where_a_bot_may_read_one(stage: Stage) -> None:
    noor, jonas, marta, *_ = await begins(stage)
    if not stage.hears_reactions:
        await noor.reacts("📌", to="Clear writing begins")
        assert "Open the message's own menu" in await noor.sees("Would you like to keep a message for others?")
        return
    await jonas.writes(SLEEP)
    await noor.reacts("📌", to=SLEEP)
    assert SLEEP not in await noor.sees("You pinned 1 message")
    await noor.presses("Keep it…", on="Keep it for others?")
    assert SLEEP in await noor.sees_form()
    await noor.fills_in(title=TITLE)
    assert SLEEP in await jonas.sees("May your words be kept")
    await jonas.presses("Yes, keep my words", on="May your words be kept")
    assert SLEEP in await reads(marta, "difficult conversation")


async def test_a_practice_is_tried_reviewed_retired_and_brought_back(stage: Stage) -> None:
    noor, jonas, marta, ada, _ = await begins(stage)
    await noor.says("keep practice")
    await noor.fills_in(title=TITLE, field_how=WALK)
    await noor.sees(f"Kept: {TITLE}")

    await reads(jonas, "round together")
    await jonas.presses("I tried it", on=TITLE)
    await jonas.fills_in(note="It works when there is a park.")
    await jonas.sees("It is noted that you used")
    await further(marta, "I read it with fresh eyes: it holds")
    await marta.sees("is reviewed now, by you")
    await further(noor, "I'll tend it")
    await noor.sees("You tend")
    seen = await reads(ada, "round together", "It works when there is a park.")
    assert "reviewed with fresh eyes" in seen
    assert f"{noor.name} tends it" in seen

    await further(noor, "Retire it")
    await noor.presses("Yes, retire it", on="Retire")
    await noor.sees("Whoever finds it sees that it is no longer our way")
    await reads(jonas, "round together", "retired: no longer our way")
    await noor.presses("Bring it back", on="Retired")
    await noor.sees("is in use again")
    await reads(marta, "round together", "reviewed with fresh eyes")


async def test_who_leaves_leaves_something_for_others(stage: Stage) -> None:
    noor, jonas, *_ = await begins(stage)
    await jonas.says("leave")
    await jonas.presses("Leave a lesson for others", on="Now that you have left")
    await jonas.fills_in(title="The archive", field_learned=WALK)
    await jonas.sees("Kept: The archive")
    await noor.says("find archive")
    await noor.presses("Show: The archive", on="kept about")
    await noor.sees(WALK)


async def reads(person: Person, words: str, that: str = "Everyone quoted agreed to keep it") -> str:
    """Find it, and open it, with those words on it."""
    await person.says(f"find {words}")
    await person.presses(f"Show: {TITLE}", on="kept about")
    return await person.sees(that)


async def further(person: Person, label: str) -> None:
    """One of the things behind "More…"."""
    await reads(person, "round together")
    await person.presses("More…", on=TITLE)
    await person.presses(label, on="About")
