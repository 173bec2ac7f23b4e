"""Sessions from their start to what is kept of them: hearing everyone, an open agenda, a decision, a case."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.scenarios.stage import Filled, Person, Stage
from tests.scenarios.test_walk import founds, next_tuesday, speaks_english

NOTHING = "Nothing (more) from me"
MINUTE = timedelta(minutes=1)
SPEAKING = re.compile("Speaks: (.*)")


async def test_every_voice_is_heard_alone_in_pairs_in_fours_and_by_all(stage: Stage) -> None:
    people = await a_circle(stage, 4)
    noor, *_ = people
    await starts(noor, "one two four all", "how we begin a letter")
    await come(people[1:], "One, two, four, all")
    await noor.presses("Begin the session", on="One, two, four, all")
    for person in people:
        await gives(person, "Alone", f"A thought of {person.name}")
    for person, other in zip(people, (*people[1:], noor), strict=True):
        assert f"A thought of {person.name}" in await person.sees("Your notes, for you alone")
        await person.has_not_seen(f"A thought of {other.name}")
    for person in await one_of_each_group(stage, people, "side by side", under="One, two, four, all"):
        await gives(person, "In pairs", f"Two found this, says {person.name}")
    for person in people:
        await person.presses(NOTHING, on="In pairs")
    await gives(noor, "In fours", "Four of us begin with what changes.")
    await shown(stage, "Four of us begin with what changes.", under="One, two, four, all")
    for person in people[1:]:
        await person.presses(NOTHING, on="In fours")
    for person in people:
        await gives(person, "All together", f"{person.name} would say what changes.")
    await shown(stage, "Thank you all", under="One, two, four, all")
    await is_kept(stage, people, "One, two, four, all", f"{people[1].name} would say what changes.")


async def test_an_open_agenda_is_voted_on_namelessly_and_talked_through_as_long_as_a_majority_wants(
    stage: Stage,
) -> None:
    people = await a_circle(stage, 5)
    noor, *_ = people
    await starts(noor, "lean coffee", "this month")
    await come(people[1:], "Lean coffee")
    await noor.presses("Begin the session", on="Lean coffee")
    for number, person in enumerate(people):
        await gives(person, "Topics", f"Topic number {number}")
    topics = await shown(stage, "Topic number 3", under="Lean coffee")
    assert not any(person.name in topics for person in people)
    for person in people:
        await person.presses(NOTHING, on="In short")
    for person in people:
        await person.presses("Place my dots", on="Three dots")
        await person.fills_in(dot_0=("Topic number 3",), dot_1=("Topic number 3",), dot_2=("Topic number 1",))
    await shown(stage, "Topic number 3", under="Lean coffee")
    await stage.moves_clock_to(stage.now() + 5.5 * MINUTE)
    await shown(stage, "Time is up for this topic", under="Lean coffee")
    for person in people[:3]:
        await person.presses("Go on with this", on="Time is up for this topic")
    await stage.moves_clock_to(stage.now() + 2 * MINUTE)
    for person in people:
        await gives(person, "Talk", f"{person.name} has tried it.")
    await noor.presses("Where it stands", on="Talk")
    await noor.presses("End the session…", on="Where it stands")
    await noor.presses("End it now", on="End Lean coffee")
    await shown(stage, "ends here, earlier than planned", under="Lean coffee")
    await is_kept(stage, people, "Lean coffee", f"{people[1].name} has tried it.")


async def test_an_objection_is_integrated_before_there_is_a_decision(stage: Stage) -> None:
    people = await a_circle(stage, 3)
    noor, jonas, marta = people
    await starts(noor, "decision by consent", "who reads before sending", minimum="3")
    await come((jonas, marta), "Decision by consent")
    await noor.presses("Take the role: Proposer", on="Decision by consent")
    await noor.presses("Begin the session", on="Decision by consent")
    await gives(noor, "The proposal", "Two people read every letter.")
    await gives(jonas, "Questions only", "Every letter?")
    await gives(noor, "Questions only", "Every letter.")
    for person in people:
        await person.presses(NOTHING, on="Questions only")
    for person in (jonas, marta):
        await gives(person, "Reactions", f"{person.name} thinks of the time it takes.")
    await gives(noor, "The proposal now", "Two people read every letter that says no.")
    await consents(noor, marta)
    await chooses(jonas, "objection", "Who answers on a Friday would wait till Monday.")
    told = await shown(stage, "Who answers on a Friday", under="Decision by consent")
    drawn = await stage.thread_draws("Who answers on a Friday", under="Decision by consent")
    assert drawn == "Bar chart: I consent: 2; I have an objection: 1"
    assert told.index("I consent") < told.index("I have an objection", told.index("I consent"))
    await gives(jonas, "Integrating", "On Fridays one reader is enough.")
    for person in people:
        await person.presses(NOTHING, on="Integrating")
    await gives(noor, "The proposal now", "Two people read every letter that says no, on Fridays one.")
    await consents(*people)
    await shown(stage, "No objection: the proposal stands.", under="Decision by consent")
    await is_kept(stage, (noor, jonas), "Decision by consent", "on Fridays one.")


async def test_a_case_stays_with_those_who_think_it_through(stage: Stage) -> None:
    people = await a_circle(stage, 5)
    *circle, outsider = people
    noor, jonas, marta, camille = circle
    await starts(noor, "case consultation", "a letter that hurt")
    await come(circle[1:], "Case consultation")
    await noor.presses("Begin the session", on="Case consultation")
    await gives(jonas, "Who tells", "I could tell of a letter I regret.", button="Offer myself")
    for person in (noor, marta, camille):
        await person.presses(NOTHING, on="Who tells")
    await gives(jonas, "The story", "I wrote no, and she wept.")
    await gives(jonas, "Key question", "How do I say no and stay kind?")
    await jonas.presses("Choose", on="The form")
    await jonas.fills_in(pick=("ideas",))
    for person in (noor, marta, camille):
        await gives(person, "Ideas", f"An idea of {person.name}")
    await gives(jonas, "What I take with me", "I call before I write.")
    for person in circle:
        assert "she wept" in await hears(stage, person, "she wept")
        await hears(stage, person, "Thank you all")
    await outsider.has_not_seen("she wept")
    await outsider.has_not_seen("An idea of")
    question = "How do I say no and stay kind?"
    await is_kept(stage, circle, "Case consultation", question, source=jonas, audience="community")
    await outsider.says("find what we found out")
    assert question in await outsider.sees(question)


async def a_circle(stage: Stage, size: int) -> Sequence[Person]:
    """So many members of a community, on a Tuesday morning; the first facilitates."""
    people = stage.people[:size]
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in people:
        await speaks_english(person)
    await founds(people[0], stage)
    for person in people[1:]:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")
    await stage.moves_clock_to(at_ten(stage.now()))
    return people


def at_ten(now: datetime) -> datetime:
    return max(now, next_tuesday(now - timedelta(days=7), hour=10))


async def starts(host: Person, playbook: str, subject: str, **more: Filled) -> None:
    await host.says(f"start {playbook}")
    await host.fills_in(subject=subject, tempo=("sync",), **more)
    await host.sees("People can join there now")


async def come(people: Sequence[Person], title: str) -> None:
    for person in people:
        await person.presses("Take part", on=title)
        await person.sees("You take part in")


async def gives(person: Person, phase: str, words: str, button: str = "Contribute") -> None:
    await person.presses(button, on=phase)
    await person.fills_in(text_0_0=words)


async def chooses(person: Person, option: str, why: str) -> None:
    await person.presses("Choose", on="The round")
    await person.fills_in(pick=(option,), text_0_0=why)


async def consents(*people: Person) -> None:
    for person in people:
        await chooses(person, "consent", "")


async def one_of_each_group(stage: Stage, people: Sequence[Person], prompt: str, *, under: str) -> Sequence[Person]:
    """By what the card says of who speaks together."""
    told = SPEAKING.search(await shown(stage, prompt, under=under))
    assert told
    return [next(person for person in people if person.name in group) for group in told[1].split("; ")]


async def shown(stage: Stage, words: str, *, under: str) -> str:
    return await stage.thread_shows(words, under=under)


async def hears(stage: Stage, person: Person, words: str) -> str:
    """In the private group, or where there is none by a direct message."""
    return await (person.sees_in_group(words) if stage.makes_groups else person.sees(words))


async def is_kept(
    stage: Stage, people: Sequence[Person], title: str, words: str, source: Person | None = None, audience: str = ""
) -> None:
    """The first drafts a card, everyone quoted agrees, and it is found."""
    first = source or people[0]
    await first.presses("Make a card of it", on=f"{title}:")
    await first.fills_in(title="What we found out", **({"audience": (audience,)} if audience else {}))
    for person in people:
        if person is not first:
            await person.sees("May your words be kept")
            await person.presses("Yes, keep my words", on="May your words be kept")
    await first.says("find what we found out")
    await first.presses("Show: What we found out", on="What we found out")
    assert words in await first.sees(words)
