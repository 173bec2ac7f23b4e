"""What is exported comes back as it was: the same files again, byte by byte, from either database."""

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.capabilities import repertoire
from facilitation.knowledge.acts import Act, ActKind, Follower
from facilitation.knowledge.finds import Link
from facilitation.knowledge.kinds import Kind, Reader
from facilitation.people import CommunityId
from facilitation.ports.resources import Resource
from facilitation.ports.search import Wanted
from facilitation.questions.around import Adopted, Adoption, Custom, Wishes
from facilitation.questions.model import OPEN
from facilitation.support.model import SupportReply
from storage.exporting.shares import BY_NAME
from storage.store import Store, open_store
from storage.unit import SqlUnit
from tests.exports.parcels import a_practice, bring_in, export, files
from tests.facilitation.clear_writing import answered, ask, asked_for_consent, kept, wanted_kept
from tests.facilitation.knowledge.library import HOW, edit, entries, press, write
from tests.facilitation.sessions.formats.workshop import Workshop
from tests.facilitation.sessions.gathering import CAMILLE, DAY, JONAS, MARTA, NOOR, YUSUF, Gathering
from tests.facilitation.sessions.rhythms.recurring import Recurring
from tests.stores import FreshDatabase
from tests.village import CHANNEL, KEY, MovedClock, Village, a_village

WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")]
HOSTILE = "é\u200f\U0001f33b </script> \u2028 \"quoted\" 'and' \\ back\tslash # --- : {x} %s\r\n> no quote"


def holds_a_session(village: Village) -> None:
    circle = Gathering(village)
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.gives(NOOR, "Said in a session.")
    console = village.press(NOOR, circle.card(), "Where it stands")
    village.press(NOOR, village.press(NOOR, console, "End the session"), "End it now")


def refuses(village: Village) -> None:
    wanted_kept(village)
    village.press(JONAS, asked_for_consent(village), "No")


def takes_back(village: Village) -> None:
    kept(village)
    village.press(JONAS, asked_for_consent(village), "Take")


def leaves(village: Village) -> None:
    village.command(CAMILLE, "leave")


def asks(village: Village) -> None:
    village.say(JONAS, "Some reply.", thread=ask(village, title=HOSTILE[:80], detail=HOSTILE).id)


def edits(village: Village) -> None:
    title = f"Reading {len(entries(village))}"
    write(village, NOOR, title=title)
    edit(village, MARTA, title, field_how=f"{HOW}\n\nThen wait a day. {HOSTILE[:40]}")
    press(village, JONAS, "I tried", title)


def offers_a_playbook(village: Village) -> None:
    workshop = Workshop(village)
    if not village.within(lambda unit: unit.own_playbooks.all()):
        workshop.writes()
        workshop.offers()


def asks_the_sponsor(village: Village) -> None:
    village.fill(MARTA, village.press(MARTA, village.command(MARTA, "support"), "Ask our sponsor"), text=HOSTILE)


def agrees(village: Village) -> None:
    village.fill(YUSUF, village.command(YUSUF, "level"), level=("peripheral",))
    form = village.press(YUSUF, village.command(YUSUF, "agreement"), "Propose")
    village.fill(YUSUF, form, brings=HOSTILE, expects="To read along")
    village.press(NOOR, village.private(NOOR)[-1], "I accept")


def touches_all_else(unit: SqlUnit) -> None:
    """What takes several people and weeks."""
    here: CommunityId = unit.community.id
    who: dict[str, Any] = {"workspace": MARTA.ref.workspace, "user": MARTA.ref.user}
    one, other = [entry.id for entry in unit.knowledge.entries(Reader(is_member=True))][:2]
    unit.knowledge.add_act(Act(community_id=here, item_id=one, kind=ActKind.TRIED, at=unit.now, **who))
    reads: dict[str, Any] = {"workspace": CAMILLE.ref.workspace, "user": CAMILLE.ref.user}  # who writes follows already
    unit.knowledge.add_follower(Follower(community_id=here, item_id=one, told=1, **reads))
    unit.knowledge.link(Link(community_id=here, item_id=one, other_id=other, at=unit.now))
    asked = unit.questions.open(1)[0].id
    tried = Adoption(community_id=here, question_id=asked, what=Adopted.TRIED, words=HOSTILE, at=unit.now, **who)
    unit.around.add_adoption(tried)
    unit.around.add_wishes(Wishes(community_id=here, subjects=("letters", HOSTILE[:20]), **who))
    (request,) = unit.support.open()
    reply = SupportReply(community_id=here, request_id=request.id, text=HOSTILE, at=unit.now, **who)
    unit.support.reply(reply)
    unit.resources.add(
        Resource(community_id=here, title=HOSTILE[:40], address="https://a.b", why="x", at=unit.now, **who)
    )
    unit.around.set_custom(Custom(community_id=here, workspace=CHANNEL.workspace, channel=CHANNEL.channel))


