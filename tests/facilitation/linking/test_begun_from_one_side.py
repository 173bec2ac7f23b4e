"""What is begun from words of one side is for that side, unless somebody chooses otherwise; and that is said."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import ChoiceInput
from tests.facilitation.linking.ground import ANNA, BRAM, JONAS, NOOR, Side, home, link, northwind
from tests.shown import opened, words
from tests.village import Village, a_village

ANSWER = "Two cents a page, says the boss."
REACHES = pytest.mark.parametrize("reach", ["side", "community"])


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        northwind(village).command(BRAM, "join")
        yield village


@pytest.fixture(params=[(home, JONAS, NOOR, ANNA), (northwind, ANNA, BRAM, NOOR)])
def sides(request: pytest.FixtureRequest, village: Village) -> tuple[Side, Actor, Actor, Actor]:
    here, asker, helper, outsider = request.param
    return here(village), asker, helper, outsider


def reply(side: Side, asker: Actor, helper: Actor, reach: str) -> tuple[str, str]:
    """The question's card and what was written under it."""
    side.fill(asker, side.command(asker, "ask"), title="What do we pay the printer?", reach=(reach,))
    root = side.card("printer").id
    return root, side.say(helper, ANSWER, root)


def reach_in(form: object) -> list[tuple[str, ...]]:
    """What is chosen already of for whom it is, where that is asked."""
    return [
        tuple(each.initial) for each in opened(form).inputs if isinstance(each, ChoiceInput) and each.name == "reach"
    ]


@REACHES
def test_a_session_that_is_started_from_a_reply(sides: tuple[Side, Actor, Actor, Actor], reach: str) -> None:
    side, asker, helper, _ = sides
    root, said = reply(side, asker, helper, reach)
    which = side.use_shortcut(helper, "start", said, ANSWER, root)
    form = side.fill(helper, which, playbook=("lean_coffee",))
    assert reach_in(form) == [(reach,)]
    assert ("said on your side alone" in str(which)) == (reach == "side")
    side.fill(helper, form)
    far = northwind(side.village) if side.place == home(side.village).place else home(side.village)
    seen = any("says the boss" in words(post) and "Take part" in words(post) for post in far.channel())
    assert seen == (reach == "community")


@REACHES
def test_a_reply_that_is_kept(sides: tuple[Side, Actor, Actor, Actor], reach: str) -> None:
    side, asker, helper, outsider = sides
    root, said = reply(side, asker, helper, reach)
    form = side.use_shortcut(helper, "keep", said, ANSWER, root)
    assert reach_in(form) == ([("side",)] if reach == "side" else [])
    side.fill(helper, form, title="The price of a page")
    kept = [bool(side.village.find("price of a page", reader=who)) for who in (asker, outsider)]
    assert kept == [True, reach == "community"]
