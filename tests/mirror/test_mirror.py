"""What happens in one workspace shows nothing of another: two communities of one name, with the same ids on both sides.

One side lives first, and everything that is called or written there bears a mark. Then the other lives: each verb,
button, form, shortcut, reaction and timer in whatever order it comes, its pages, its calendar, its search, its export;
and at last everything is tried with what the marked side's buttons and forms are about. The mark is seen nowhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot import calendars, exporting, handbook
from bot.bundles.records import Heading
from bot.handbook.library import Library
from facilitation.events import Actor, FormSubmitted, Found, LinksShared, Place, Said
from facilitation.messages import OpenForm, Subject
from facilitation.people import CommunityId, WorkspaceId
from facilitation.ports.search import Hit, Wanted
from storage.unit import SqlUnit
from tests.mirror.sides import Side, a_house
from tests.mirror.walking import Walk
from tests.village import KEY

DAY = timedelta(days=1)
MARK = "zeppelin"
PAIRS = {
    "two workspaces of Slack": ("slack:T01", "slack:T02"),
    "Slack and Teams": ("slack:T01", "teams:T01"),
}
LINKED = re.compile(r"https://kring\.example(/[^'\"\s)]+)")
HREF = re.compile(r'href="(/handbook/(?!static)[^"#]*)"')
PAGES = 150
ONCE = ("leave", "community create")


def lives(walk: Walk) -> None:
    """A community lives for a few weeks, and everybody in it tries everything."""
    noor, *others = walk.side.people
    walk.says(noor, f"community create {walk.side.marked('Clear writing')}")
    walk.explore()
    for person in others:
        walk.says(person, "join")
    for _ in range(2):
        walk.by_person.clear()
        _a_week(walk)
    walk.says(others[-1], "leave")
    walk.explore()
    explained = walk.says(noor, "term")  # so that there is something to find, whatever was taken back
    assert isinstance(explained, OpenForm)
    walk.fills(noor, walk.side.direct(noor), explained.form)


def _a_week(walk: Walk) -> None:
    people, repertoire = walk.side.people, walk.house.repertoire
    for person in people[:3]:
        message = walk.writes(person, "Why do our letters come back with questions?")
        for shortcut in repertoire.shortcuts:
            walk.uses(person, shortcut, message, person)
        for emoji in repertoire.reactions:
            walk.reacts(person, message, emoji)
        walk.edits(person, message, "Why do our letters come back so soon?")
        walk.explore()
    for person in people:
        for verb in (verb.name for _, verb in repertoire.verbs() if verb.name not in ONCE):
            walk.says(person, verb, Said.SLASH if person in people[:2] else Said.DIRECT)
        walk.says(person, walk.side.marked("find letters"), Said.MENTION)
        walk.says(person, "", Said.MENU)
        walk.opens_home(person)
        walk.explore()
    _answer_all(walk)
    for _ in range(8):
        walk.passes(DAY)
        walk.explore()


def _answer_all(walk: Walk) -> None:
    """Under everything that stands in the channel two reply, and everybody says that it helped."""
    people = walk.side.people
    for root in [each.id for each in walk.house.carrier.posts.values() if each.to == walk.side.here]:
        for person in people[1:3]:
            reply = walk.writes(person, "I read them aloud", root)
            for emoji in walk.house.repertoire.reactions:
                for each in people[:3]:
                    walk.reacts(each, reply, emoji)
        walk.explore()
    walk.deletes(people[0], walk.writes(people[0], "Never mind"))


@pytest.fixture(params=PAIRS)
def sides(request: pytest.FixtureRequest, database: str) -> Iterator[tuple[Walk, Walk]]:
    """The plain side and the marked one, when both have lived."""
    plain, marked = (WorkspaceId(each) for each in PAIRS[request.param])
    with a_house(database) as house:
        walks = Walk(house, Side(plain, "")), Walk(house, Side(marked, MARK))
        for walk in reversed(walks):
            lives(walk)
        yield walks


def test_nothing_of_the_one_is_shown_in_the_other(sides: tuple[Walk, Walk], tmp_path: Path) -> None:
    plain, marked = sides
    assert_lived(marked)
    assert_lived(plain)
    other, own = community(marked), community(plain)
    said = "\n".join(plain.side.shown)
    assert MARK not in said
    assert other not in said
    assert own not in "\n".join(marked.side.shown)

    shown = {**pages(plain), **exported(plain, tmp_path / "parcel"), "search": found(plain)}
    assert {name for name, text in shown.items() if MARK in text or other in text} == set()
    assert found(marked).count(MARK) > 1

    before = len(plain.side.shown)
    tries_all_of(marked, plain)
    assert [text for text in plain.side.shown[before:] if MARK in text] == []
    assert MARK in "".join(exported(marked, tmp_path / "of the other").values())


def assert_lived(walk: Walk) -> None:
    """It was not for lack of doing: most of what there is was done, and much was shown."""
    repertoire = walk.house.repertoire
    buttons = [name for name in repertoire.buttons if walk.done[f"button {name}"]]
    forms = [name for name in repertoire.forms if walk.done[f"form {name}"]]
    assert len(buttons) > len(repertoire.buttons) * 0.4, sorted({*repertoire.buttons} - {*buttons})
    assert len(forms) > len(repertoire.forms) * 0.5, sorted({*repertoire.forms} - {*forms})
    assert all(walk.done[f"shortcut {name}"] for name in repertoire.shortcuts)
    assert all(walk.done[f"reaction {name}"] for name in repertoire.reactions)
    assert len(walk.side.shown) > 500


def community(walk: Walk) -> CommunityId:
    return walk.house.within(walk.side, lambda unit: unit.community.id)


def tries_all_of(marked: Walk, plain: Walk) -> None:
    """Somebody of the plain side does everything with what the marked side's buttons and forms are about."""
    someone, place = plain.side.people[0], plain.side.direct(plain.side.people[0])
    own = community(plain)
    for name, written in marked.subjects:
        kind, _, action = name.partition(" ")
        theirs = Subject.decode(written)
        if MARK in theirs.detail:
            continue  # whoever says it is told that it was said
        for subject in (theirs, Subject(own, theirs.id, theirs.detail)):
            if kind == "button":
                plain.presses(someone, place, None, action, subject)
            else:
                _hands_in(plain, someone, action, subject, marked)
    urls = tuple(sorted({f"https://kring.example{path}" for path in pages(marked) if "/items/" in path}))
    for url in urls:
        shared = LinksShared(
            by=someone, place=Place(ref=plain.side.here), message_id="m0", urls=(url,), **plain.delivery()
        )
        plain.happens(someone, place, shared)
    seldom = [name for name in plain.house.repertoire.buttons if not marked.done[f"button {name}"]]
    for action in seldom:
        for identity in sorted({Subject.decode(written).id for _, written in marked.subjects})[:20]:
            plain.presses(someone, place, None, action, Subject(own, identity))
    plain.look_around()


