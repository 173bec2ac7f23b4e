"""A link to what is kept shows what it leads to: in the community's own channel, and only what all members may read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.capabilities import repertoire
from facilitation.events import LinksShared, Place
from facilitation.knowledge.kinds import Audience
from facilitation.messages import ShowLinks
from facilitation.people import PlaceKind, PlaceRef
from storage.unit import Addresses
from tests.exports.parcels import HOW, a_practice
from tests.facilitation.clear_writing import NOOR, begin
from tests.shown import words
from tests.stores import store_at
from tests.village import CHANNEL, KEY, WORKSPACE, Village, a_village

HANDBOOK = "https://kring.example/handbook"


class Reachable(Village):
    """Its handbook has an address."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store.close()
        addresses = Addresses(calendar=str, handbook=lambda path: f"{HANDBOOK}{path}", reachable=True)
        self.store = store_at(f"sqlite:///{self.store_path}", self.clock, KEY, addresses=addresses)
        self._engine = type(self._engine)(self.store.units, self.store.writers, self._reception)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        reachable = Reachable(made.store_path, made.capabilities, clock=made.clock)
        begin(reachable)
        yield reachable
        reachable.close()


def shared(village: Village, *urls: str, place: PlaceRef = CHANNEL, kind: PlaceKind = PlaceKind.CHANNEL) -> object:
    where = Place(ref=place, kind=kind)
    return village.happen(LinksShared(by=NOOR, place=where, message_id="m1", urls=urls, **village.delivery()))


def page(village: Village, item: str) -> str:
    return f"{HANDBOOK}/{village.community().id}/items/{item}"


def test_it_shows_what_all_members_may_read(village: Village) -> None:
    url = page(village, a_practice(village))
    shown = shared(village, url, place=replace(CHANNEL, thread="m0"))
    assert isinstance(shown, ShowLinks)
    ((address, card),) = shown.cards
    assert address == url
    assert card.title == "Cut by half"
    assert HOW.splitlines()[0] in words(card) or "Before a letter goes out." in words(card)


def test_it_shows_nothing_elsewhere(village: Village) -> None:
    url = page(village, a_practice(village))
    assert shared(village, url, place=PlaceRef(WORKSPACE, "lunch")) is None
    assert shared(village, url, place=PlaceRef(WORKSPACE, "dm-noor"), kind=PlaceKind.DIRECT) is None
    village.found(NOOR, "Another", channel=PlaceRef(WORKSPACE, "another"))
    assert shared(village, url, place=PlaceRef(WORKSPACE, "another")) is None


def test_what_was_kept_for_those_of_a_session_stays_theirs(village: Village) -> None:
    assert shared(village, page(village, a_practice(village, audience=Audience.SESSION))) is None


@pytest.mark.parametrize("url", ["", "https://elsewhere.example/handbook/x/items/y", f"{HANDBOOK}/x/items/y", "//"])
def test_other_links_show_nothing(village: Village, url: str) -> None:
    a_practice(village)
    assert shared(village, url) is None


def test_of_many_links_a_few_are_shown(village: Village) -> None:
    url = page(village, a_practice(village))
    shown = shared(village, *[f"{url}?n={number}#x" for number in range(9)])
    assert isinstance(shown, ShowLinks)
    assert len(shown.cards) == 3
