"""The example's story is lived through the engine, once, and leaves a workspace that invites."""

from pathlib import Path
from typing import Any

import httpx2

from tests.bot.process import KringProcess, running
from tests.browser.settled import settled

PEOPLE = ("noor", "jonas", "marta", "camille", "tomas")


async def seen(kring: KringProcess, person: str, place: str, **more: str) -> list[dict[str, Any]]:
    async with httpx2.AsyncClient(base_url=kring.url) as client:
        answer = await client.get(f"/playground/-/{person}/seen", params={"place": place, **more})
    posts: list[dict[str, Any]] = answer.json()["posts"]
    return posts


def titles(posts: list[dict[str, Any]]) -> list[str]:
    return [post["message"]["title"] for post in posts if post["message"] and post["message"]["kind"] == "card"]


async def test_the_story_is_told_once(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/kring.sqlite3"}
    async with running(settings) as kring:
        await settled(kring.url)
        first = await seen(kring, "noor", "clear-writing")
        assert titles(first)[0] == "Clear Writing begins"
        (question,) = [post for post in first if post["message"] and "shorten" in post["message"].get("title", "")]
        replies = await seen(kring, "noor", "clear-writing", thread=question["id"])
        assert [post["author"] for post in replies] == ["jonas", "tomas", "kring"]
        assert "Kept as" in replies[-1]["message"]["text"]
        assert titles(await seen(kring, "marta", "dm-marta"))[0].startswith("Kept:")
        for person in PEOPLE:
            posts = [post for place in ("clear-writing", f"dm-{person}") for post in await seen(kring, person, place)]
            assert [post for post in posts if post["only_for"]] == []
        assert [line for line in kring.log if line["level"] == "error"] == []
        assert await kring.stop() == 0
    async with running(settings) as kring:
        await settled(kring.url)
        assert await seen(kring, "noor", "clear-writing") == first
