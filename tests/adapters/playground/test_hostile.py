"""Requests that no page of ours would make: answered, never failed at, and nothing that its maker may not do."""

import json

import pytest

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted
from facilitation.people import PlaceRef, WorkspaceId
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import QUESTION

HERE = PlaceRef(WorkspaceId("playground:local"), "clear-writing")
MANY = "9" * 5000  # digits; Python refuses to read more than 4,300 as a number
LONE = "\ud800"  # half of a character, which JSON can carry and UTF-8 can't
PAGE = {"Content-Type": "application/json", "Accept": "text/html"}


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://a:b:c", "//", "http://127.0.0.1:8000@evil"])
async def test_an_origin_that_is_no_address_is_refused(play: Play, origin: str) -> None:
    answer = await play.client.post("/playground/-/noor/messages", data={"text": "hi"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert play.engine.heard == []


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"])
async def test_who_comes_through_a_proxy_is_not_at_this_machine(play: Play, header: str) -> None:
    for method in ("GET", "POST"):
        path = "/playground/noor/general" if method == "GET" else "/playground/-/noor/home"
        answer = await play.client.request(method, path, headers={header: "203.0.113.7"})
        assert answer.status_code == 421


@pytest.mark.parametrize("number", [MANY, "-1", "x", "9" * 30, "²"])
async def test_a_window_that_tells_nonsense_of_where_it_was_is_shown_everything(play: Play, number: str) -> None:
    play.playground.hang_up()
    answer = await play.client.get("/playground/-/noor/live", params={"place": "general", "after": f"x-{number}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("act", ["messages", "press", "forms", "reactions", "shortcuts", "home", "channels", "clock"])
async def test_half_characters_do_no_harm(play: Play, act: str) -> None:
    post = (await play.says("noor", "hello"))["post"]["id"]
    form = {"title": LONE, "action": LONE, "submit": LONE, "inputs": [{"name": "n", "label": LONE, "kind": "text"}]}
    fields = dict.fromkeys(("text", "action", "subject", "shortcut", "name", "move", "at", "thread", "delivery"), LONE)
    asked = {**fields, "emoji": f"👀{LONE}", "post": post, "form": json.dumps(form), "values": {"n": LONE}}
    answer = await play.client.post(f"/playground/-/noor/{act}", content=json.dumps(asked), headers=PAGE)
    assert answer.status_code < 500
    for place in ("clear-writing", "home", "dm-noor"):
        await play.page(f"noor/{place}")


async def test_half_characters_in_a_form_that_is_refused_do_no_harm(play: Play) -> None:
    form = (await play.says("noor", "/kring form"))["answer"]["form"]
    values = {"name": "refused", "question": [LONE, LONE]}
    asked = {"form": json.dumps(form), "channel": "clear-writing", "thread": LONE, "values": values}
    answer = await play.client.post("/playground/-/noor/forms", content=json.dumps(asked), headers=PAGE)
    assert answer.status_code == 422


async def test_a_delivery_has_a_short_name(play: Play) -> None:
    answer = await play.does("noor", "messages", channel="clear-writing", text="/kring help", delivery="x" * 201)
    assert answer.status_code == 400
    assert play.engine.heard == []


async def test_a_command_is_said_only_where_one_is(play: Play) -> None:
    answer = await play.does("yusuf", "messages", channel="clear-writing", text="/kring join")
    assert answer.status_code == 403
    assert play.engine.heard == []


async def test_nothing_is_pressed_or_filled_in_where_one_is_not(play: Play) -> None:
    form = json.dumps((await play.says("noor", "/kring form"))["answer"]["form"])
    heard = len(play.engine.heard)
    for channel, status in (("clear-writing", 403), ("dm-noor", 404), ("dm-noor-jonas", 404), ("nowhere", 404)):
        pressed = await play.does("yusuf", "press", channel=channel, action="communities.join", subject="c||")
        filled = await play.does("yusuf", "forms", channel=channel, form=form, values={})
        assert pressed.status_code == status
        assert filled.status_code in (status, 200)
    assert len(play.engine.heard) == heard


@pytest.mark.parametrize("place", ["clear-writing", "dm-noor", "dm-yusuf", "dm-noor-jonas"])
async def test_only_a_channel_one_is_in_can_be_picked(play: Play, place: str) -> None:
    form = (await play.says("noor", "/kring form"))["answer"]["form"]
    values = {"name": "A", "days": ["MO"], "time": "09:30", "seen": "open", "zone": "2", "question": "?"}
    asked = {"form": form, "channel": "general", "values": {**values, "place": place}}
    await play.does("yusuf", "forms", **asked)
    submitted = play.engine.heard[-1]
    assert isinstance(submitted, FormSubmitted)
    assert submitted.values["place"] == ""
    refused = await play.does("yusuf", "forms", **asked | {"values": {**values, "place": place, "name": "refused"}})
    assert "place" in refused.json()["answer"]["errors"]


async def test_a_thread_that_is_not_there_is_not_told(play: Play) -> None:
    await play.does("noor", "press", channel="clear-writing", thread="nowhere", action="say", subject="||help")
    pressed = play.engine.heard[-1]
    assert isinstance(pressed, ButtonPressed)
    assert pressed.place.ref == HERE


async def test_a_button_that_is_not_on_a_card_does_not_replace_it(play: Play) -> None:
    """Kring's own cards and other people's words stay, whatever somebody claims to have pressed on them."""
    said = (await play.says("marta", "My words"))["post"]["id"]
    card = await play.engine.say(HERE, QUESTION)
    for post in (said, card):
        await play.does("jonas", "press", post=post, action="accept", subject="|another|")
    words, question, *_ = await play.sees("marta")
    assert (words["text"], words["message"]) == ("My words", None)
    assert question["message"]["title"] == QUESTION.title
    assert [post["message"]["title"] for post in await play.sees("jonas") if post["only_for"]] == ["Done", "Done"]


async def test_kring_is_spoken_to_where_it_is_heard(play: Play) -> None:
    """What was tried above is possible for whoever is there."""
    await play.says("noor", "/kring join")
    assert isinstance(play.engine.heard[-1], CommandGiven)
