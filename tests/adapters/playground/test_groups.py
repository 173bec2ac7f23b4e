"""A private group that Kring makes: there for those in it, and for nobody else."""

import json

from adapters.playground.channels import group_channel
from facilitation.events import ButtonPressed, FormSubmitted, MessagePosted
from facilitation.messages import Button, Card, Notice, Small
from facilitation.people import AccountRef, GroupRef, PlaceKind, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing, Sent
from tests.adapters.playground.conftest import Play

LOCAL = WorkspaceId("playground:local")
CASE = Card(
    "A case of Jonas <b>", (Small("Only here."),), (Button("Open", "open", opens_form=True), Button("Go", "go"))
)


def members(*users: str) -> GroupRef:
    return GroupRef(tuple(AccountRef(LOCAL, user) for user in users))


async def made(play: Play, *users: str, identity: str = "o1") -> Sent:
    return await play.playground.platform.send(Outgoing(id=identity, to=members(*users), message=CASE))


async def test_it_stands_in_the_sidebar_of_those_in_it_named_by_its_first_card(play: Play) -> None:
    group = (await made(play, "jonas", "marta", "camille")).place.channel
    for user in ("jonas", "marta", "camille"):
        page = await play.page(f"{user}/general")
        assert f'id="row-{group}"' in page
        assert "A case of Jonas &lt;b&gt;" in page
    page = await play.page(f"marta/{group}")
    assert "A private group: Jonas, Marta and Camille, with Kring" in page
    assert "Only those in this group see this, and Kring." in page
    answer = await play.client.get("/playground/-/marta/seen", params={"place": group})
    assert answer.json()["groups"] == {group: "A case of Jonas <b>"}
    assert [post["message"]["title"] for post in answer.json()["posts"]] == ["A case of Jonas <b>"]


async def test_nobody_else_can_find_read_or_do_anything_in_it(play: Play) -> None:
    sent = await made(play, "jonas", "marta")
    group, card = sent.place.channel, sent.message_id
    said = (await play.says("jonas", "My case", channel=group))["post"]["id"]
    play.engine.heard.clear()
    form = json.dumps((await play.says("noor", "/kring form"))["answer"]["form"])
    play.engine.heard.clear()
    assert "A case of Jonas" not in await play.page("noor/general")
    for path in (
        f"/playground/noor/{group}",
        f"/playground/-/noor/seen?place={group}",
        f"/playground/-/noor/live?place={group}",
    ):
        assert (await play.client.get(path)).status_code == 404
    assert (await play.client.get(f"/playground/-/noor/posts/{card}")).status_code == 404
    tried = (
        await play.does("noor", "messages", channel=group, text="hello"),
        await play.does("noor", "messages", channel=group, text="hello", thread=card),
        await play.does("noor", "press", post=card, action="go", subject="||"),
        await play.does("noor", "press", channel=group, action="go", subject="||"),
        await play.does("noor", "forms", channel=group, form=form, values={}),
        await play.does("noor", "reactions", post=said, emoji="👀"),
        await play.does("noor", "shortcuts", post=said, shortcut="ask"),
        await play.does("noor", "memberships", channel=group, change="join"),
    )
    assert {answer.status_code for answer in tried} == {404}
    assert play.engine.heard == []
    assert (await play.client.get("/playground/-/noor/seen", params={"place": "general"})).json()["groups"] == {}


async def test_those_in_it_write_reply_press_and_fill_in(play: Play) -> None:
    sent = await made(play, "jonas", "marta")
    group, card = sent.place.channel, sent.message_id
    await play.says("marta", "What did you try?", channel=group, thread=card)
    posted = play.engine.heard[-1]
    assert isinstance(posted, MessagePosted)
    assert (posted.place.ref, posted.place.kind) == (PlaceRef(LOCAL, group, card), PlaceKind.GROUP)
    assert posted.place.name == ""
    form = (await play.does("jonas", "press", post=card, action="open", subject="||")).json()["answer"]["form"]
    await play.does("jonas", "forms", channel=group, post=card, form=json.dumps(form), values={"name": "A"})
    submitted = play.engine.heard[-1]
    assert isinstance(submitted, FormSubmitted)
    assert submitted.place
    assert submitted.place.ref.whole == sent.place
    await play.does("jonas", "press", post=card, action="go", subject="||")
    assert isinstance(play.engine.heard[-1], ButtonPressed)
    own, whispered = await play.sees("jonas", group)
    assert (own["message"]["title"], whispered["only_for"]) == ("Done", "jonas")
    (seen,) = await play.sees("marta", group)
    assert seen["message"]["title"] == "Done"
    assert [post["text"] for post in await play.sees("jonas", group, thread=card)] == ["What did you try?"]


async def test_it_is_neither_left_nor_chosen_as_a_channel(play: Play) -> None:
    group = (await made(play, "jonas", "marta")).place.channel
    for change in ("leave", "join", "remove_kring", "add_kring"):
        assert (await play.does("jonas", "memberships", channel=group, change=change)).status_code == 404
    form = (await play.says("jonas", "/kring form"))["answer"]["form"]
    await play.does("jonas", "forms", channel="clear-writing", form=json.dumps(form), values={"place": group})
    submitted = play.engine.heard[-1]
    assert isinstance(submitted, FormSubmitted)
    assert submitted.values["place"] == ""
    assert f'<option value="{group}"' not in await play.page(f"jonas/{group}")


async def test_the_newest_stands_first_of_all_conversations_and_does_after_a_restart(play: Play) -> None:
    older, newer = [(await made(play, "jonas", "marta", identity=identity)).place.channel for identity in "ab"]
    for _ in range(2):
        page = await play.page("jonas/general")
        places = [page.index(f'id="row-{channel}"') for channel in (newer, older, "dm-jonas", "dm-jonas-marta")]
        assert places == sorted(places)
        await play.playground.start()


async def test_it_is_there_again_after_a_restart(play: Play) -> None:
    sent = await made(play, "jonas", "marta")
    await play.playground.start()
    assert [post["id"] for post in await play.sees("marta", sent.place.channel)] == [sent.message_id]
    assert (await play.client.get(f"/playground/noor/{sent.place.channel}")).status_code == 404


async def test_each_message_makes_a_group_of_its_own_and_only_one(play: Play) -> None:
    one, two, again = [await made(play, "jonas", "marta", identity=identity) for identity in ("o1", "o2", "o1")]
    assert one.place == again.place != two.place
    notice = Outgoing(id="o3", to=members("jonas", "marta"), message=Notice("**Plain**\nwords " + "x" * 200))
    third = (await play.playground.platform.send(notice)).place.channel
    answer = await play.client.get("/playground/-/marta/seen", params={"place": "general"})
    name = answer.json()["groups"][third]
    assert name.startswith("Plain words xxx")
    assert len(name) == 80


async def test_nobody_can_make_the_channel_that_a_group_is_going_to_be(play: Play) -> None:
    assert (await play.does("noor", "channels", name=group_channel("o1"))).status_code == 422


async def test_changing_persons_stays_in_it_only_as_one_of_its_people(play: Play) -> None:
    group = (await made(play, "jonas", "marta")).place.channel
    page = await play.page(f"jonas/{group}")
    assert f'href="/playground/marta/{group}"' in page
    assert 'href="/playground/noor/dm-noor"' in page
