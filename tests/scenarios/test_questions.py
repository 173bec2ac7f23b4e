"""Questions on every platform: one without a name from asking to what came of it, and one that others have already."""

import asyncio
import re
from datetime import timedelta

from tests.scenarios.stage import Person, Stage
from tests.scenarios.test_walk import founds, next_tuesday, speaks_english

DOUBT = "Why does the lawyer read every letter last?"
REASON = "Since the case of 2019 we all want to be sure."
NOTE = "We ask the lawyer first now, for five lines."
PLAIN = "How do I translate a contract into plain language?"
EENVOUDIG = "Hoe vertaal ik een contract in eenvoudige taal?"
UNDERSTOOD_WITHIN = 6  # seconds until a document has its meaning, model and all; until then words alone are looked at
CODE = re.compile(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}")


async def begins(stage: Stage) -> None:
    noor, *others = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=10))
    for person in stage.people:
        await speaks_english(person)
    await founds(noor, stage)
    for person in others:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")


async def with_receipt(person: Person, code: str, presses: str) -> None:
    await person.tells_kring(f"receipt {code}")
    await person.sees(f"Your code: {code}")
    await person.presses(presses, on="Your receipt")


async def test_an_anonymous_challenge_from_asking_to_what_came_of_it(stage: Stage) -> None:
    await begins(stage)
    noor, jonas, marta, *_ = stage.people
    await marta.says("ask")
    assert "keep nothing that leads back to you" in await marta.sees_form()
    await marta.fills_in(title=DOUBT, detail="It costs us weeks.", kind=("challenge",), name=("anonymous",))
    found = CODE.search(await marta.sees("Your receipt"))
    assert found
    await stage.moves_clock_to(stage.now() + timedelta(hours=1))
    shown = await stage.channel_shows(DOUBT)
    assert "Someone doubts this practice, anonymously" in shown
    assert marta.name not in shown

    await noor.presses("What else I can do", on=DOUBT)
    assert "Only its author withdraws it" in await noor.sees("This doubts a practice")
    await jonas.writes(REASON, under=DOUBT)
    await with_receipt(marta, found.group(), "The reply that moves it on")
    await marta.fills_in(reply=(f"{jonas.name}: {REASON}",))
    assert jonas.name in await stage.channel_shows("Taken further by")
    await jonas.sees("Your reply to")

    await stage.moves_clock_to(stage.now() + timedelta(days=14))
    await with_receipt(marta, found.group(), "Tell what I did with it")
    await marta.fills_in(what=("adapted",), words=NOTE, share=("thread",))
    told = await stage.thread_shows(NOTE, under=DOUBT)
    assert "Who asked did it in their own way" in told
    assert marta.name not in told


async def test_a_question_typed_to_kring_is_asked_joined_and_heard_of(stage: Stage) -> None:
    await begins(stage)
    noor, jonas, marta, *_ = stage.people
    await jonas.tells_kring("How do I thank a reader who found every mistake?")
    await jonas.presses("Ask a question", on="Shall I ask that?")
    await jonas.fills_in()
    await jonas.sees("Your question is asked")
    await marta.says("ask")
    await marta.fills_in(title="How do I thank a reader?", detail="")
    await marta.presses("Join that one", on="Has this been answered already?")
    await noor.writes("Read theirs as well as they read yours.", under="How do I thank a reader")
    await jonas.presses("Choose the reply that helped", on="How do I thank a reader")
    await jonas.fills_in(reply=(f"{noor.name}: Read theirs as well as they read yours.",))
    assert noor.name in await marta.sees("Answered: How do I thank a reader")


async def test_a_question_in_another_language_is_answered_by_one_that_was_asked(stage: Stage) -> None:
    await begins(stage)
    _, jonas, marta, newcomer, *_ = stage.people
    await newcomer.says("settings")
    await newcomer.fills_in(language=("nl",))
    await jonas.says("ask")
    await jonas.fills_in(title=PLAIN, detail="")
    await marta.writes("One sentence for each right, and one for each duty.", under=PLAIN)
    await jonas.presses("Choose the reply that helped", on=PLAIN)
    await jonas.fills_in(reply=(f"{marta.name}: One sentence for each right, and one for each duty.",))
    await stage.channel_shows("Answered by")
    await asyncio.sleep(UNDERSTOOD_WITHIN)
    await newcomer.says("vraag")
    await newcomer.fills_in(title=EENVOUDIG, detail="")
    assert f"Beantwoorde vraag: {PLAIN}" in await newcomer.sees("Is dit al eens beantwoord?")
    await newcomer.presses("Dit beantwoordt mijn vraag", on="Is dit al eens beantwoord?")
    await newcomer.sees("Niemand anders zag je vraag")
    await marta.has_not_seen(EENVOUDIG)
