"""A form goes out, is filled in, and comes back as what was asked."""

import asyncio
from dataclasses import replace

import pytest

from facilitation.events import ButtonPressed, FormSubmitted, PlaceChosen
from facilitation.messages import (
    CARRIED_AT_MOST,
    HINT_AT_MOST,
    INPUT_AT_MOST,
    LABEL_AT_MOST,
    REFUSAL_AT_MOST,
    TITLE_AT_MOST,
    Button,
    Card,
    ChoiceInput,
    DateInput,
    Form,
    OpenForm,
    Option,
    Paragraph,
    PlaceInput,
    RefuseForm,
    Subject,
    TextInput,
    TimeInput,
)
from facilitation.people import CommunityId
from facilitation.ports.platform import Outgoing
from tests.platforms.ground import GLANCE, LOOKS, Ground

DAYS = (Option("MO", "Monday"), Option("TU", "Tuesday, or so"), Option("WE", "Wednesday"))
LANGUAGES = (Option("en", "English"), Option("nl", "Nederlands"))
ZONES = tuple(Option(f"zone,{number}%", f"Zone {number}") for number in range(12))
WRITTEN = 'Why <b>this</b> & "that"?\nA second line, with 🙂'
ASKED = Form(
    title="Set a check-in",
    action="check_ins.set",
    submit="Set it",
    subject=Subject(CommunityId("c1"), "s1", "a|b"),
    intro=(Paragraph("A moment to **arrive**."),),
    inputs=(
        TextInput("title", "What is it called?", hint="Short", initial="Tuesday's", longest=60),
        TextInput("detail", "What is asked?", multiline=True, optional=True),
        ChoiceInput("days", "On which days?", DAYS, initial=("TU",), several=True),
        ChoiceInput("language", "In which language?", LANGUAGES, initial=("en",)),
        ChoiceInput("zone", "In which zone?", ZONES, optional=True),
        TimeInput("at", "At what time?", initial="10:00"),
        DateInput("since", "From which day on?", optional=True),
        PlaceInput("channel", "Where?"),
        PlaceInput("also", "Where else?", optional=True),
    ),
)
CARD = Card("A check-in", (), (Button("Set one", "check_ins.new", opens_form=True),))


@pytest.fixture
async def opened(ground: Ground) -> Ground:
    """Anna has the form before her."""
    *others, also = ASKED.inputs
    inputs = [replace(each, initial=ground.here) if isinstance(each, PlaceInput) else each for each in others]
    card = await ground.platform.send(
        Outgoing(id="o1", to=ground.here, message=CARD, address=ground.address(ground.here))
    )
    ground.engine.will_answer(OpenForm(replace(ASKED, inputs=(*inputs, also))))
    await ground.presses(ground.anna, card.place, card.message_id, "Set one")
    await shows(ground, "Set a check-in")
    return ground


async def shows(ground: Ground, words: str) -> str:
    for _ in range(LOOKS):
        if words in (shown := await ground.form(ground.anna)):
            return shown
        await asyncio.sleep(GLANCE)
    raise AssertionError(f"the form does not show {words!r} but {await ground.form(ground.anna)}")


async def test_a_form_shows_all_it_asks(opened: Ground) -> None:
    shown = await opened.form(opened.anna)
    assert "arrive" in shown
    for each in ASKED.inputs:
        assert each.label in shown
    for words in ("Short", "Tuesday's", "Tuesday, or so", "Nederlands"):
        assert words in shown


async def test_what_is_filled_in_comes_back_as_it_was_typed(opened: Ground) -> None:
    errors = await opened.fills(
        opened.anna,
        title="Friday's",
        detail=WRITTEN,
        days=("MO", "WE"),
        language=("nl",),
        zone=("zone,7%",),
        at="15:30",
        since="2026-12-01",
        channel=opened.here.channel,
    )
    assert errors == {}
    event = opened.engine.last(FormSubmitted)
    assert (event.action, event.subject, event.by.ref) == (ASKED.action, ASKED.subject, opened.anna)
    assert (event.text("title"), event.text("detail")) == ("Friday's", WRITTEN)
    assert [event.chosen(name) for name in ("days", "language", "zone")] == [("MO", "WE"), ("nl",), ("zone,7%",)]
    assert (event.text("at"), event.text("since")) == ("15:30", "2026-12-01")
    assert event.place
    assert event.place.ref.whole == opened.here


