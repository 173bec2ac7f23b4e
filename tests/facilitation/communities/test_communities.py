"""Founding, joining and leaving a community, and a facilitator's term."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.communities.model import TERM
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, Loss, MemberJoined, MemberLeft, MessageLost, Place, PlaceChosen, PlaceClosed
from facilitation.messages import Answer, PlaceInput, RefuseForm, ReplaceCard, Whisper
from facilitation.people import AccountRef, PlaceRef
from facilitation.sessions import SESSIONS
from facilitation.sessions.rhythms import RHYTHMS
from tests.carrier import Post
from tests.shown import buttons, card_in, opened, title, words
from tests.village import CHANNEL, WORKSPACE, Village, a_village, someone

NOOR, JONAS, MARTA = someone("Noor"), someone("Jonas"), someone("Marta", "nl")
ELSEWHERE = PlaceRef(WORKSPACE, "elsewhere")
KRING = Actor(ref=AccountRef(WORKSPACE, "kring"), is_bot=True)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village([COMMUNITIES, SESSIONS, RHYTHMS, CONVERSATION]) as village:
        yield village


def found(village: Village, **values: str | tuple[str, ...] | PlaceChosen) -> Answer | None:
    form = village.command(NOOR, "community create")
    filled = {"name": "Clear writing", "zone": "brussels", "channel": PlaceChosen(CHANNEL, "clear-writing"), **values}
    return village.fill(NOOR, form, **filled)


def errors(answer: Answer | None) -> dict[str, str]:
    assert isinstance(answer, RefuseForm), answer
    return answer.errors


def leave(village: Village, who: Actor, place: PlaceRef | None, *, is_kring: bool = False) -> None:
    where = Place(ref=place) if place else None
    village.happen(MemberLeft(by=who, place=where, is_kring=is_kring, **village.delivery()))


def test_whoever_starts_it_facilitates_for_a_term_and_kring_introduces_itself_once(village: Village) -> None:
    assert title(found(village)) == "Clear writing has begun"
    assert [title(post) for post in village.channel()] == ["Clear writing begins"]
    assert "Facilitates: Noor" in words(village.command(NOOR, "community"))
    village.pass_time(TERM - timedelta(days=1))
    assert len(village.channel()) == 1


def test_what_cannot_be_is_said_field_by_field(village: Village) -> None:
    refused = errors(found(village, name=" ", zone="Mars", channel=PlaceChosen(ELSEWHERE, kring_is_in=False)))
    assert refused.keys() == {"name", "zone", "channel"}
    assert "Mars" in refused["zone"]
    assert "not in that channel" in refused["channel"]
    assert not village.channel()


@pytest.mark.parametrize("language", [(), ("xx",), ("xx", "en")])
def test_a_community_speaks_a_language_that_kring_speaks(village: Village, language: tuple[str, ...]) -> None:
    assert errors(found(village, language=language)).keys() == {"language"}


def test_a_channel_has_one_community(village: Village) -> None:
    found(village)
    assert errors(found(village, name="Another")).keys() == {"channel"}


def test_a_channel_where_one_meets_is_not_offered(village: Village) -> None:
    def offered() -> PlaceInput:
        (asked,) = [
            each for each in opened(village.command(JONAS, "community create")).inputs if each.name == "channel"
        ]
        assert isinstance(asked, PlaceInput)
        return asked

    assert (offered().initial, offered().taken) == (CHANNEL, frozenset())
    found(village)
    assert (offered().initial, offered().taken) == (None, frozenset({CHANNEL}))
    assert CHANNEL not in {place for place, _ in offered().known}


def test_members_join_by_a_button_and_only_where_the_community_meets(village: Village) -> None:
    found(village)
    welcome = village.channel()[0]
    assert title(village.press(JONAS, welcome, "Join")) == "Welcome to Clear writing"
    assert "member of Clear writing already" in words(village.press(JONAS, welcome, "Join"))
    assert "Members: 2" in words(village.command(JONAS, "community"))
    elsewhere = Post(id="forged", to=MARTA.ref, message=welcome.message, key=None)
    assert "Doe mee in het eigen kanaal, #clear" in words(village.press(MARTA, elsewhere, "Join"))
    assert "Members: 2" in words(village.command(JONAS, "community"))


def test_leaving_is_one_word_and_coming_back_one_button(village: Village) -> None:
    found(village)
    village.command(JONAS, "join")
    gone = village.command(JONAS, "leave")
    assert title(gone) == "You have left Clear writing"
    assert "Members: 1" in words(village.command(NOOR, "community"))
    assert title(village.press(JONAS, gone, "Join again")) == "Welcome to Clear writing"


def test_a_sentence_that_begins_like_leaving_is_not_leaving(village: Village) -> None:
    found(village)
    village.command(JONAS, "join")
    assert "left" not in title(village.command(JONAS, "Leave it to me to say no, I thought."))
    assert "Members: 2" in words(village.command(NOOR, "community"))


def test_who_takes_no_part_has_nothing_to_leave(village: Village) -> None:
    found(village)
    assert "nothing to leave" in words(village.command(JONAS, "leave"))
    assert "offered round in the channel now" in words(village.command(NOOR, "leave"))


def test_who_leaves_the_channel_or_the_workspace_leaves_the_community(village: Village) -> None:
    found(village)
    for person in (JONAS, MARTA):
        village.command(person, "join")
    leave(village, JONAS, CHANNEL)
    leave(village, MARTA, None)
    assert "Members: 1" in words(village.command(NOOR, "community"))
    assert not village.private(JONAS)


def test_who_left_the_channel_comes_back_by_way_of_it_only(village: Village) -> None:
    """Or else whoever was removed from it would have the community's questions back by an old button."""
    found(village)
    for person in (JONAS, MARTA):
        village.command(person, "join")
    undo = Post(id="kept", to=MARTA.ref, message=card_in(village.command(MARTA, "leave")), key=None)
    welcome = Post(id="kept too", to=JONAS.ref, message=village.channel()[0].message, key=None)
    leave(village, JONAS, CHANNEL)
    leave(village, MARTA, CHANNEL)
    for person, old in ((MARTA, undo), (JONAS, welcome)):
        village.press(person, old, buttons(old)[0])
        assert members(village) == {"noor"}
    village.happen(MemberJoined(by=MARTA, place=Place(ref=ELSEWHERE), **village.delivery()))
    village.press(MARTA, undo, buttons(undo)[0])
    assert members(village) == {"noor"}
    village.happen(MemberJoined(by=MARTA, place=Place(ref=CHANNEL), **village.delivery()))
    village.press(MARTA, undo, buttons(undo)[0])
    village.command(JONAS, "join")
    assert members(village) == {"noor", "marta", "jonas"}


