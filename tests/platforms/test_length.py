"""However long it is, whatever members wrote: every platform takes what Kring says, and shows all of it."""

import asyncio
from collections import Counter

import pytest

from facilitation.events import FormSubmitted
from facilitation.messages import (
    Block,
    Button,
    Card,
    Chart,
    ChoiceInput,
    Facts,
    Form,
    Message,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    Picture,
    Quote,
    Small,
    Subject,
    TextInput,
    Whisper,
)
from facilitation.ports.platform import Outgoing
from facilitation.texts import escape
from tests.platforms.ground import GLANCE, LOOKS, Filled, Ground

ENDLESS = {
    "one word": "a" * 20_000,
    "words": "word " * 4_000,
    "lines": "line\n" * 4_000,
    "emoji": "🙂" * 10_000,
    "families": "👩‍👩‍👧‍👧" * 2_000,
    "right to left": "\u202eמילה ערבית عربي\u202c " * 900,
    "of no width": "a\u200b\u200c\u200d" * 4_000,
    "markup": "<!channel> **bold** [x](y) {{DATE(x)}} & " * 500,
}
MANY = {
    "sixty blocks": Card("Digest", tuple(Quote(f"word {number} " * 20, f"Member {number}") for number in range(60))),
    "two hundred members": Card("Who", (Facts(tuple((f"Member {n}", f"what they do {n} " * 9) for n in range(200))),)),
    "three hundred buttons": Card(
        "Pick", (), tuple(Button(f"Choice {n}", "a.b", Subject(id=str(n))) for n in range(300))
    ),
    "a long title": Card("title " * 100, (Paragraph("short"),)),
    "long labels": Card("Pick", (), tuple(Button(f"label {number} " * 12, "a.b") for number in range(9))),
    "a long line below": Card("T", (Small(str(escape("quiet " * 2_000))),)),
    "a long description": Card("T", (Picture("https://example.org/a.png", "drawn " * 900),)),
    "a long notice": Notice(str(escape("notice " * 4_000))),
}


@pytest.mark.parametrize("words", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("block", ["quote", "fact", "paragraph"])
async def test_what_a_member_wrote_is_shown_to_its_end(ground: Ground, words: str, block: str) -> None:
    body: dict[str, Block] = {
        "quote": Quote(words, "Ann"),
        "fact": Facts((("Said", words),)),
        "paragraph": Paragraph(str(escape(words))),
    }
    card = Card("Title", (body[block],), (Button("Answer", "a.b"),))
    shown = await said(ground, card)
    assert not letters(words) - letters(shown)
    assert "Answer" in shown


@pytest.mark.parametrize("message", MANY.values(), ids=MANY)
async def test_however_many_things_there_are_all_are_shown(ground: Ground, message: Message) -> None:
    shown = await said(ground, message)
    wanted = letters(message.text) if isinstance(message, Notice) else of_card(message)
    assert not wanted - letters(shown)


async def said(ground: Ground, message: Message) -> str:
    """All that is read of it, buttons as well."""
    address = ground.address(ground.here)
    for number, part in enumerate(ground.platform.parts(message)):
        await ground.platform.send(Outgoing(id=f"o{number}", to=ground.here, message=part, address=address))
    return "\n".join("\n".join((post.words, *post.labels)) for post in await ground.posts(ground.here))


def of_card(card: Card) -> Counter[str]:
    found = letters(card.title) + sum((letters(action.label) for action in card.actions), Counter())
    for block in card.body:
        match block:
            case Quote(text, by):
                found += letters(text) + letters(by)
            case Facts(pairs):
                found += letters("".join(label + value for label, value in pairs))
            case Paragraph(text) | Small(text):
                found += letters(text)
            case Picture() | Chart():
                found += letters(block.alt)
    return found


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


async def test_a_long_whisper_is_heard_to_its_end(ground: Ground) -> None:
    card = Card("Title", (Quote(ENDLESS["words"] * 2, "Ann"),), (Button("Answer", "a.b"),))
    ground.engine.will_answer(Whisper(card))
    await press(ground, "I will")
    heard = await all_private(ground, "word", 8_000)
    assert heard.count("Answer") >= 1


async def test_what_stands_above_a_form_is_read_to_its_end(ground: Ground) -> None:
    inputs = (TextInput("reply", "Your reply", multiline=True),)
    form = Form("Title", "a.b", "Send", inputs, intro=(Quote(ENDLESS["words"] * 3, "Ann"),))
    ground.engine.will_answer(OpenForm(form))
    await press(ground, "Tell me")
    await all_private(ground, "word", 12_000 - (await shown_form(ground)).count("word"))
    assert "Your reply" in await shown_form(ground)


async def press(ground: Ground, label: str) -> None:
    buttons = (Button("I will", "a.press"), Button("Tell me", "a.form", opens_form=True))
    card = Outgoing(id="o1", to=ground.here, message=Card("T", (), buttons), address=ground.address(ground.here))
    sent = await ground.platform.send(card)
    await ground.presses(ground.anna, sent.place, sent.message_id, label)


async def shown_form(ground: Ground) -> str:
    for _ in range(LOOKS):
        if form := await ground.form(ground.anna):
            return form
        await asyncio.sleep(GLANCE)
    raise AssertionError("no form")


async def all_private(ground: Ground, word: str, many: int) -> str:
    """All that was said to Anna alone, be it in her direct conversation, once it holds the word so often."""
    hello = Outgoing(id="hello", to=ground.anna, message=Notice("Hello"), address=ground.address(ground.anna))
    direct = (await ground.platform.send(hello)).place
    heard = ""
    for _ in range(LOOKS):
        seen = {
            (each.id, each.words): each for each in [*await ground.private(ground.anna), *await ground.posts(direct)]
        }
        heard = "\n".join("\n".join((each.words, *each.labels)) for each in seen.values())
        if heard.count(word) >= many:
            return heard
        await asyncio.sleep(GLANCE)
    raise AssertionError(f"{heard.count(word)} of {many}")


VERY_MANY = tuple(Option(f"member-{n}", f"Member {n:03} " + "of the craft " * 6) for n in range(300))


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
async def test_of_very_many_options_each_can_be_chosen(ground: Ground, several: bool) -> None:
    asked = ChoiceInput("who", "With whom?", VERY_MANY, several=several)
    form = Form("Agree", "a.b", "Send", (asked, TextInput("why", "Why?")))
    for far in ("Member 000", "Member 187", "Member 299"):
        ground.engine.will_answer(OpenForm(form))
        await press(ground, "Tell me")
        await ground.fills(ground.anna, why="Because", **await found(ground, form, far))
        event = ground.engine.last(FormSubmitted)
        assert (event.chosen("who"), event.text("why")) == ((f"member-{int(far[-3:])}",), "Because")


async def found(ground: Ground, form: Form, words: str) -> dict[str, Filled]:
    """How one chooses the option that begins so; where it isn't shown, it is looked for first."""
    if words not in await shown_form(ground):
        typed_in = ground.looks_for("who")
        assert typed_in
        ground.engine.will_answer(OpenForm(form))
        assert await ground.fills(ground.anna, **{typed_in: words, "why": "Because"}) == {}
        assert words in await shown_form(ground)
    return {"who": (f"member-{int(words[-3:])}",)}
