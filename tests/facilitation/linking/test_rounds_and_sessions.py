"""Check-ins and sessions reach both places, or one side alone; each is asked where they are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.calendars import told
from bot.capabilities import repertoire
from facilitation.events import Actor, FormValue, PlaceChosen
from facilitation.messages import ChoiceInput, RefuseForm
from facilitation.people import AccountRef
from tests.carrier import Post
from tests.facilitation.linking.ground import ANNA, BRAM, CONTRACTS, JONAS, NOOR, Side, home, link, northwind
from tests.facilitation.sessions.rounds.practice import SOUND
from tests.shown import buttons, opened, title, words
from tests.village import CHANNEL, Village, a_village, someone

QUESTION = "What did you cut this week?"
Here = Callable[[Village], Side]


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        northwind(village).command(BRAM, "join")
        yield village


def check_in(side: Side, by: Actor, place: PlaceChosen, **values: FormValue) -> None:
    filled: dict[str, FormValue] = {**SOUND, "question_1": QUESTION, "place": place, **values}
    side.fill(by, side.command(by, "check-in new"), **filled)
    side.village.pass_time(timedelta(days=7))


def asked(village: Village, who: Actor) -> bool:
    return any(QUESTION in words(post) for post in village.private(who))


def test_a_check_in_asks_everyone_where_they_are_and_tells_both_places(village: Village) -> None:
    check_in(home(village), NOOR, PlaceChosen(CHANNEL, "clear-writing"))
    assert all(asked(village, who) for who in (NOOR, JONAS, ANNA, BRAM))
    assert QUESTION in words(home(village).card(QUESTION))
    assert QUESTION in words(northwind(village).card(QUESTION))


def test_a_check_in_of_one_side_asks_and_tells_that_side_alone(village: Village) -> None:
    check_in(home(village), NOOR, PlaceChosen(CHANNEL, "clear-writing"), reach=("side",))
    assert asked(village, JONAS)
    assert not asked(village, ANNA)
    assert not any(QUESTION in words(post) for post in northwind(village).channel())
    assert QUESTION not in str(northwind(village).command(ANNA, "rhythm"))
    assert QUESTION not in str(village.home(ANNA))


def test_a_session_is_joined_from_both_places(village: Village) -> None:
    side = home(village)
    side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject="Footnotes")
    northwind(village).press(ANNA, northwind(village).card("Footnotes"), "Take part")
    for each in (home(village), northwind(village)):
        assert "Anna" in words(each.card("Footnotes"))


@pytest.mark.parametrize(
    ("here", "host", "peer", "outsider"), [(home, NOOR, JONAS, ANNA), (northwind, ANNA, BRAM, NOOR)]
)
def test_a_session_of_one_side_is_neither_shown_nor_joined_on_the_other(
    village: Village, here: Here, host: Actor, peer: Actor, outsider: Actor
) -> None:
    side = here(village)
    side.fill(host, side.command(host, "start lean coffee"), subject="Prices", reach=("side",))
    card = side.card("Prices")
    side.press(peer, card, "Take part")
    assert peer.name in words(side.card("Prices"))
    other = northwind(village) if here is home else home(village)
    assert not any("Prices" in words(post) for post in other.channel())
    told = other.press(outsider, card, "Take part")
    assert "Prices" not in words(told)
    assert outsider.name not in words(side.card("Prices"))


@pytest.mark.parametrize(
    ("here", "host", "peer", "outsider"), [(home, NOOR, JONAS, ANNA), (northwind, ANNA, BRAM, NOOR)]
)
def test_what_a_session_of_one_side_leaves_stays_with_those_who_were_in_it(
    village: Village, here: Here, host: Actor, peer: Actor, outsider: Actor
) -> None:
    side, other = here(village), northwind(village) if here is home else home(village)
    side.fill(host, side.command(host, "start after action review"), subject="Prices", tempo=("sync",), reach=("side",))
    third = replace(peer, ref=AccountRef(peer.ref.workspace, "lea"), name="Lea")
    side.command(third, "join")
    for person in (peer, third):
        side.press(person, side.card("Prices"), "Take part")
    side.press(host, side.card("Prices"), "Begin the session")
    for _ in range(3):
        side.fill(peer, side.press(peer, newest(village, "Contribute"), "Contribute"), text_0_0="Two cents a page.")
        village.pass_time(timedelta(minutes=10))
    form = side.press(host, newest(village, "Make a card"), "Make a card")
    (asked,) = [each for each in opened(form).inputs if each.name == "audience"]
    assert isinstance(asked, ChoiceInput)
    assert [each.value for each in asked.options] == ["session"]
    assert isinstance(side.fill(host, form, audience=("community",)), RefuseForm)
    side.fill(host, form)
    side.press(peer, village.private(peer)[-1], "Yes")
    assert village.find("cents", reader=host) != []
    assert village.find("cents", reader=outsider) == []
    seen = [*map(words, [*other.channel(), *village.private(outsider)]), str(village.home(outsider))]
    assert "cents" not in "".join(seen)


def newest(village: Village, label: str) -> Post:
    """Of all that Kring posted, with a button that begins so."""
    posts = reversed(village.carrier.posts.values())
    return next(each for each in posts if any(name.startswith(label) for name in buttons(each)))


@pytest.mark.parametrize("asks_at_home", [True, False])
def test_the_week_is_told_in_both_places(village: Village, asks_at_home: bool) -> None:
    home(village).fill(NOOR, home(village).command(NOOR, "digest"), day=("4",), at="10:00")
    side, by = (home(village), JONAS) if asks_at_home else (northwind(village), ANNA)
    side.fill(by, side.command(by, "ask"), title="How do you cut a page?")
    asked = side.card("How do you cut a page?").id
    side.react(by, side.say(BRAM if by is ANNA else NOOR, "From its end.", asked), "✅")
    village.pass_time(timedelta(days=7))
    for each in (home(village), northwind(village)):
        weeks = [post for post in each.channel() if title(post).startswith("The week in")]
        assert len(weeks) == 1
        assert any("How do you cut a page?" in told for told in each.thread(weeks[0].id))


def test_somebody_of_the_other_side_who_facilitates_sets_a_check_in_in_their_own_place(village: Village) -> None:
    home(village).command(NOOR, "leave")
    northwind(village).command(ANNA, "facilitate")
    check_in(northwind(village), ANNA, PlaceChosen(CONTRACTS, "contracts"))
    for each in (home(village), northwind(village)):
        assert QUESTION in words(each.card(QUESTION))


def test_the_calendar_shows_what_is_for_the_whole_community(village: Village) -> None:
    side = home(village)
    for subject, reach in (("Footnotes", "community"), ("Prices", "side")):
        side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject=subject, reach=(reach,))
    check_in(side, NOOR, PlaceChosen(CHANNEL, "clear-writing"), reach=("side",))
    northwind(village).command(ANNA, "calendar")
    calendar = read_calendar(village)
    assert "Footnotes" in calendar
    assert "Prices" not in calendar
    assert QUESTION not in calendar


def read_calendar(village: Village) -> str:
    """As it is served, by the community's own link."""
    token = village.within(lambda unit: unit.calendar_links.token())
    with village.store.reading() as unit:
        return told(token or "", unit) or ""


def test_the_name_of_a_circle_of_one_side_is_not_told_on_the_other(village: Village) -> None:
    yusuf, marta, paul = (someone(name) for name in ("Yusuf", "Marta", "Paul"))
    village.join(yusuf, marta, paul)
    side, far = home(village), northwind(village)
    form = side.press(NOOR, side.command(NOOR, "rhythm new"), "Peer circle")
    place = PlaceChosen(CHANNEL, "clear-writing")
    side.fill(NOOR, form, place=place, subject="Our boss", days=("0",), reach=("side",))
    village.pass_time(timedelta(days=15))
    card = next(post for post in reversed(side.channel()) if "Take part" in buttons(post))
    for who in (NOOR, JONAS, yusuf, marta):
        side.press(who, card, "Take part")
    side.press(NOOR, side.card("Peer circle"), "Begin")
    for here, who in ((side, paul), (far, ANNA)):
        here.fill(who, here.command(who, "ask"), title=f"{who.name} needs a stapler")
    village.pass_time(timedelta(days=14))
    offered = [str([buttons(post) for post in village.private(who)]) for who in (paul, ANNA)]
    assert "Our boss" in offered[0]
    assert "Our boss" not in offered[1]
