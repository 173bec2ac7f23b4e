"""Buttons, forms, whispers, replaced cards and the home view."""

import json
import re
from typing import Any

from facilitation.events import ButtonPressed, FormSubmitted, HomeOpened, PlaceChosen
from facilitation.messages import Notice, Subject
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import QUESTION

LOCAL = WorkspaceId("playground:local")
HERE = PlaceRef(LOCAL, "clear-writing")
FILLED = {"name": ["Arrivals"], "days": ["MO", "TU"], "time": ["09:30"], "seen": ["open"], "zone": ["2"]}
FILLED |= {"question": ["How are you?"], "place": ["lunch"]}


async def form_of(play: Play) -> dict[str, Any]:
    form: dict[str, Any] = (await play.says("noor", "/kring form"))["answer"]["form"]
    return form


async def test_a_button_tells_what_it_is_about_and_its_card_is_replaced(play: Play) -> None:
    await play.engine.say(HERE, QUESTION)
    (card,) = await play.sees("jonas")
    await play.does("jonas", "press", post=card["id"], action="accept", subject="|1|")
    pressed = play.engine.heard[-1]
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.subject, pressed.message_id) == ("accept", Subject(id="1"), card["id"])
    assert pressed.place.ref == HERE
    assert (await play.sees("marta"))[0]["message"]["title"] == "Done"


async def test_a_button_on_a_whisper_replaces_the_whisper(play: Play) -> None:
    await play.says("noor", "/kring help")
    (whisper,) = await play.sees("noor")
    await play.does("noor", "press", post=whisper["id"], action="accept", subject="||")
    pressed = play.engine.heard[-1]
    assert isinstance(pressed, ButtonPressed)
    assert pressed.message_id is None
    assert [post["message"]["title"] for post in await play.sees("noor")] == ["Done"]


async def test_a_whisper_is_for_one_person_and_gone_after_a_restart(play: Play) -> None:
    await play.says("noor", "/kring help")
    assert await play.sees("jonas") == []
    assert "What I can do" not in await play.page("jonas/clear-writing")
    assert "Only you see this" in await play.page("noor/clear-writing")
    assert not play.notes.kept
    (whisper,) = await play.sees("noor")
    for act in ("press", "reactions", "dismissals", "shortcuts"):
        assert (await play.does("jonas", act, post=whisper["id"], emoji="👀")).status_code == 404
    assert (await play.client.get(f"/playground/-/jonas/posts/{whisper['id']}?place=clear-writing")).status_code == 404


async def test_a_whisper_can_be_dismissed(play: Play) -> None:
    await play.says("noor", "/kring help")
    (whisper,) = await play.sees("noor")
    await play.does("noor", "dismissals", post=whisper["id"])
    assert await play.sees("noor") == []


async def test_a_form_comes_back_with_values_of_the_right_kind(play: Play) -> None:
    form = await form_of(play)
    answer = await play.does("noor", "forms", form=form, channel="clear-writing", values=FILLED)
    assert answer.json()["answer"]["kind"] == "whisper"
    submitted = play.engine.heard[-1]
    assert isinstance(submitted, FormSubmitted)
    assert submitted.place is not None
    assert submitted.place.ref == HERE
    assert (submitted.text("name"), submitted.chosen("days"), submitted.text("first")) == ("Arrivals", ("MO", "TU"), "")
    place = PlaceChosen(ref=PlaceRef(LOCAL, "lunch"), name="lunch", kring_is_in=False)
    assert submitted.channel("place") == place


async def test_what_other_platforms_dialogs_notice_is_told_together_with_what_the_engine_refuses(play: Play) -> None:
    values = {**FILLED, "name": ["refused"], "days": [], "question": [""], "place": ["nowhere"]}
    answer = await play.does("noor", "forms", form=await form_of(play), channel="clear-writing", values=values)
    refused = answer.json()["answer"]
    assert refused["kind"] == "refuse_form"
    assert refused["errors"] == {
        "name": "Please choose another name.",
        "days": "Not on that day.",
        "question": "Please fill this in.",
        "place": "Please fill this in.",
    }


