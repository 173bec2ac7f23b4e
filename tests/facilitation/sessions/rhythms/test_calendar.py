"""A community's calendar, and the link by which it is read."""

from datetime import timedelta

from icalendar import Calendar

from bot.calendars import written
from facilitation.messages import Card, LinkButton, ReplaceCard, Whisper
from facilitation.people import CommunityId
from facilitation.sessions.rhythms.feed import Entry, entries
from tests.facilitation.sessions.rhythms.recurring import DAY, HOUR, JONAS, MARTA, NOOR, WEEK, YUSUF, Recurring
from tests.shown import buttons, words


def link(shown: object) -> str:
    assert isinstance(shown, Whisper | ReplaceCard)
    assert isinstance(shown.message, Card)
    (found,) = [each.url for each in shown.message.actions if isinstance(each, LinkButton)]
    return found


def token(shown: object) -> str:
    return link(shown).rpartition("/")[2].removesuffix(".ics")


def leads_to(circle: Recurring, secret: str) -> CommunityId | None:
    return circle.village.look(lambda unit: unit.calendar_links.community(secret))


def listed(circle: Recurring) -> list[Entry]:
    return list(circle.village.within(entries))


def test_members_get_the_same_unguessable_link_privately(circle: Recurring) -> None:
    mine, theirs = (circle.village.command(person, "calendar") for person in (NOOR, JONAS))
    assert link(mine) == link(theirs)
    assert len(token(mine)) >= 43
    assert leads_to(circle, token(mine)) == circle.village.community().id
    assert leads_to(circle, token(mine)[:-1]) is None
    assert "Whoever has the link can read it" in words(mine)


def test_a_new_link_revokes_the_one_before(circle: Recurring) -> None:
    old = circle.village.command(NOOR, "calendar")
    new = circle.village.press(NOOR, old, "Revoke")
    assert leads_to(circle, token(old)) is None
    assert leads_to(circle, token(new)) == circle.village.community().id
    assert "Revoke it and make a new link" not in buttons(circle.village.command(JONAS, "calendar"))
    assert "whoever facilitates" in words(circle.village.press(JONAS, old, "Revoke"))


def test_when_somebody_leaves_facilitators_are_offered_once_to_revoke_the_link(circle: Recurring) -> None:
    circle.village.command(MARTA, "leave")
    assert "calendar" not in circle.told(NOOR)
    old = circle.village.command(JONAS, "calendar")
    circle.village.command(YUSUF, "leave")
    circle.village.command(JONAS, "leave")
    offers = [post for post in circle.village.private(NOOR) if "can still read it" in words(post)]
    assert len(offers) == 1
    new = circle.village.press(NOOR, offers[0], "Revoke")
    assert leads_to(circle, token(old)) is None
    assert leads_to(circle, token(new)) == circle.village.community().id
    circle.village.join(JONAS)
    circle.village.command(JONAS, "leave")
    assert circle.told(NOOR).count("can still read it") == 2


def test_the_link_is_nowhere_to_be_read_in_the_database(circle: Recurring) -> None:
    secret = token(circle.village.command(NOOR, "calendar"))
    files = b"".join(each.read_bytes() for each in circle.village.store_path.parent.iterdir())
    assert secret.encode() not in files


def test_it_lists_what_comes_what_was_held_and_what_was_moved(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(WEEK)
    circle.presses(NOOR, "Skip the next one")
    form = circle.presses(NOOR, "Move the next one")
    circle.village.fill(NOOR, form, day="2026-03-20", at="10:00")
    found = listed(circle)
    assert [f"{each.begins:%d %b %H:%M}" for each in found[:3]] == ["05 Mar 13:00", "20 Mar 09:00", "26 Mar 13:00"]
    assert {each.title for each in found} == {"Peer assist: our practice"}
    assert len({each.uid for each in found}) == len(found)


def test_a_moved_one_stays_the_same_one(circle: Recurring) -> None:
    circle.set()
    before = listed(circle)[0].uid
    circle.village.fill(NOOR, circle.presses(NOOR, "Move the next one"), day="2026-03-06", at="10:00")
    assert listed(circle)[0].uid == before


def test_a_session_of_its_own_is_listed_while_it_goes_on(circle: Recurring) -> None:
    form = circle.village.command(NOOR, "start peer assist")
    circle.village.fill(NOOR, form, subject="moving house", tempo=("sync",))
    (entry,) = listed(circle)
    assert entry.title == "Peer assist: moving house"
    assert entry.ends > entry.begins
    circle.village.pass_time(30 * DAY)
    assert listed(circle) == []


def test_an_entry_is_as_long_as_the_variant_that_was_chosen(circle: Recurring) -> None:
    circle.set("Troika", variant=("wise_crowd",))
    entry = listed(circle)[0]
    assert entry.ends - entry.begins == timedelta(minutes=60)


def test_one_that_is_held_once_is_as_long_as_its_smaller_variant(circle: Recurring) -> None:
    asked = circle.village.command(NOOR, "start action learning")
    circle.village.fill(NOOR, asked, subject="a knot", tempo=("sync",), variant=("coaching_pair",))
    entry = listed(circle)[0]
    assert entry.ends - entry.begins == timedelta(minutes=45)


def test_what_members_wrote_ends_no_line_and_begins_no_property(circle: Recurring) -> None:
    now = circle.village.clock.moment
    title = "A, b; c\\d\r\nBEGIN:VALARM\x00\u202e " + "é" * 80
    text = written("Clear, writing", [Entry("u", now, now + HOUR, title, "C;1")], now)
    assert "BEGIN:VALARM" not in text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["summary"] == f"A, b; c\\d BEGIN:VALARM {'é' * 80}"
    assert event["location"] == "#C;1"
    assert event.decoded("dtstart") == now
    assert event.decoded("dtend") == now + HOUR
