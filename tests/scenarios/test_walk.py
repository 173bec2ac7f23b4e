"""The walk: a community begins, checks in, asks, keeps what it learned, and finds it again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.scenarios.stage import ELSEWHERE, HERE, Filled, Person, Stage

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = 1
PREPARE = "How do you prepare a difficult conversation?"
WRITE_DOWN = "I write down what I hope for, and bring only that."
WORKING = "I am rewriting the letter to new tenants."


async def test_a_community_walks_from_founding_to_finding(stage: Stage) -> None:
    noor, jonas, marta, *others = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in stage.people:
        await speaks_english(person)

    await founds(noor, stage)
    for person in (jonas, marta, *others):
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")

    await sets_check_in(noor, visibility="sealed")
    await checks_in(stage, noor, jonas, marta)

    await asks_and_accepts(stage, asker=jonas, helper=marta)
    await keeps(stage, asker=jonas, helper=marta)
    await finds(noor)
    await is_shown_what_is_kept(stage, others[0])


async def test_an_anonymous_check_in_below_five_answers_shows_nothing(stage: Stage) -> None:
    noor, jonas, marta, *_ = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in stage.people:
        await speaks_english(person)
    await founds(noor, stage)
    for person in (jonas, marta):
        await person.presses("Join this community", on="Clear writing begins")
    await sets_check_in(noor, visibility="anonymous")
    await stage.moves_clock_to(at_ten(stage.now()))
    for person in (noor, jonas, marta):
        assert "at least 5 people answer" in await person.sees("Check-in of Clear writing")
        await answers(person, f"Something secret of {person.name}", few=("dropped",))
    await stage.moves_clock_to(stage.now() + timedelta(hours=25))
    await stage.channel_shows("Check-in of Tuesday")
    await stage.nobody_sees("Something secret")


async def test_an_anonymous_check_in_of_five_shows_answers_and_no_names(stage: Stage) -> None:
    noor, *others = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in stage.people:
        await speaks_english(person)
    await founds(noor, stage)
    for person in others:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")
    await sets_check_in(noor, visibility="anonymous")
    await stage.moves_clock_to(at_ten(stage.now()))
    for number, person in enumerate(stage.people[:5]):
        await answers(person, f"Voice number {number}")
    await stage.nobody_sees("Voice number")
    await stage.moves_clock_to(stage.now() + timedelta(hours=25))
    shown = await stage.thread_shows("Voice number 3", under="Check-in of Tuesday")
    assert all(f"Voice number {number}" in shown for number in range(5))
    assert not any(person.name in shown for person in stage.people)


async def test_an_open_check_in_shows_each_answer_as_it_comes_and_as_it_changes(stage: Stage) -> None:
    noor, jonas, *_ = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    for person in (noor, jonas):
        await speaks_english(person)
    await founds(noor, stage)
    await jonas.presses("Join this community", on="Clear writing begins")
    await sets_check_in(noor, visibility="open")
    await stage.moves_clock_to(at_ten(stage.now()))
    await answers(jonas, "A first thought")
    assert jonas.name in await stage.thread_shows("A first thought", under="Check-in of Tuesday")
    await jonas.presses("Change my answer", on="Thank you, your answer is in")
    await jonas.fills_in(answer_1="A second thought")
    await stage.thread_shows("A second thought", under="Check-in of Tuesday")
    await stage.nobody_sees("A first thought")


async def test_each_reads_a_moment_in_their_own_zone(stage: Stage) -> None:
    noor, *_ = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=9))
    await speaks_english(noor)
    await founds(noor, stage)
    await sets_check_in(noor, visibility="open")
    await stage.moves_clock_to(at_ten(stage.now()))
    closes = at_ten(stage.now()) + timedelta(days=1)
    hours = {person.zone: f"{closes.astimezone(ZoneInfo(person.zone)):%H:%M}" for person in stage.people}
    assert len(set(hours.values())) > 1
    for person in stage.people:
        shown = await person.reads("Check-in of Tuesday")
        assert hours[person.zone] in shown
        assert "Europe/" not in shown


async def test_who_refuses_is_not_kept_and_not_named(stage: Stage) -> None:
    noor, jonas, marta, *_ = stage.people
    await stage.moves_clock_to(next_tuesday(stage.now(), hour=10))
    for person in (noor, jonas, marta):
        await speaks_english(person)
    await founds(noor, stage)
    for person in (jonas, marta):
        await person.presses("Join this community", on="Clear writing begins")
    await asks_and_accepts(stage, asker=jonas, helper=marta)
    await jonas.presses("Keep this answer", on="Keep it for others?")
    await jonas.fills_in()
    await marta.presses("No, rather not", on="May your words be kept")
    await marta.sees("Nobody is told whether you said no or nothing")
    await stage.moves_clock_to(stage.now() + timedelta(days=8))
    await jonas.sees("is not kept")
    await noor.says("find difficult conversation")
    assert WRITE_DOWN not in await noor.sees("difficult conversation")


async def test_kring_always_has_a_useful_private_answer(stage: Stage) -> None:
    noor, jonas, *_ = stage.people
    for person in (noor, jonas):
        await speaks_english(person)
    await noor.says("community create")
    await noor.fills_in(name="Nowhere", language=("en",), zone="Mars/Olympus", channel=HERE)
    assert "zone" in await noor.sees_errors()
    await noor.fills_in(name="Clear writing", language=("en",), zone="brussels", channel=HERE)
    await jonas.presses("Join this community", on="Clear writing begins")
    await jonas.sees("Welcome to Clear writing")
    for said, expected in (
        ("help", "What you can ask me"),
        ("hi", "I'm Kring"),
        ("thanks", "You're welcome"),
        ("chek-in", "Did you mean"),
        ("sing a song", "I don't know"),
        ("<!channel> </script> \u202eevil\u202c 🙂", "I don't know"),
        ("find " + "words " * 1500, "Nothing is kept"),
    ):
        await jonas.tells_kring(said)
        await jonas.sees(expected)
    await jonas.tells_kring("check-in new")
    await jonas.sees("for whoever facilitates now")


async def test_bad_input_gets_a_clear_error_and_loses_nothing(stage: Stage) -> None:
    noor, *_ = stage.people
    await speaks_english(noor)
    await noor.says("community create")
    if stage.offers_every_channel:
        await noor.fills_in(name="Elsewhere", language=("en",), zone="Brussels", channel=ELSEWHERE)
        assert "not in that channel" in (await noor.sees_errors())["channel"]
    await noor.fills_in(name="Clear writing", language=("en",), zone="Brussels", channel=HERE)
    await noor.sees("Clear writing has begun")
    await noor.says("check-in new")
    await noor.fills_in(days=("1",), at="10:00", zone="Atlantis", since="2001-01-01", question_1="What is new?")
    assert set(await noor.sees_errors()) == {"zone", "since"}
    await noor.fills_in(days=("1",), at="10:00", zone="Brussels", since="", question_1="What is new?")
    await noor.sees("The check-in is set")


def next_tuesday(now: datetime, hour: int) -> datetime:
    """At that hour in Brussels, and never today."""
    local = now.astimezone(BRUSSELS)
    days = (TUESDAY - local.weekday() - 1) % 7 + 1
    return (local + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def at_ten(now: datetime) -> datetime:
    return now.astimezone(BRUSSELS).replace(hour=10, minute=0, second=5, microsecond=0)


async def speaks_english(person: Person) -> None:
    """On a Tuesday at nine in Brussels everyone in the example is within their hours but for who lives far away."""
    await person.says("settings")
    await person.fills_in(language=("en",), zone="Europe/Brussels", quiet_from="20:00", quiet_until="08:00")
    await person.sees("This holds for you now")


async def founds(noor: Person, stage: Stage) -> None:
    await noor.says("community create")
    await noor.fills_in(name="Clear writing", language=("en",), zone="Europe/Brussels", channel=HERE)
    await noor.sees("Clear writing has begun")
    assert "I'm Kring" in await stage.channel_shows("Clear writing begins")


async def sets_check_in(noor: Person, visibility: str) -> None:
    await noor.says("check-in new")
    await noor.fills_in(
        days=("1",),
        at="10:00",
        zone="Europe/Brussels",
        question_1="What are you working on?",
        visibility_ask=(visibility,),
    )
    echoed = await noor.sees("The next dates")
    assert echoed.count("Tuesday") >= 3


async def answers(person: Person, words: str, **more: Filled) -> None:
    await person.presses("Answer", on="Check-in of Clear writing")
    await person.fills_in(answer_1=words, **more)
    await person.sees("Thank you, your answer is in")


async def checks_in(stage: Stage, noor: Person, jonas: Person, marta: Person) -> None:
    await stage.moves_clock_to(at_ten(stage.now()))
    asked = await jonas.sees("Check-in of Clear writing")
    assert asked.index("What are you working on?") < asked.index("Nobody sees your answer before it closes")
    await answers(jonas, "A first draft")
    await jonas.presses("Change my answer", on="Thank you, your answer is in")
    assert "A first draft" in await jonas.sees_form()
    await jonas.fills_in(answer_1=WORKING)
    await answers(marta, "Listening, <!channel> *mostly*")
    await stage.nobody_sees(WORKING)
    await stage.moves_clock_to(stage.now() + timedelta(hours=22, minutes=30))  # quiet hours are over
    await noor.sees("Still open: Check-in of Clear writing")
    await jonas.has_not_seen("Still open")
    await stage.moves_clock_to(stage.now() + timedelta(hours=2))
    await stage.channel_shows("Check-in of Tuesday")
    digest = await stage.thread_shows(WORKING, under="Check-in of Tuesday")
    assert jonas.name in digest
    assert "Listening, <!channel> *mostly*" in digest


async def asks_and_accepts(stage: Stage, asker: Person, helper: Person) -> None:
    await asker.says("ask")
    await asker.fills_in(title=PREPARE, detail="Tomorrow I meet a tenant who is angry.")
    await asker.sees("Your question is asked")
    assert asker.name in await stage.channel_shows(PREPARE)
    await helper.writes("I write it all down.", under=PREPARE)
    await helper.rewrites("I write it all down.", to=WRITE_DOWN)
    if stage.hears_reactions:
        await helper.reacts("✅", to=WRITE_DOWN)
        await asker.has_not_seen("Keep it for others?")
        await asker.reacts("✅", to=WRITE_DOWN)
    else:
        await asker.presses("Choose the reply that helped", on=PREPARE)
        assert WRITE_DOWN[:20] in await asker.sees_form()
        await asker.fills_in(reply=(f"{helper.name}: {WRITE_DOWN}",))
    await asker.sees("Keep it for others?")
    assert helper.name in await stage.channel_shows("Answered by")


async def keeps(stage: Stage, asker: Person, helper: Person) -> None:
    await asker.presses("Keep this answer", on="Keep it for others?")
    await asker.fills_in(title="Preparing a difficult conversation")
    shown = await helper.sees("May your words be kept")
    assert WRITE_DOWN in shown
    assert "Members of Clear writing" in shown
    await helper.presses("Yes, keep my words", on="May your words be kept")
    await asker.sees("Everyone agreed")
    assert helper.name in await stage.thread_shows("Kept as", under=PREPARE)


async def finds(noor: Person) -> None:
    await noor.says("find difficult conversations")
    await noor.presses("Show: Preparing a difficult conversation", on="kept about")
    assert WRITE_DOWN in await noor.sees("Everyone quoted agreed to keep it")


async def is_shown_what_is_kept(stage: Stage, newcomer: Person) -> None:
    await newcomer.says("ask")
    await newcomer.fills_in(title="How to prepare for a difficult conversation?", detail="")
    await newcomer.sees("Nobody else has seen your question yet")
    await newcomer.presses("This answers it", on="Has this been answered already?")
    await newcomer.sees("Good, that helped")
    await stage.nobody_sees("How to prepare for a difficult conversation?\nasks")
