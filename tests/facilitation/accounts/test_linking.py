"""One person with accounts in two workspaces: linked by a code, one in everything, taken apart again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, ProfileSeen, Said
from facilitation.messages import Whisper
from facilitation.people import Account, Member, PlaceRef, WorkspaceId
from facilitation.texts import escape
from tests.facilitation.clear_writing import ANSWER, answered, asked_for_consent, offered, wanted_kept
from tests.shown import buttons, opened, title, words
from tests.village import CHANNEL, Village, a_village, someone

TEAMS = WorkspaceId("teams:village")
ELSEWHERE = PlaceRef(TEAMS, "19:reviewers")
NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")
MARTA_TOO = someone("Marta Peeters", "nl", "Europe/London", TEAMS)
JONAS_TOO = someone("Jonas P", workspace=TEAMS)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        yield made


def code(village: Village, of: Actor) -> str:
    told = village.command(of, "link me", Said.DIRECT)
    assert isinstance(told, Whisper)
    assert told.fleeting
    return words(told).split("link me ")[1][:9]


def link(village: Village, first: Actor, second: Actor) -> None:
    asked = village.command(second, f"link me {code(village, first)}", Said.DIRECT)
    village.press(second, asked, "Ja" if second.locale == "nl" else "Yes")


def account(village: Village, of: Actor) -> Account:
    found = village.look(lambda unit: unit.people.account(of.ref))
    assert found
    return found


def member(village: Village, of: Actor, place: PlaceRef = CHANNEL) -> Member | None:
    community = village.look(lambda unit: unit.people.community_at(place))
    assert community
    return village.look(lambda unit: unit.people.member(community.id, of.ref))


def found_elsewhere(village: Village, by: Actor, *others: Actor) -> None:
    village.found(by, name="Reviewers", channel=ELSEWHERE)
    village.join(*others, channel=ELSEWHERE)


def test_a_code_typed_on_the_other_side_makes_both_accounts_one_person(village: Village) -> None:
    asked = village.command(MARTA_TOO, f"link me {code(village, MARTA)}", Said.DIRECT)
    assert title(asked) == "Zijn Marta (de speeltuin) en Marta Peeters (Teams) allebei jij?"
    village.press(MARTA_TOO, asked, "Ja")
    assert account(village, MARTA_TOO).principal == MARTA.ref
    for told in (village.private(MARTA)[-1], village.private(MARTA_TOO)[-1]):
        assert "Take Marta Peeters (Teams) apart" in buttons(told)


def test_a_code_is_typed_in_any_way_and_works_once(village: Village) -> None:
    given = code(village, MARTA)
    again = village.command(MARTA_TOO, f"link me {given.lower().replace(' ', '-')}", Said.DIRECT)
    assert title(again).endswith("allebei jij?")
    assert "no such code" in words(village.command(JONAS, f"link me {given}", Said.DIRECT))


def test_a_code_stands_as_it_is_typed_where_nothing_can_be_escaped(village: Village) -> None:
    given = code(village, MARTA)
    assert escape(given) == given


def test_a_code_is_forgotten_after_ten_minutes_and_by_the_next_one(village: Village) -> None:
    first, second = code(village, MARTA), code(village, MARTA)
    assert "no such code" in words(village.command(JONAS_TOO, f"link me {first}", Said.DIRECT))
    village.pass_time(timedelta(minutes=10))
    assert "no such code" in words(village.command(JONAS_TOO, f"link me {second}", Said.DIRECT))


def test_nobody_is_linked_before_they_said_yes_and_a_yes_waits_ten_minutes(village: Village) -> None:
    asked = village.command(MARTA_TOO, f"link me {code(village, MARTA)}", Said.DIRECT)
    assert account(village, MARTA_TOO).principal is None
    village.pass_time(timedelta(minutes=10))
    assert (
        "no such code" in words(village.press(MARTA_TOO, asked, "Ja")) or account(village, MARTA_TOO).principal is None
    )


def test_a_yes_is_only_that_of_whoever_typed_the_code(village: Village) -> None:
    asked = village.command(MARTA_TOO, f"link me {code(village, MARTA)}", Said.DIRECT)
    village.press(TOMAS, asked, "Ja")
    assert village.look(lambda unit: unit.people.linked_to(MARTA.ref)) == []
    assert account(village, TOMAS).principal is None


def test_guesses_are_counted_and_the_right_one_comes_too_late_then(village: Village) -> None:
    given = code(village, MARTA)
    for _ in range(5):
        assert "no such code" in words(village.command(JONAS_TOO, "link me AAAA-AAAA", Said.DIRECT))
    assert "5 codes an hour" in words(village.command(JONAS_TOO, f"link me {given}", Said.DIRECT))
    village.pass_time(timedelta(hours=1))
    assert title(village.command(JONAS_TOO, f"link me {code(village, MARTA)}", Said.DIRECT)).startswith("Are ")


def test_ones_own_code_is_typed_elsewhere(village: Village) -> None:
    given = code(village, MARTA)
    assert "no such code" in words(village.command(MARTA, f"link me {given}", Said.DIRECT))
    assert title(village.command(JONAS_TOO, f"link me {given}", Said.DIRECT)).startswith("Are ")


def test_the_code_is_in_no_row(village: Village) -> None:
    given = code(village, MARTA)
    letters = given.replace(" ", "")
    dump = village.store_path.read_bytes() + (village.store_path.parent / "kring.sqlite3-wal").read_bytes()
    assert given.encode() not in dump
    assert letters.encode() not in dump


def test_what_is_done_by_the_other_account_is_the_persons(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    village.fill(MARTA_TOO, village.command(MARTA_TOO, "ask", Said.SLASH), title="How do I begin?")
    asked = village.within(lambda unit: unit.questions.asked_by(MARTA.ref))
    assert [each.title for each in asked] == ["How do I begin?"]
    assert asked[0].place == CHANNEL
    assert village.within(lambda unit: unit.questions.asked_by(MARTA_TOO.ref)) == []


def test_who_they_are_on_each_side_is_not_mixed_up(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    village.command(MARTA_TOO, "hi", Said.DIRECT)
    assert (account(village, MARTA).name, account(village, MARTA).language) == ("Marta", "en")
    assert account(village, MARTA).zone == "Europe/Brussels"
    assert account(village, MARTA_TOO).zone == "Europe/London"


def test_what_the_other_account_did_before_is_theirs(village: Village) -> None:
    """Asked, replied, kept and looked after by either: all of it is one person's."""
    wanted_kept(village, by=JONAS, asker=MARTA)
    village.press(JONAS, asked_for_consent(village, JONAS), "Yes")
    link(village, JONAS_TOO, JONAS)
    (question,) = village.within(lambda unit: unit.questions.asked_by(MARTA.ref))
    replies = village.within(lambda unit: unit.questions.replies(question.id, 9))
    assert [reply.author for reply in replies] == [JONAS_TOO.ref]
    (hit,) = [hit for hit in village.find(ANSWER) if hit.kind.startswith("knowledge.")]
    item = village.within(lambda unit: unit.knowledge.item(hit.id))
    assert item
    assert JONAS.ref not in {author for passage in item.passages for author in passage.authors}
    assert JONAS_TOO.ref in {author for passage in item.passages for author in passage.authors}
    assert member(village, JONAS_TOO)
    assert member(village, JONAS) is None
    village.delete(replies[0].message_id)