def members(village: Village) -> set[str]:
    """Their users."""
    community = village.community().id
    return village.look(lambda unit: {member.user for member in unit.people.members(community)})


def test_when_the_term_ends_the_role_is_offered_round_and_the_first_takes_it(village: Village) -> None:
    found(village)
    for person in (JONAS, MARTA):
        village.command(person, "join")
    village.pass_time(TERM + timedelta(minutes=1))
    offer = village.channel()[-1]
    assert title(offer) == "Who will facilitate Clear writing?"
    taken = village.press(JONAS, offer, "I'll facilitate")
    assert isinstance(taken, ReplaceCard)
    assert title(taken) == "Jonas facilitates Clear writing now"
    assert "Jonas" in words(village.press(MARTA, offer, "I'll facilitate"))
    assert "Jonas" in words(village.command(JONAS, "facilitate"))


def test_when_the_only_facilitator_leaves_the_role_is_offered_at_once(village: Village) -> None:
    found(village)
    village.command(JONAS, "join")
    village.command(NOOR, "leave")
    assert title(village.channel()[-1]) == "Who will facilitate Clear writing?"
    assert "You facilitate Clear writing until" in words(village.command(JONAS, "facilitate"))


def test_only_facilitators_set_check_ins_and_only_members_take_part(village: Village) -> None:
    found(village)
    village.command(JONAS, "join")
    assert "for whoever facilitates now" in words(village.command(JONAS, "check-in new"))
    stranger = village.command(MARTA, "facilitate")
    assert title(stranger) == "Dat is voor leden van Clear writing"
    assert buttons(stranger) == ["Meedoen met deze gemeenschap"]


def test_when_the_channel_is_gone_facilitators_hear_it_once(village: Village) -> None:
    found(village)
    village.happen(PlaceClosed(place=Place(ref=CHANNEL), **village.delivery()))
    leave(village, KRING, CHANNEL, is_kring=True)
    told = [words(post) for post in village.private(NOOR)]
    assert len(told) == 1
    assert "I can no longer post in #clear" in told[0]
    village.happen(MemberJoined(by=KRING, place=Place(ref=CHANNEL), is_kring=True, **village.delivery()))
    leave(village, KRING, CHANNEL, is_kring=True)
    assert len(village.private(NOOR)) == 2


def test_what_happens_elsewhere_says_nothing_of_the_channel(village: Village) -> None:
    """Whoever takes Kring out of another place, or out of their own conversation, is a member here all the same."""
    found(village)
    leave(village, NOOR, ELSEWHERE, is_kring=True)
    assert not village.private(NOOR)
    leave(village, KRING, CHANNEL, is_kring=True)
    assert len(village.private(NOOR)) == 1
    village.happen(MemberJoined(by=NOOR, place=Place(ref=ELSEWHERE), is_kring=True, **village.delivery()))
    assert village.community().place_gone


def test_a_message_that_may_not_have_arrived_is_shown_to_a_facilitator(village: Village) -> None:
    found(village)
    lost = MessageLost(community_id=village.community().id, key=None, loss=Loss.UNCERTAIN, place=CHANNEL)
    village.happen(lost)
    assert "may or may not have arrived" in words(village.private(NOOR)[-1])


def test_two_communities_and_no_place_ask_which_one_is_meant(village: Village) -> None:
    found(village)
    found(village, name="Field notes", channel=PlaceChosen(ELSEWHERE, "elsewhere"))
    asked = village.command(NOOR, "community", channel=PlaceRef(WORKSPACE, "somewhere"))
    assert isinstance(asked, Whisper)
    assert set(buttons(asked)) == {"Clear writing", "Field notes"}
    assert title(village.press(NOOR, asked, "Field notes")) == "Field notes"
