"""What Kring answers to anything at all, and what a person chooses for themselves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import ButtonPressed, CommandGiven, Place, ProfileSeen, Said
from facilitation.messages import RefuseForm, Subject, Whisper
from facilitation.people import Account, AccountRef, CommunityId, PlaceKind, PlaceRef, Standing
from facilitation.ports.platform import Ability
from facilitation.rights import Capacity, Kind, all_rights
from tests.shown import button, buttons, filled_in, opened, title, words
from tests.village import CHANNEL, EVERYTHING, WORKSPACE, Village, a_village, direct, someone

NOOR, JONAS, CAMILLE, ANNA = someone("Noor"), someone("Jonas", "nl"), someone("Camille", "fr"), someone("Anna")
FACILITATORS = [name for kind, name, right in all_rights() if kind is Kind.VERB and not right.of & {Capacity.MEMBER}]
LONG = "word " * 8000  # 40,000 characters
ODD = ["", "hi", "thanks", "help", "HELP", "chek-in", "sing a song"]
ODD += ["<!channel>", "</script>", "\u202eevil", "🙂", LONG]


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        yield village


def account(village: Village, of: AccountRef) -> Account:
    found = village.look(lambda unit: unit.people.account(of))
    assert found
    return found


@pytest.mark.parametrize("said", ODD, ids=lambda said: said[:12])
@pytest.mark.parametrize("how", Said)
def test_anything_gets_one_private_answer(village: Village, said: str, how: Said) -> None:
    village.found(NOOR)
    before = len(village.channel())
    answer = village.command(NOOR, said, how)
    shown = answer or village.private(NOOR)[-1]
    assert len(words(shown)) > 20
    assert "\0" not in words(shown)
    assert len(village.channel()) == before


def test_help_tells_every_verb_that_one_may_say_in_the_readers_language(village: Village) -> None:
    village.found(NOOR)
    village.join(JONAS, CAMILLE)
    for person, not_theirs in ((NOOR, ["installed"]), (JONAS, FACILITATORS), (CAMILLE, FACILITATORS)):
        told = words(village.command(person, "help"))
        verbs = [verb.name for _, verb in repertoire().verbs()]
        assert [verb for verb in verbs if f"`{verb}`" not in told] == [verb for verb in verbs if verb in not_theirs]
    assert "wat je me kunt vragen" in words(village.command(JONAS, "hulp")).lower()
    assert "`demander` (`ask`)\u00a0: poser une question" in words(village.command(CAMILLE, "aide"))


def test_whoever_is_outside_is_told_what_is_open_to_them_and_how_to_come_in(village: Village) -> None:
    nowhere = village.command(NOOR, "help")
    assert "You take part in no community yet" in words(nowhere)
    assert "`ask`" not in words(nowhere)
    village.found(NOOR)
    outside = village.command(ANNA, "help")
    assert "You are not in Clear writing yet" in words(outside)
    assert "`settings`" in words(outside)
    assert not [verb for verb in ("ask", "find", "level", "digest", "installed") if f"`{verb}`" in words(outside)]
    village.press(ANNA, outside, "Join this community")
    assert "`ask`" in words(village.command(ANNA, "help"))


def test_a_guest_of_the_workspace_is_told_who_lets_them_in(village: Village) -> None:
    village.found(NOOR)
    village.command(ANNA, "hi")
    village.happen(ProfileSeen(account=ANNA.ref, name="Anna", standing=Standing.GUEST))
    told = words(village.command(ANNA, "help"))
    assert "a member of Clear writing proposes you with `/kring invite`, whoever facilitates lets you in" in told
    assert "`/kring come in`" in told
    assert "`community create`" not in told


def test_in_a_direct_message_a_member_of_several_sees_what_members_do(village: Village) -> None:
    for channel in (CHANNEL, PlaceRef(WORKSPACE, "elsewhere")):
        village.found(NOOR, channel=channel)
    told = words(village.command(NOOR, "help", Said.DIRECT) or village.private(NOOR)[-1])
    assert "`ask`" in told
    assert "`installed`" not in told


@pytest.mark.parametrize(("typed", "meant"), [("parain", "Notre sponsor"), ("regages", "Mes réglages")])
def test_a_typo_is_understood_by_the_readers_own_words(village: Village, typed: str, meant: str) -> None:
    village.found(NOOR)
    village.join(CAMILLE)
    assert meant in buttons(village.command(CAMILLE, typed))
    assert title(village.command(CAMILLE, "parrain")) == "Sponsors de Clear writing"


def test_nobody_is_offered_by_a_typo_what_is_not_theirs(village: Village) -> None:
    village.found(NOOR)
    assert buttons(village.command(ANNA, "askk"))[0] == "Join this community"
    assert "My settings" in buttons(village.command(ANNA, "setings"))


def test_what_may_have_been_a_question_goes_along_into_one(village: Village) -> None:
    village.found(NOOR)
    told = village.command(NOOR, "How do I begin a letter?")
    form = village.press(NOOR, told, "Ask a question")
    assert filled_in(form)["title"] == "How do I begin a letter?"


def test_whoever_takes_part_nowhere_is_shown_at_home_how_to(village: Village) -> None:
    home, _ = village.home(JONAS).cards
    assert "/kring meedoen" in words(home)
    village.found(NOOR)
    village.join(JONAS)
    assert "Je gemeenschappen, en wat" in words(village.home(JONAS).cards[0])


def test_a_member_of_two_communities_is_offered_what_members_do(village: Village) -> None:
    for channel in (CHANNEL, PlaceRef(WORKSPACE, "elsewhere")):
        village.found(NOOR, channel=channel)
    assert "Ask a question" in buttons(village.command(NOOR, "hi", Said.DIRECT) or village.private(NOOR)[-1])


def test_a_typo_is_answered_with_what_may_have_been_meant(village: Village) -> None:
    village.found(NOOR)
    asked = village.command(NOOR, "setings")
    assert "My settings" in buttons(asked)
    assert opened(village.press(NOOR, asked, "My settings")).action == "conversation.settings"


def test_verbs_are_understood_in_three_languages(village: Village) -> None:
    for words_said in ("settings", "instellingen", "réglages", "Settings"):
        assert opened(village.command(NOOR, words_said)).action == "conversation.settings"


def test_settings_are_kept_and_shown_again(village: Village) -> None:
    form = village.command(NOOR, "settings")
    kept = village.fill(
        NOOR, form, language=("fr",), zone="Paris", quiet_from="17:30", quiet_until="09:15", pause=("week",)
    )
    assert "Europe/Paris" in words(kept)
    assert "17:30 – 09:15" in words(kept)
    assert filled_in(village.command(NOOR, "settings"))["zone"] == "Europe/Paris"
    paused = account(village, NOOR.ref).paused_until
    assert paused is not None
    assert timedelta(days=6) < paused - village.clock.moment <= timedelta(days=7)


def test_what_cannot_be_set_is_said_and_nothing_changes(village: Village) -> None:
    form = village.command(NOOR, "settings")
    refused = village.fill(NOOR, form, language=("nl",), zone="Atlantis", quiet_from="25:00", quiet_until="")
    assert isinstance(refused, RefuseForm)
    assert refused.errors.keys() == {"zone", "quiet_from", "quiet_until"}
    assert account(village, NOOR.ref).language == "en"


def test_what_the_platform_tells_does_not_undo_what_somebody_chose(village: Village) -> None:
    village.fill(NOOR, village.command(NOOR, "settings"), language=("fr",), zone="Paris")
    village.happen(ProfileSeen(account=NOOR.ref, name="Noor H.", locale="nl-BE", zone="Asia/Tokyo"))
    seen = account(village, NOOR.ref)
    assert (seen.name, seen.language, seen.zone) == ("Noor H.", "fr", "Europe/Paris")


def test_what_the_platform_tells_holds_until_somebody_chooses(village: Village) -> None:
    village.command(NOOR, "help")
    village.happen(ProfileSeen(account=NOOR.ref, name="Noor", locale="nl-BE", zone="Asia/Tokyo"))
    seen = account(village, NOOR.ref)
    assert (seen.language, seen.zone) == ("nl", "Asia/Tokyo")


def test_the_platform_tells_who_is_a_guest_in_the_workspace(village: Village) -> None:
    village.command(NOOR, "help")
    assert account(village, NOOR.ref).standing is Standing.MEMBER
    village.happen(ProfileSeen(account=NOOR.ref, name="Noor", standing=Standing.GUEST))
    assert account(village, NOOR.ref).standing is Standing.GUEST


def test_an_old_button_is_told_so_and_changes_nothing(village: Village) -> None:
    answer = village.happen(
        ButtonPressed(
            by=NOOR,
            place=Place(ref=CHANNEL),
            message_id="m1",
            action="something.from.before",
            subject=Subject(CommunityId("nowhere"), "x"),
            **village.delivery(),
        )
    )
    assert "no longer in use" in words(answer)


def test_a_form_that_cannot_be_opened_now_waits_behind_a_button(village: Village) -> None:
    village.found(NOOR)
    offered = village.command(NOOR, "ask What now?", Said.MENTION)
    assert isinstance(offered, Whisper)
    assert filled_in(village.press(NOOR, offered, "Open the form"))["title"] == "What now?"


def test_without_private_lines_the_answer_comes_as_a_direct_message() -> None:
    with a_village(repertoire().capabilities, EVERYTHING - {Ability.PRIVATE_REPLIES}) as village:
        assert village.command(NOOR, "help") is None
        assert title(village.private(NOOR)[0]) == "What you can ask me"


def test_the_same_delivery_twice_is_handled_once(village: Village) -> None:
    village.found(NOOR)
    place = Place(ref=direct(NOOR), kind=PlaceKind.DIRECT)
    command = CommandGiven(by=NOOR, place=place, text="help", said=Said.DIRECT, **village.delivery())
    for _ in range(2):
        village.happen(command)
    assert len(village.private(NOOR)) == 1


@pytest.mark.parametrize("said", [Said.MENTION, Said.DIRECT])
def test_a_question_typed_to_kring_is_offered_to_be_asked_with_its_words(village: Village, said: Said) -> None:
    village.found(NOOR)
    offered = village.command(NOOR, "How do I start a review?", said)
    assert "Shall I ask that?" in words(offered)
    assert not any("review" in words(post) for post in village.private(NOOR))  # it may be asked without a name
    assert buttons(offered)[:2] == ["Ask a question", "Find something"]
    assert button(offered, "Ask").subject.detail == "ask How do I start a review?"