async def test_a_refused_form_comes_back_with_everything_that_was_typed(play: Play) -> None:
    form = await form_of(play)
    fields = [("form", json.dumps(form)), ("channel", "clear-writing")]
    values = {**FILLED, "name": ["refused"], "question": ["How <b>are</b> you?"]}
    fields += [(f"v.{name}", value) for name, several in values.items() for value in several]
    page = await play.client.post("/playground/-/noor/forms", data=_multi(fields), headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert page.headers["HX-Retarget"] == "#dialog"
    for kept in ('value="refused"', "How &lt;b&gt;are&lt;/b&gt; you?", 'value="09:30"', 'value="MO" checked'):
        assert kept in page.text
    assert 'id="in-name-error" class="error">Please choose another name.' in page.text
    assert 'aria-describedby="in-name-hint in-name-error" aria-invalid="true"' in page.text


async def test_a_form_that_was_meddled_with_is_refused(play: Play) -> None:
    assert (await play.does("noor", "forms", form={"title": "?"})).status_code == 400
    assert (await play.does("noor", "forms", form="not json")).status_code == 400


async def test_a_dialog_opens_where_a_button_was_pressed_and_closes_when_all_is_well(play: Play) -> None:
    headers = {"HX-Request": "true"}
    fields = {"channel": "home", "action": "open", "subject": "||"}
    dialog = await play.client.post("/playground/-/noor/press", data=fields, headers=headers)
    assert dialog.headers["HX-Retarget"] == "#dialog"
    assert "Set a check-in" in dialog.text
    form = await form_of(play)
    sent = [("form", json.dumps(form)), ("channel", "home")]
    sent += [(f"v.{name}", value) for name, several in FILLED.items() for value in several]
    done = await play.client.post("/playground/-/noor/forms", data=_multi(sent), headers=headers)
    assert (done.text, done.headers["HX-Retarget"], done.headers["HX-Trigger"]) == ("", "#dialog", "kring:home")
    assert [post["message"]["text"] for post in await play.sees("noor", "home")] == ["It is **set**."]


async def test_a_form_presumes_the_channel_that_it_was_asked_for_in_and_elsewhere_none(play: Play) -> None:
    headers = {"HX-Request": "true"}
    for channel, presumed in (("clear-writing", ["clear-writing"]), ("home", [])):
        fields = {"channel": channel, "action": "open", "subject": "||"}
        dialog = await play.client.post("/playground/-/noor/press", data=fields, headers=headers)
        asked = dialog.text.partition('name="v.place"')[2].partition("</select>")[0]
        assert re.findall(r'value="([^"]*)" selected', asked) == presumed
        assert '<option value=""></option>' in asked


async def test_the_home_view_shows_cards_and_their_buttons_speak_to_kring_directly(play: Play) -> None:
    assert "A check-in is open" in await play.page("camille/home")
    assert isinstance(play.engine.heard[-1], HomeOpened)
    await play.does("camille", "press", channel="home", action="skip", subject="||")
    [pressed] = [each for each in play.engine.heard if isinstance(each, ButtonPressed)]
    assert (pressed.place.ref.channel, pressed.message_id) == ("dm-camille", None)
    answer = await play.does("camille", "home")
    assert answer.json()["answer"]["kind"] == "show_home"


async def test_a_private_message_arrives_in_the_conversation_with_kring(play: Play) -> None:
    assert play.engine.platform is not None
    await play.engine.say_privately(AccountRef(LOCAL, "tomas"), Notice("Good morning."))
    assert [post["message"]["text"] for post in await play.sees("tomas", "dm-tomas")] == ["Good morning."]


def _multi(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    several: dict[str, list[str]] = {}
    for name, value in fields:
        several.setdefault(name, []).append(value)
    return several