def _hands_in(plain: Walk, by: Actor, action: str, subject: Subject, marked: Walk) -> None:
    form, place = marked.forms[action], plain.side.direct(by)
    values = {
        each.name: plain.side.marked("Something") if not getattr(each, "options", ()) else () for each in form.inputs
    }
    about: dict[str, Any] = {"action": action, "subject": subject, "values": values}
    plain.happens(by, place, FormSubmitted(by=by, place=place, **about, **plain.delivery()))


def pages(walk: Walk) -> Mapping[str, str]:
    """Every page of the handbook that a link leads to, and every calendar; by their addresses."""
    house, browser = walk.house, _browser(walk)
    to_read, read = sorted(set(LINKED.findall("\n".join(walk.side.shown)))), dict[str, str]()
    assert any("/handbook/in/" in path for path in to_read)
    while to_read and len(read) < PAGES:
        path = to_read.pop()
        if path.startswith("/calendar/"):
            token = path.removeprefix("/calendar/").removesuffix(".ics")
            with house.store.reading() as unit:
                read[path] = calendars.told(token, unit) or ""
            continue
        answer = browser.get(path)
        read[path] = answer.text
        to_read += [each for each in HREF.findall(answer.text) if each not in read and each not in to_read]
    assert any("/items/" in path for path in read)
    return read


def _browser(walk: Walk) -> TestClient:
    app = Starlette(routes=handbook.routes(Library(walk.house.store), KEY, "https://kring.example"))
    return TestClient(app, base_url="https://kring.example")


def exported(walk: Walk, to: Path) -> Mapping[str, str]:
    exporting.export(walk.house.store, Heading(community(walk), "Clear writing"), to)
    return {str(file.relative_to(to)): file.read_text("utf-8") for file in to.rglob("*") if file.is_file()}


def _shown(hits: Sequence[Found], unit: SqlUnit) -> Sequence[Hit]:
    return unit.search.show(hits, None)


def found(walk: Walk) -> str:
    """Whatever the community's search gives for words that are in everything, and for the mark."""
    told = []
    for words in ("letters", "Why do our letters come back", MARK):
        hits = walk.house.store.find(Wanted(community(walk), words, 50, (), walk.side.people[0].ref))
        told.append(repr(walk.house.within(walk.side, partial(_shown, hits))))
    return "\n".join(told)
