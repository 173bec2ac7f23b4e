"""Every page, for everybody, in their own language and hours."""

import re
from datetime import UTC, datetime

import pytest

from adapters.playground.people import load_example
from facilitation.messages import Button, Card, Facts, Notice, Paragraph, Picture, Quote, Small, Subject
from facilitation.people import PlaceRef, WorkspaceId
from facilitation.texts import escape, texts_in
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import QUESTION

HERE = PlaceRef(WorkspaceId("playground:local"), "clear-writing")
PEOPLE = load_example().people
A_KEY = re.compile(r"playground\.(?!css|js)[a-z_.]+")


def test_the_example_has_a_facilitator_members_and_a_newcomer_in_three_languages() -> None:
    assert len(PEOPLE) == 6
    assert {"facilitator", "member", "newcomer"} <= {person.role for person in PEOPLE}
    assert {person.language for person in PEOPLE} == {"en", "nl", "fr"}
    assert len({person.zone for person in PEOPLE}) == 6
    assert len({person.hue for person in PEOPLE}) == 6


@pytest.mark.parametrize("person", [person.user for person in PEOPLE])
async def test_no_text_is_missing_anywhere(play: Play, person: str) -> None:
    await play.engine.say(HERE, QUESTION)
    await play.says("noor", "A <b>word</b>")
    for place in ("home", "general", "clear-writing", "learning-lab", "lunch", f"dm-{person}"):
        page = await play.page(f"{person}/{place}")
        assert A_KEY.findall(page) == []
        assert page.count("<main") == page.count("</main>") == 1
    assert A_KEY.findall(await play.page(f"-/{person}/new-channel")) == []


async def test_times_are_told_in_the_speakers_own_zone_and_language(play: Play) -> None:
    await play.says("noor", "Good morning")
    for person, day, time in (
        ("noor", "Tuesday 24 November", "10:02"),
        ("tomas", "Tuesday 24 November", "09:02"),
        ("camille", "mardi 24 novembre", "13:02"),
    ):
        page = await play.page(f"{person}/clear-writing")
        assert day in page
        assert f">{time}</time>" in page


async def test_a_moment_is_told_in_the_speakers_own_zone_and_language(play: Play) -> None:
    moment = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    when = texts_in("nl", "Europe/Amsterdam").when(moment)
    await play.engine.say(HERE, Card("Title", (Paragraph(f"Open tot **{when}**."), Small(f"- {when}"))))
    await play.engine.say(HERE, Notice(f"Tot {when}"), "out-2")
    for person, told in (
        ("noor", "Tuesday 3 March at 23:30"),
        ("tomas", "Tuesday 3 March at 22:30"),
        ("camille", "mercredi 4 mars à 02:30"),
    ):
        page = await play.page(f"{person}/clear-writing")
        attributes = 'datetime="2026-03-03T22:30:00+00:00" title="dinsdag 3 maart om 23:30 (Europe/Amsterdam)"'
        assert page.count(f"<time {attributes}>{told}</time>") == 3
        assert f"Open tot <strong><time {attributes}>{told}</time></strong>." in page


async def test_nothing_that_a_member_wrote_is_a_moment(play: Play) -> None:
    forged = "[then](moment:1772528400)"
    await play.says("jonas", forged)
    await play.engine.say(HERE, Card(forged, (Paragraph(escape(forged)), Quote(forged, forged))))
    page = await play.page("noor/clear-writing")
    assert page.count(forged) >= 4
    assert ">then</time>" not in page
    assert "2026-03-03" not in page


async def test_what_one_person_says_in_one_breath_has_one_head(play: Play) -> None:
    for text in ("One", "two", "three"):
        await play.says("noor", text)
    await play.says("jonas", "Four")
    page = await play.page("marta/clear-writing")
    assert page.count("post--follows") == 2
    assert page.count('class="day"') == 1


async def test_long_channels_show_the_newest_and_offer_the_rest(play: Play) -> None:
    for number in range(103):
        await play.says("noor", f"Line {number:03}")
    page = await play.page("marta/clear-writing")
    assert "Line 002" not in page
    assert "Line 003" in page
    assert "Show earlier messages" in page
    everything = await play.page("marta/clear-writing?all")
    assert "Line 000" in everything
    assert "Show earlier messages" not in everything


