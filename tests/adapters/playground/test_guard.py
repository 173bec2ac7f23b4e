"""Only pages of this server and programs on this machine are served, and no page runs code of others."""

import pytest

from adapters.playground.guard import is_here
from facilitation.messages import Card, LinkButton, Notice, Paragraph, Quote
from facilitation.people import PlaceRef, WorkspaceId
from tests.adapters.playground.conftest import Play

HERE = PlaceRef(WorkspaceId("playground:local"), "clear-writing")
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> <!channel> {{ 7*7 }} \u202e[a](javascript:alert(1))"
)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "127.8.8.8", "[::1]:8000"])
def test_these_can_only_mean_this_machine(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["", "kring.example", "127.0.0.1.nip.io:8000", "10.0.0.1", "localhost.evil", "[::1", "a b"]
)
def test_these_may_mean_another(host: str) -> None:
    assert not is_here(host)


async def test_a_rebound_name_is_refused(play: Play) -> None:
    answer = await play.client.get("/playground/noor/general", headers={"Host": "kring.example"})
    assert answer.status_code == 421


async def test_another_sites_page_can_do_nothing(play: Play) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        answer = await play.client.post("/playground/-/noor/messages", data={"text": "hi"}, headers=headers)
        assert answer.status_code == 403
    assert play.engine.heard == []


async def test_its_own_page_can(play: Play) -> None:
    fields = {"text": "hi", "channel": "general"}
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert (await play.client.post("/playground/-/noor/messages", data=fields, headers=headers)).status_code == 204


async def test_every_page_forbids_inline_code(play: Play) -> None:
    await play.engine.say(HERE, Notice("Hello."))
    for path in ("noor/clear-writing", "noor/home", "nobody/general"):
        answer = await play.client.get(f"/playground/{path}")
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


async def test_hostile_words_are_shown_as_they_were_written(play: Play) -> None:
    await play.says("marta", HOSTILE)
    await play.engine.say(HERE, Card(HOSTILE, (Quote(HOSTILE, HOSTILE), Paragraph("**ours** <b>not</b>")), ()))
    page = await play.page("noor/clear-writing")
    assert page.count("&lt;/script&gt;&lt;script&gt;alert(1)") == 4
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<strong>ours</strong> &lt;b&gt;not&lt;/b&gt;" in page
    assert 'href="javascript' not in page
    card = (await play.sees("noor"))[1]["id"]
    for face in ("slack", "teams", "json"):
        assert "<script>alert" not in await play.page(f"-/noor/posts/{card}?place=clear-writing&face={face}")


async def test_buttons_only_lead_to_the_web(play: Play) -> None:
    await play.engine.say(
        HERE, Card("Links", (), (LinkButton("Good", "https://kring.example"), LinkButton("Bad", "javascript:alert(1)")))
    )
    page = await play.page("noor/clear-writing")
    assert 'href="https://kring.example"' in page
    assert "javascript:" not in page


async def test_too_much_at_once_is_refused(play: Play) -> None:
    answer = await play.does("noor", "messages", channel="general", text="x" * 1_000_001)
    assert answer.status_code == 413
    assert play.engine.heard == []


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[]", b"{", b'{"values": 3}', b"[" * 100_000])
async def test_what_can_not_be_read_is_refused_kindly(play: Play, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    answer = await play.client.post("/playground/-/noor/messages", content=body, headers=headers)
    assert answer.status_code == 400
    assert "reload" in answer.json()["trouble"]


async def test_nobody_by_that_name_and_nothing_at_that_address(play: Play) -> None:
    assert (await play.client.get("/playground/nobody/general")).status_code == 404
    assert (await play.does("nobody", "messages", text="hi")).status_code == 404
    assert (await play.does("noor", "dance")).status_code == 404
