"""What is for one side is said there, asked there and found there, and nowhere else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, ButtonPressed, FormValue, Place
from facilitation.knowledge import KNOWLEDGE
from facilitation.knowledge.tending_cards import TEND
from facilitation.linking import LINKING
from facilitation.messages import ChoiceInput, RefuseForm, Subject, TextInput
from facilitation.questions import QUESTIONS, looks
from facilitation.questions.around import Why
from facilitation.questions.news import news
from storage.unit import SqlUnit
from tests.facilitation.linking.ground import ANNA, BRAM, JONAS, NOOR, Side, end, home, link, northwind
from tests.shown import opened, words
from tests.village import Village, a_village, someone

SECRET = "What do we pay the printer?"
ANSWER = "Two cents a page."


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village([QUESTIONS, KNOWLEDGE, COMMUNITIES, LINKING, CONVERSATION]) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        northwind(village).command(BRAM, "join")
        yield village


Here = Callable[[Village], Side]
SIDES = pytest.mark.parametrize(
    ("here", "asker", "helper", "outsider"), [(home, JONAS, NOOR, ANNA), (northwind, ANNA, BRAM, NOOR)]
)


def ask(side: Side, by: Actor, title: str = SECRET) -> str:
    side.fill(by, side.command(by, "ask"), title=title, reach=("side",))
    return side.card(title).id


def everything_seen(village: Village, by: Actor, side: Side) -> str:
    """Whatever somebody of the other side can see of Kring."""
    asked = [side.command(by, text) for text in ("open questions", "find pay printer", "find cents page")]
    private = [words(post) for post in village.private(by)]
    seen = [*map(str, asked), *private, str(village.find(SECRET, reader=by)), str(village.find(ANSWER, reader=by))]
    return "\n".join([*seen, *(words(post) for post in side.channel()), *(str(village.home(by)),)])


def other(village: Village, side: Side) -> Side:
    return northwind(village) if side.place == home(village).place else home(village)


def test_it_is_asked_for_whom_only_where_there_are_several_sides(village: Village) -> None:
    form = home(village).command(NOOR, "ask")
    assert "reach" in [each.name for each in opened(form).inputs]
    assert "Our side only: City" in str(form)
    end(home(village), NOOR)
    assert "reach" not in [each.name for each in opened(home(village).command(NOOR, "ask")).inputs]


@SIDES
def test_it_is_said_on_that_side_and_nothing_of_it_on_the_other(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    side = here(village)
    root = ask(side, asker)
    assert "only" in words(side.card(SECRET))
    mine = side.say(helper, ANSWER, root)
    assert side.thread(root) == []
    side.react(asker, mine, "✅")
    assert helper.name in words(side.card("Answered by"))
    assert SECRET not in everything_seen(village, outsider, other(village, side))
    assert ANSWER not in everything_seen(village, outsider, other(village, side))


@SIDES
def test_those_of_that_side_find_it(village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor) -> None:
    side = here(village)
    ask(side, asker)
    assert [hit.title for hit in village.find(SECRET, reader=helper)] == [SECRET]
    assert village.find(SECRET, reader=outsider) == []
    assert village.find(SECRET) == []


@SIDES
def test_what_somebody_of_the_other_side_gets_hold_of_leads_to_nothing(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    side = here(village)
    ask(side, asker)
    card = side.card(SECRET)
    told = other(village, side).press(outsider, card, "What else I can do")
    assert SECRET not in words(told)


@SIDES
def test_nobody_of_the_other_side_is_asked_to_look(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    ask(here(village), asker)

    def ask_all(unit: SqlUnit) -> None:
        (question,) = unit.questions.open(9)
        looks.ask(question, dict.fromkeys([NOOR.ref, JONAS.ref, ANNA.ref, BRAM.ref], Why.LOT), unit, more=True)

    village.within(ask_all)
    village.pass_time(timedelta(days=14))
    assert any(SECRET in words(post) for post in village.private(helper))
    assert all(SECRET not in words(post) for post in village.private(outsider))


@SIDES
def test_the_week_tells_nothing_of_it(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    ask(here(village), asker)
    village.pass_time(timedelta(days=14))
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    assert SECRET not in str(village.within(lambda unit: news(unit, begin)))


@SIDES
def test_the_handbook_does_not_show_it(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    ask(here(village), asker)
    with village.store.reading() as unit:
        unit.enter(unit.people.community(village.community().id), None)
        assert unit.handbook.questions(0, 50) == []


@SIDES
def test_what_is_kept_of_it_is_found_by_that_side_alone(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    side = here(village)
    root = ask(side, asker)
    side.react(asker, side.say(helper, ANSWER, root), "✅")
    offer = next(post for post in reversed(village.private(asker)) if "Keep" in words(post))
    side.fill(asker, side.press(asker, offer, "Keep"))
    side.press(helper, village.private(helper)[-1], "Yes")
    assert any(hit.kind.startswith("knowledge.") for hit in village.find(ANSWER, reader=asker))
    assert village.find(ANSWER, reader=outsider) == []
    assert ANSWER not in everything_seen(village, outsider, other(village, side))


@SIDES
def test_what_is_written_for_one_side_is_read_there_alone(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    side = here(village)
    form = side.command(asker, "keep lesson What we pay")
    body = {each.name: ANSWER for each in opened(form).inputs if isinstance(each, TextInput) and each.multiline}
    side.fill(asker, form, **body, reach=("side",))
    assert village.find(ANSWER, reader=helper)
    assert village.find(ANSWER, reader=outsider) == []
    assert ANSWER not in everything_seen(village, outsider, other(village, side))


@SIDES
def test_what_is_of_one_side_is_handed_over_to_nobody_of_the_other(
    village: Village, here: Here, asker: Actor, helper: Actor, outsider: Actor
) -> None:
    side = here(village)
    form = side.command(asker, "keep lesson What we pay")
    body = {each.name: ANSWER for each in opened(form).inputs if isinstance(each, TextInput) and each.multiline}
    side.fill(asker, form, **body, reach=("side",))
    (hit,) = village.find(ANSWER, reader=helper)
    item = Subject(village.community().id, hit.id)
    tended = side.press(asker, card_of(side, asker, item), "Hand it over")
    (whom,) = (each for each in opened(tended).inputs if isinstance(each, ChoiceInput))
    offered = [each.value for each in whom.options]
    assert any(helper.ref.user in each for each in offered)
    assert not any(outsider.ref.user in each for each in offered)
    refused = side.fill(asker, tended, to=(f"{outsider.ref.workspace}/{outsider.ref.user}",))
    assert isinstance(refused, RefuseForm)
    village.pass_time(timedelta(days=1))
    assert not any("What we pay" in words(post) for post in village.private(outsider))


def card_of(side: Side, by: Actor, item: Subject) -> object:
    """As whoever tends it has it."""
    place = Place(ref=side.place)
    return side.village.happen(
        ButtonPressed(by=by, place=place, message_id=None, action=TEND, subject=item, **side.delivery())
    )


def test_on_a_small_side_nobody_is_nameless(village: Village) -> None:
    side = home(village)
    nameless: dict[str, FormValue] = {"title": SECRET, "reach": ("side",), "name": ("anonymous",)}
    refused = side.fill(JONAS, side.command(JONAS, "ask"), **nameless)
    assert isinstance(refused, RefuseForm)
    assert "fewer than 5 people" in refused.errors["name"]
    side.fill(JONAS, side.command(JONAS, "ask"), title="Of all of us", name=("anonymous",))
    village.join(*(someone(name) for name in ("Yusuf", "Marta", "Paul")))
    side.fill(JONAS, side.command(JONAS, "ask"), **nameless)
    village.pass_time(timedelta(hours=2))
    assert "Of all of us" in words(side.card("Of all of us"))
    assert SECRET in words(side.card(SECRET))


def test_sides_are_not_put_together(village: Village) -> None:
    ask(home(village), NOOR)
    home(village).fill(NOOR, home(village).command(NOOR, "ask"), title="Who has the stapler?", reach=("community",))
    shown = home(village).press(NOOR, home(village).card("stapler"), "What else I can do")
    assert SECRET not in str(home(village).press(NOOR, shown, "Put it together"))
