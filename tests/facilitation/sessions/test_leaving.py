"""Who takes no part any more hears nothing more of it, and what was theirs stays theirs."""

from collections.abc import Iterator

import pytest

from facilitation.events import Actor, Loss, MessageLost
from facilitation.people import PlaceRef
from tests.carrier import Post
from tests.facilitation.sessions.gathering import DAY, HOUR, JONAS, MARTA, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, words

WORDS = "I wrote no, and she wept"


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF)) as here:
        yield here


def a_case(circle: Gathering, **values: tuple[str, ...]) -> None:
    circle.starts(NOOR, "gossip", **values)
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.press(JONAS, circle.card(), "Take the role: ")


def leaves(circle: Gathering, person: Actor) -> None:
    circle.village.press(person, circle.village.press(person, circle.card(), "Where it stands"), "Leave")


def said_in(circle: Gathering, group: Post) -> str:
    posts = circle.village.carrier.posts.values()
    return "\n".join(words(post) for post in posts if isinstance(post.to, PlaceRef) and post.to.thread == group.id)


def test_a_group_that_somebody_left_is_left_by_all(circle: Gathering) -> None:
    a_case(circle)
    circle.begins(NOOR)
    (group,) = circle.groups()
    leaves(circle, YUSUF)
    assert "can still read this group" in said_in(circle, group)
    (asked,) = [post for post in circle.village.private(JONAS) if "Contribute" in buttons(post)]
    circle.village.fill(JONAS, circle.village.press(JONAS, asked, "Contribute"), text_0_0=WORDS)
    assert WORDS in circle.told(MARTA)
    assert WORDS not in circle.told(YUSUF)
    assert WORDS not in said_in(circle, group)


def test_what_was_still_to_come_to_somebody_who_left_never_does(circle: Gathering) -> None:
    """It begins at night, and waits for the morning."""
    a_case(circle, tempo=("async",))
    circle.village.pass_time(13 * HOUR)
    circle.village.carrier.loses = Loss.UNSUPPORTED
    circle.begins(NOOR)
    leaves(circle, YUSUF)
    before = circle.told(YUSUF)
    circle.village.pass_time(2 * DAY)
    assert circle.told(YUSUF) == before
    assert "The case" in circle.told(MARTA)


def test_one_persons_dead_conversation_is_nobody_elses_matter(circle: Gathering) -> None:
    circle.starts(NOOR, "after action review", tempo=("async",))
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    prompt = next(post for post in circle.village.private(JONAS) if post.key and "/prompt/" in post.key)
    lost = MessageLost(
        community_id=circle.village.community().id,
        key=prompt.key,
        loss=Loss.PLACE_GONE,
        place=None,
        person=JONAS.ref,
    )
    circle.village.happen(lost)
    said = len(circle.room())
    circle.gives(MARTA, "That we would be done by Friday")
    circle.village.pass_time(3 * DAY)
    assert len(circle.room()) > said, "it goes on in its thread"