ACTS: dict[str, Callable[[Village], object]] = {
    "asks": asks,
    "is answered": answered,
    "keeps": kept,
    "refuses": refuses,
    "takes back": takes_back,
    "writes": lambda village: a_practice(village, title=HOSTILE[:60], how=HOSTILE),
    "edits": edits,
    "offers a playbook": offers_a_playbook,
    "asks the sponsor": asks_the_sponsor,
    "agrees": agrees,
    "wants a weekly message": lambda village: village.fill(NOOR, village.command(NOOR, "digest")),
    "leaves": leaves,
    "comes back": lambda village: village.join(CAMILLE),
    "holds a session": holds_a_session,
    "sets a rhythm": lambda village: Recurring(village).set(),
    "lets a week pass": lambda village: village.pass_time(7 * DAY + timedelta(minutes=1)),
}


def found(village: Village) -> None:
    village.found(NOOR, name="Clear “writing”")
    village.join(JONAS, MARTA, CAMILLE, YUSUF)


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a community in which all of that happened."""
    with a_village(repertoire().capabilities) as village:
        found(village)
        for act in ACTS.values():
            act(village)
        village.within(touches_all_else)
        return export(village.store, tmp_path_factory.mktemp("lively") / "parcel")


@pytest.fixture(params=WAYS, ids=" to ".join)
def two(request: pytest.FixtureRequest, fresh_database: FreshDatabase) -> Iterator[tuple[Store, Store]]:
    stores = [open_store(fresh_database(kind), MovedClock(), KEY) for kind in request.param]
    yield stores[0], stores[1]
    for store in stores:
        store.close()


def test_a_community_goes_from_one_database_to_the_other_and_is_exported_the_same(
    lively: Path, two: tuple[Store, Store], tmp_path: Path
) -> None:
    here = lively
    for number, store in enumerate(two):
        bring_in(store, here)
        here = export(store, tmp_path / str(number))
        assert files(here) == files(lively)
        bring_in(store, export(store, tmp_path / f"{number}.zip"), replace=True)
        assert files(export(store, tmp_path / f"{number}-replaced")) == files(lively)
    told = files(lively)["community.jsonl"].decode()
    assert set(re.findall(r'^{"table":"(\w+)"', told, re.MULTILINE)) == {*BY_NAME, "pages"}


def test_what_came_back_is_found_again(lively: Path, two: tuple[Store, Store]) -> None:
    bring_in(two[0], lively)
    unit = two[0].units()
    (community,) = unit.people.communities_of(JONAS.ref)
    unit.enter(community, None)
    assert unit.knowledge.tags(Reader(is_member=True)) == {"letters": 1}
    for words, kind in (("tenants", Kind.PRACTICE), ("review", Kind.ANSWER), ("quoted", OPEN)):
        hits = unit.search.show(two[0].find(Wanted(community.id, words, 10)))
        assert kind in {hit.kind for hit in hits}, words
    unit.close()


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=5))
def test_whatever_people_did_it_comes_back_the_same(acts: list[str]) -> None:
    with a_village(repertoire().capabilities) as village, a_village(()) as other, tempfile.TemporaryDirectory() as home:
        found(village)
        for act in acts:
            ACTS[act](village)
        first = export(village.store, Path(home) / "first")
        bring_in(other.store, first)
        assert files(export(other.store, Path(home) / "again")) == files(first)
