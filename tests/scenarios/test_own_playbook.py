"""A facilitator adapts a playbook in the chat, is told what is wrong, tries it out alone, and offers it."""

from facilitation.playbooks import shelf
from facilitation.sessions.formats.parts import split
from tests.scenarios.stage import Stage
from tests.scenarios.test_walk import founds, next_tuesday, speaks_english

OWN = "title: {en: Two ears, nl: Twee oren, fr: Deux oreilles}"


async def test_a_facilitator_adapts_a_playbook_and_offers_it(stage: Stage) -> None:
    noor, jonas, *_ = stage.people
    text = shelf.text_of("troika")
    assert text
    first = split(text)[0]
    title = next(line for line in first.splitlines() if line.startswith("title:"))
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in stage.people:
        await speaks_english(person)
    await founds(noor, stage)
    await jonas.presses("Join this community", on="Clear writing begins")

    await noor.says("playbook troika")
    await noor.presses("Adapt it, as YAML", on="Troika")
    await noor.fills_in()
    told = "\n".join([await noor.sees_form(), *(await noor.sees_errors()).values()])
    assert "is what another playbook is called" in told

    await noor.fills_in(part_1=first.replace(title, OWN))
    await noor.sees("Kept as version 1")
    await noor.presses("Try it out", on="Two ears")
    await noor.fills_in()
    await noor.sees("Rehearsal: Two ears")
    await noor.presses("On to the next phase", on="Rehearsal: ")
    await noor.presses("End the rehearsal", on="Rehearsal: Two ears")

    await noor.presses("Change it step by step", on="Two ears")
    await noor.presses("Add a phase", on="Putting together: Two ears")
    await noor.fills_in(title="A last word", prompt="What do you take along?")
    await noor.presses("Done: keep it", on="Putting together: Two ears")
    await noor.sees("Kept as version 2")

    await noor.presses("Offer it to the community", on="Two ears")
    await stage.channel_shows("A new playbook: Two ears")
    await jonas.says("start two ears")
    assert "For quick advice in threes" in await jonas.sees_form()