async def test_what_is_left_alone_comes_back_as_it_stood(opened: Ground) -> None:
    assert await opened.fills(opened.anna) == {}
    event = opened.engine.last(FormSubmitted)
    assert set(event.values) == {each.name for each in ASKED.inputs}
    assert [event.text(name) for name in ("title", "detail", "at", "since")] == ["Tuesday's", "", "10:00", ""]
    assert [event.chosen(name) for name in ("days", "language", "zone")] == [("TU",), ("en",), ()]
    assert event.channel("also") is None


async def test_a_channel_comes_with_its_name_and_whether_kring_is_in_it(opened: Ground) -> None:
    await opened.fills(opened.anna)
    chosen = opened.engine.last(FormSubmitted).channel("channel")
    assert isinstance(chosen, PlaceChosen)
    assert (chosen.ref, chosen.kring_is_in) == (opened.here, True)
    assert chosen.name


async def test_a_channel_that_kring_is_not_in_says_so_or_is_not_offered(opened: Ground) -> None:
    if not opened.picks_any_channel:
        with pytest.raises(AssertionError, match="no option"):
            await opened.fills(opened.anna, channel=opened.elsewhere.channel)
        return
    await opened.fills(opened.anna, channel=opened.elsewhere.channel)
    chosen = opened.engine.last(FormSubmitted).channel("channel")
    assert chosen
    assert (chosen.ref, chosen.kring_is_in) == (opened.elsewhere, False)


async def test_a_refused_form_stays_open_says_why_and_keeps_what_was_typed(opened: Ground) -> None:
    opened.engine.will_answer(RefuseForm({"title": "Too short", "at": "There is no such hour"}))
    errors = await opened.fills(opened.anna, title="X", detail=WRITTEN, days=("MO",))
    assert errors == {"title": "Too short", "at": "There is no such hour"}
    assert await opened.fills(opened.anna, title="Longer") == {}
    event = opened.engine.last(FormSubmitted)
    assert (event.text("title"), event.text("detail"), event.chosen("days")) == ("Longer", WRITTEN, ("MO",))
    assert (event.action, event.subject) == (ASKED.action, ASKED.subject)


async def test_each_time_it_is_sent_counts_as_its_own(opened: Ground) -> None:
    opened.engine.will_answer(RefuseForm({"title": "Too short"}))
    await opened.fills(opened.anna, title="X")
    await opened.fills(opened.anna, title="X")
    first, second = opened.engine.heard[-2:]
    assert first.delivery_id != second.delivery_id


async def test_an_error_about_nothing_that_was_asked_is_not_lost(opened: Ground) -> None:
    opened.engine.will_answer(RefuseForm({"elsewhere": "This was decided meanwhile"}))
    errors = await opened.fills(opened.anna)
    assert "This was decided meanwhile" in errors.values()


def long(begins: str, at_most: int) -> str:
    return begins.ljust(at_most - 1, "-") + "!"


async def test_what_is_as_long_as_promised_is_there_whole(ground: Ground) -> None:
    label, title = long("label", LABEL_AT_MOST), long("title", TITLE_AT_MOST)
    subject = Subject(CommunityId("c1"), "s1", long("carried", CARRIED_AT_MOST))
    card = Card(title, (), (Button(label, "a.press", subject, opens_form=True),))
    words, hint = long("words", INPUT_AT_MOST), long("hint", HINT_AT_MOST)
    asked = Form(
        "Long",
        "a.long",
        "Send",
        (
            TextInput("title", long("asked", TITLE_AT_MOST), hint, words, multiline=True),
            ChoiceInput("one", "One", (Option("1", label),), initial=("1",)),
        ),
    )
    ground.engine.will_answer(OpenForm(asked))
    sent = await ground.platform.send(
        Outgoing(id="o1", to=ground.here, message=card, address=ground.address(ground.here))
    )
    (seen,) = await ground.posts(ground.here)
    assert title in seen.words
    assert seen.labels == (label,)
    await ground.presses(ground.anna, sent.place, sent.message_id, label)
    assert ground.engine.last(ButtonPressed).subject == subject
    shown = await shows(ground, hint)
    for each in (long("asked", TITLE_AT_MOST), words, label):
        assert each in shown
    refusal = long("refused", REFUSAL_AT_MOST)
    ground.engine.will_answer(RefuseForm({"title": refusal}))
    assert await ground.fills(ground.anna) == {"title": refusal}
    assert ground.engine.last(FormSubmitted).text("title") == words


async def test_a_form_can_lead_to_the_next(opened: Ground) -> None:
    opened.engine.will_answer(OpenForm(replace(ASKED, title="And then?", action="check_ins.then")))
    await opened.fills(opened.anna)
    await shows(opened, "And then?")
    await opened.fills(opened.anna, channel=opened.here.channel)
    assert opened.engine.last(FormSubmitted).action == "check_ins.then"