async def test_every_kind_of_block_is_drawn(play: Play) -> None:
    body = (*QUESTION.body, Paragraph("1. *one*\n2. `two`"), Small("quiet"), Picture("/chart.png", "A chart"))
    await play.engine.say(HERE, type(QUESTION)("Title", (*body, Facts((("Where", "<here>"),)))))
    await play.engine.say(HERE, Notice("Just **so**."), "out-2")
    page = await play.page("noor/clear-writing")
    for drawn in ("<blockquote", "<em>one</em>", "<code>two</code>", 'alt="A chart"', "<strong>so</strong>"):
        assert drawn in page
    assert '<dd dir="auto">&lt;here&gt;</dd>' in page


async def test_the_front_leads_to_the_facilitator_and_a_name_to_their_channel(play: Play) -> None:
    for path, leads in (
        ("/playground", "/playground/noor/clear-writing"),
        ("/playground/yusuf", "/playground/yusuf/clear-writing"),
    ):
        answer = await play.client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, leads)


async def test_what_is_static_is_served_and_named_after_its_contents(play: Play) -> None:
    page = await play.page("noor/general")
    for path in re.findall(r'(?:href|src|data-teams)="(/playground/static/[^"]+)"', page):
        assert "?" in path
        assert (await play.client.get(path)).status_code == 200


async def test_a_page_can_begin_with_words_to_say(play: Play) -> None:
    page = await play.page("noor/general?say=%2Fkring%20%3Cb%3E")
    assert "/kring &lt;b&gt;</textarea>" in page


async def test_the_theme_is_only_ever_one_of_ours(play: Play) -> None:
    answer = await play.does("noor", "preferences", theme="dark")
    assert "kring_theme=dark" in answer.headers["Set-Cookie"]
    assert "SameSite=strict" in answer.headers["Set-Cookie"]
    page = await play.client.get("/playground/noor/general", headers={"Cookie": 'kring_theme="><script>'})
    assert "data-theme" not in page.text


async def test_the_home_view_beside_a_channel_is_remembered_and_drawn_only_when_it_has_changed(play: Play) -> None:
    assert 'id="home"' not in await play.page("camille/general")
    assert 'id="home"' in await play.page("camille/general?beside=home")
    page = await play.page("camille/clear-writing")
    assert "A check-in is open" in page
    drawn = re.search('name="drawn" type="hidden" value="([0-9a-f]+)"', page)
    assert drawn
    same = await play.client.get(f"/playground/-/camille/home?place=general&drawn={drawn[1]}")
    assert same.status_code == 204
    assert "A check-in is open" in await play.page("-/camille/home?place=general&drawn=other")
    await play.page("camille/general?beside=off")
    assert 'id="home"' not in await play.page("camille/general")


async def test_the_steps_and_the_topic_follow_the_newest_community(play: Play) -> None:
    page = await play.page("noor/learning-lab")
    assert "Empty, and yours to try." in page
    assert page.count('href="/playground/noor/clear-writing?say=') == 3
    begins = Card("Bread begins", (), (Button("Join this community", "communities.join", Subject()),))
    await play.engine.say(PlaceRef(WorkspaceId("playground:local"), "learning-lab"), begins)
    page = await play.page("noor/learning-lab")
    assert "Empty, and yours to try." not in page
    assert "A place to learn by trying." in page
    assert page.count('href="/playground/noor/learning-lab?say=') == 4


async def test_the_introduction_is_hidden_and_comes_back(play: Play) -> None:
    for intro, shown in (("off", False), ("on", True)):
        answer = await play.does("noor", "preferences", intro=intro)
        assert f"kring_intro={intro};" in answer.headers["Set-Cookie"]
        page = (await play.client.get("/playground/noor/general", headers={"Cookie": f"kring_intro={intro}"})).text
        assert ('class="intro"' in page, "Show me around" in page) == (shown, not shown)


async def test_the_date_in_short_stands_beside_the_time(play: Play) -> None:
    for person, short in (("noor", "Tue 24 Nov"), ("camille", "mar. 24 nov."), ("yusuf", "di 24 nov")):
        assert f">{short}</span>" in await play.page(f"{person}/general")


async def test_where_somebody_is_is_written_as_they_write_it(play: Play) -> None:
    assert "La Réunion" in await play.page("camille/general")
    assert "Lisbon" in await play.page("tomas/general")