def test_in_a_community_of_both_there_is_one_membership(village: Village) -> None:
    found_elsewhere(village, NOOR, MARTA, MARTA_TOO)
    first = member(village, MARTA, ELSEWHERE)
    link(village, MARTA, MARTA_TOO)
    kept = member(village, MARTA, ELSEWHERE)
    assert first
    assert kept
    assert kept.id == first.id
    assert member(village, MARTA_TOO, ELSEWHERE) is None
    community = village.look(lambda unit: unit.people.community_at(ELSEWHERE))
    assert community
    members = village.look(lambda unit: unit.people.members(community.id))
    assert {each.ref for each in members} == {NOOR.ref, MARTA.ref}


def test_whoever_facilitated_by_one_account_does_by_the_other(village: Village) -> None:
    found_elsewhere(village, MARTA_TOO, MARTA)
    link(village, MARTA, MARTA_TOO)
    told = words(village.command(NOOR, "community", channel=ELSEWHERE))
    assert "Marta" in told
    assert "nobody" not in told.lower()


def test_private_messages_arrive_where_they_want(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    answered(village, by=JONAS, asker=MARTA)
    assert offered(village, MARTA).to == MARTA.ref
    shown = village.command(MARTA, "link me", Said.DIRECT)
    village.press(MARTA, shown, "Write to Marta Peeters (Teams)")
    before = len(village.private(MARTA))
    answered(village, by=JONAS, asker=MARTA)
    assert len(village.private(MARTA)) == before
    assert "/offer" in str(village.private(MARTA_TOO)[-1].key)
    village.fill(MARTA_TOO, opened(village.press(MARTA_TOO, village.private(MARTA_TOO)[-1], "Keep")))
    assert asked_for_consent(village, JONAS).to == JONAS.ref


def test_whoever_is_answered_privately_is_where_they_asked(village: Village) -> None:
    with a_village(repertoire().capabilities, frozenset()) as plain:
        plain.found(NOOR)
        plain.join(MARTA)
        link(plain, MARTA, MARTA_TOO)
        assert plain.command(MARTA_TOO, "help") is None
        assert "Kring" in words(plain.private(MARTA_TOO)[-1])


def test_taken_apart_what_lives_in_its_workspace_goes_with_it(village: Village) -> None:
    found_elsewhere(village, MARTA_TOO)
    link(village, MARTA, MARTA_TOO)
    assert member(village, MARTA, ELSEWHERE)
    village.press(MARTA, village.private(MARTA)[-1], "Take Marta Peeters")
    assert member(village, MARTA_TOO, ELSEWHERE)
    assert member(village, MARTA, ELSEWHERE) is None
    assert member(village, MARTA)
    assert account(village, MARTA_TOO).principal is None
    assert "weer op zichzelf" in words(village.private(MARTA_TOO)[-1])


def test_nobody_takes_apart_what_is_not_theirs(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    told = village.press(JONAS, village.private(MARTA)[-1], "Take Marta Peeters")
    assert "nothing was changed" in words(told)
    assert account(village, MARTA_TOO).principal == MARTA.ref


def test_three_accounts_are_one_person_whoever_was_linked_first(village: Village) -> None:
    link(village, JONAS, JONAS_TOO)
    link(village, MARTA, JONAS)
    assert {each.ref for each in village.look(lambda unit: unit.people.linked_to(MARTA.ref))} == {
        JONAS.ref,
        JONAS_TOO.ref,
    }
    assert village.look(lambda unit: unit.people.person(JONAS_TOO.ref)) == MARTA.ref


def test_linked_accounts_are_not_linked_again(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    given = code(village, MARTA)
    assert "no such code" in words(village.command(MARTA_TOO, f"link me {given}", Said.DIRECT))


def test_whoever_left_one_workspace_goes_on_by_the_other(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    village.happen(ProfileSeen(account=MARTA.ref, name="Marta", is_active=False))
    answered(village, by=JONAS, asker=MARTA_TOO)
    assert village.look(lambda unit: unit.people.person(MARTA.ref)) == MARTA_TOO.ref
    assert "/offer" in str(village.private(MARTA_TOO)[-1].key)


def test_what_a_person_chose_goes_on_with_them_when_an_account_is_closed(village: Village) -> None:
    link(village, MARTA, MARTA_TOO)
    village.fill(MARTA, village.command(MARTA, "settings"), language=("fr",), zone="Paris", quiet_from="15:00")
    village.happen(ProfileSeen(account=MARTA.ref, name="Marta", is_active=False))
    now = account(village, MARTA_TOO)
    assert (now.language, now.zone, str(now.quiet_from)) == ("fr", "Europe/Paris", "15:00:00")
