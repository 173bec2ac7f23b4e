"""What becomes of an item among people: tried, reviewed, standing, retired; tended, asked about, offered round."""

from datetime import timedelta

import pytest

from facilitation.events import Actor, ProfileSeen
from facilitation.knowledge.items import Review
from facilitation.knowledge.kinds import Assurance
from facilitation.messages import Answer, Card, Facts, RefuseForm
from facilitation.people import Standing
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS, ask
from tests.facilitation.knowledge.library import TITLE, edit, item, press, shows, write
from tests.shown import buttons, card_in, opened, quotes, title, words
from tests.village import Village, someone

IDA = someone("Ida")
DAY = timedelta(days=1)
FRESH = "I read it with fresh eyes: it holds"


@pytest.fixture
def practice(village: Village) -> str:
    """Noor's."""
    village.join(IDA)
    return write(village, NOOR)


def newest(village: Village, to: Actor) -> Post:
    return village.private(to)[-1]


def further(village: Village, by: Actor) -> Answer | None:
    return village.press(by, shows(village, by), "More")


def tries(village: Village, by: Actor, how: str = "tried", note: str = "") -> None:
    village.fill(by, press(village, by, "I tried it"), how=(how,), note=note)


def reviewed(village: Village) -> None:
    tries(village, JONAS)
    press(village, MARTA, "I read it with fresh eyes")


def test_tried_by_another_than_its_writer_and_reviewed_by_a_third(village: Village, practice: str) -> None:
    tries(village, NOOR)
    assert item(village, practice).assurance is Assurance.RAW
    assert FRESH not in buttons(further(village, MARTA))
    tries(village, JONAS, note="It works with long letters.")
    assert item(village, practice).assurance is Assurance.TRIED
    for somebody in (NOOR, JONAS):
        assert FRESH not in buttons(further(village, somebody))
        assert "neither wrote it nor tried it" in words(village.press(somebody, further(village, MARTA), FRESH))
        assert item(village, practice).assurance is Assurance.TRIED
    assert "everybody sees it marked as reviewed" in words(further(village, MARTA))
    press(village, MARTA, FRESH)
    assert item(village, practice).assurance is Assurance.REVIEWED
    acts = village.within(lambda unit: {(act.kind, act.by) for act in unit.knowledge.acts(practice)})
    assert acts == {("tried", NOOR.ref), ("tried", JONAS.ref), ("reviewed", MARTA.ref)}
    assert "It works with long letters." in quotes(shows(village, IDA))


def test_what_somebody_dropped_stands_beside_it_and_is_not_averaged_away(village: Village, practice: str) -> None:
    tries(village, JONAS, "adapted", "We do it on paper.")
    tries(village, MARTA, "dropped", "Our letters are secret.")
    shown = words(shows(village, IDA))
    assert "Works where…" in shown
    assert "Not for us, because…" in shown
    assert [(each.text, each.user) for each in item(village, practice).dissent] == [
        ("Our letters are secret.", "marta")
    ]


def test_it_stands_by_consent_of_those_concerned_and_an_objection_stands_beside_it(
    village: Village, practice: str
) -> None:
    assert "Ask whether this is our way" not in buttons(further(village, NOOR))
    reviewed(village)
    press(village, IDA, "Follow it")
    press(village, NOOR, "Ask whether this is our way")
    asked = words(newest(village, JONAS))
    assert "A yes is told to nobody. An objection stands beside it, with your name." in asked
    assert "Silence is no yes; at least three are needed, in 7 days." in asked
    village.press(JONAS, newest(village, JONAS), "I can live with it")
    village.press(MARTA, newest(village, MARTA), "I can live with it")
    assert item(village, practice).assurance is Assurance.REVIEWED
    form = village.press(IDA, newest(village, IDA), "I object")
    assert "with your name" in words(form)
    assert isinstance(village.fill(IDA, form, note=""), RefuseForm)
    village.fill(IDA, form, note="Nobody has the time.")
    village.pass_time(8 * DAY)
    assert item(village, practice).assurance is Assurance.REVIEWED
    assert "does not stand yet" in words(newest(village, NOOR))
    assert buttons(newest(village, NOOR)) == [f"Show: {TITLE}", "Edit"]
    assert "Nobody has the time." in quotes(shows(village, MARTA))


def stands(village: Village) -> None:
    reviewed(village)
    press(village, NOOR, "Ask whether this is our way")
    for person in (JONAS, MARTA):
        village.press(person, newest(village, person), "I can live with it")


def test_all_who_are_asked_consent_and_a_change_makes_it_reviewed_again(village: Village, practice: str) -> None:
    stands(village)
    assert item(village, practice).assurance is Assurance.STANDING
    assert "stands now, by consent" in words(newest(village, NOOR))
    edit(village, JONAS, field_when="On Fridays.")
    assert item(village, practice).assurance is Assurance.REVIEWED


def test_silence_is_no_consent(village: Village, practice: str) -> None:
    reviewed(village)
    press(village, NOOR, "Ask whether this is our way")
    village.press(JONAS, newest(village, JONAS), "I can live with it")
    village.pass_time(9 * DAY)
    assert item(village, practice).assurance is Assurance.REVIEWED


def test_its_steward_of_some_time_retires_it_and_brings_it_back_as_it_stood(village: Village, practice: str) -> None:
    stands(village)
    press(village, MARTA, "I'll tend it")
    village.pass_time(29 * DAY)
    asks = press(village, MARTA, "Retire it")
    assert item(village, practice).assurance is Assurance.STANDING
    told = village.press(MARTA, asks, "Yes, retire it")
    assert item(village, practice).assurance is Assurance.RETIRED
    assert "no longer our way" in words(shows(village, JONAS))
    assert "Edit" not in buttons(shows(village, JONAS))
    village.press(MARTA, told, "Bring it back")
    assert item(village, practice).assurance is Assurance.STANDING


def test_without_a_steward_those_concerned_consent_to_retiring_it(village: Village, practice: str) -> None:
    assert "at least 3 members" in words(press(village, JONAS, "Retire it"))
    reviewed(village)
    village.press(JONAS, press(village, JONAS, "Retire it"), "Yes, retire it")
    assert item(village, practice).assurance is Assurance.REVIEWED
    for person in (NOOR, MARTA):
        village.press(person, newest(village, person), "I can live with that")
    assert item(village, practice).assurance is Assurance.RETIRED


def test_a_steward_hands_over_to_whoever_says_yes(village: Village, practice: str) -> None:
    press(village, NOOR, "I'll tend it")
    assert "Noor tends it" in words(shows(village, JONAS))
    form = opened(press(village, NOOR, "Hand it over"))
    village.fill(NOOR, form, to=(f"{JONAS.ref.workspace}/{JONAS.ref.user}",))
    village.press(JONAS, newest(village, JONAS), "Rather not")
    assert item(village, practice).steward == NOOR.ref
    village.fill(NOOR, form, to=(f"{MARTA.ref.workspace}/{MARTA.ref.user}",))
    village.press(MARTA, newest(village, MARTA), "I'll tend it")
    assert item(village, practice).steward == MARTA.ref
    assert "Somebody else tends" in words(newest(village, NOOR))


def test_only_one_tends_it_and_only_they_hand_it_over(village: Village, practice: str) -> None:
    press(village, NOOR, "I'll tend it")
    assert "I'll tend it" not in buttons(press(village, JONAS, "More"))
    form = opened(press(village, NOOR, "Hand it over"))
    assert "Only whoever tends it" in words(village.fill(JONAS, form))


def test_is_it_still_true_goes_to_its_steward_then_to_those_who_used_it_then_round(
    village: Village, practice: str
) -> None:
    press(village, NOOR, "I'll tend it")
    tries(village, JONAS)
    press(village, IDA, FRESH)
    press(village, MARTA, "Follow it")
    village.pass_time(367 * DAY)
    assert "Its date to look again has come" in words(newest(village, NOOR))
    assert "still true" in title(newest(village, NOOR))
    assert item(village, practice).review is Review.STEWARD
    village.pass_time(15 * DAY)
    assert "You used it" in words(newest(village, JONAS))
    assert "You looked at it before" in words(newest(village, IDA))
    village.pass_time(15 * DAY)
    assert "Would you tend" in title(newest(village, MARTA))
    assert any("Would you tend" in card.title for card in village.home(IDA).cards)
    village.pass_time(15 * DAY)
    assert item(village, practice).unattended
    assert "nobody tends it at the moment" in words(shows(village, IDA))
    press(village, IDA, "Still true")
    assert not item(village, practice).unattended


def test_still_true_is_noted_and_asked_again_in_a_year(village: Village, practice: str) -> None:
    press(village, NOOR, "I'll tend it")
    village.pass_time(367 * DAY)
    village.press(NOOR, newest(village, NOOR), "Still true")
    asked = len(village.private(NOOR))
    village.pass_time(300 * DAY)
    assert len(village.private(NOOR)) == asked
    village.pass_time(70 * DAY)
    assert len(village.private(NOOR)) == asked + 1


def test_who_leaves_is_asked_once_for_something_and_what_they_tended_is_offered_round(
    village: Village, practice: str
) -> None:
    press(village, JONAS, "I'll tend it")
    press(village, MARTA, "Follow it")
    for _ in range(2):
        village.command(JONAS, "leave")
        village.join(JONAS)
    village.command(JONAS, "leave")
    assert item(village, practice).steward is None
    assert "Would you tend" in title(newest(village, MARTA))
    (asks,) = [post for post in village.private(JONAS) if title(post) == "Now that you have left"]
    assert "The situation" in words(village.press(JONAS, asks, "Leave a story"))
    village.fill(JONAS, village.press(JONAS, asks, "Leave a lesson"), field_learned="Mind the archive.")
    assert "Mind the archive." in words(village.command(MARTA, "find archive"))
    village.press(JONAS, newest(village, JONAS), "Take my words back")
    assert "Mind the archive." not in words(village.command(MARTA, "find archive"))


def test_a_guest_who_leaves_is_not_asked_for_what_only_members_write(village: Village) -> None:
    village.happen(ProfileSeen(account=MARTA.ref, name="Marta", standing=Standing.GUEST))
    for who in (MARTA, JONAS):
        village.command(who, "leave")
    asked = [[title(post) for post in village.private(who)] for who in (MARTA, JONAS)]
    assert asked == [[], ["Now that you have left"]]


def test_a_stranger_leaves_nothing(village: Village, practice: str) -> None:
    village.command(JONAS, "leave")
    (asks,) = [post for post in village.private(JONAS) if title(post) == "Now that you have left"]
    form = village.press(JONAS, asks, "Leave a lesson")
    village.fill(TOMAS, form, title="Mine", field_learned="Spam.")
    assert "Spam." not in words(village.command(MARTA, "find spam"))


def test_followers_hear_once_of_what_changed_when_they_may_be_disturbed(village: Village, practice: str) -> None:
    press(village, MARTA, "Follow it")
    village.pass_time(timedelta(hours=7))
    edit(village, JONAS, field_when="In spring.")
    edit(village, JONAS, field_when="In spring, or in autumn.")
    village.pass_time(timedelta(hours=5))
    assert village.private(MARTA) == []
    village.pass_time(DAY)
    (told,) = village.private(MARTA)
    assert title(told) == f"“{TITLE}” was changed"
    assert quotes(village.press(MARTA, told, "What changed")) == ["In spring, or in autumn."]
    village.press(MARTA, told, "Don't follow")
    edit(village, JONAS, field_when="Always.")
    village.pass_time(3 * DAY)
    assert len(village.private(MARTA)) == 1


def test_words_looked_for_in_vain_are_told_once_five_people_looked_and_nobody_is_kept(village: Village) -> None:
    seekers = [someone(f"Seeker{number}") for number in range(5)]
    village.join(*seekers)
    for seeker in (*seekers[:4], *seekers[:4]):
        village.command(seeker, "find pelican about")
    wanted = village.within(lambda unit: [(each.word, each.told) for each in unit.knowledge.all_wanted()])
    assert wanted == [("pelican", False)]
    village.command(seekers[4], "find the pelicans, a Pelican")
    told = village.within(
        lambda unit: [each for each in unit.knowledge.all_wanted() if each.told and not each.seekers and not each.salt]
    )
    assert [each.word for each in told] == ["pelican"]
    assert "never by whom" in words(village.command(seekers[0], "find pelicans"))
    village.pass_time(60 * DAY)
    assert village.within(lambda unit: list(unit.knowledge.all_wanted())) == []


def test_a_word_that_finds_something_by_itself_is_not_wanted(village: Village, practice: str) -> None:
    """The others are rarer, and held by a question, which is not kept: so all together find nothing."""
    assert "never by whom" in words(village.command(JONAS, "find"))
    assert TITLE in words(village.command(JONAS, "find letter"))
    rare = ["pelican", "ostrich", "budgie", "cassowary", "flamingo", "heron", "magpie", "osprey", "penguin"]
    ask(village, title=f"A letter to a {' '.join(rare)}?")
    assert "Nothing is kept" in words(village.command(JONAS, f"find letter {' '.join(rare)}"))
    wanted = village.within(lambda unit: {each.word for each in unit.knowledge.all_wanted()})
    assert wanted == set(rare[:5])


def test_what_is_linked_is_told_on_either(village: Village, practice: str) -> None:
    other = write(village, JONAS, title="Herons", field_how="Stand still.")
    village.fill(MARTA, press(village, MARTA, "What it leads to"), others=(other,))
    assert "Belongs with Herons" in words(shows(village, IDA))
    assert f"Belongs with {TITLE}" in words(shows(village, IDA, "Herons"))


def test_what_else_can_be_done_is_what_this_reader_can_do_now_under_three_lines(
    village: Village, practice: str
) -> None:
    shown = card_in(further(village, JONAS))
    assert isinstance(shown, Card)
    (lines,) = [block for block in shown.body if isinstance(block, Facts)]
    assert [label for label, _ in lines.pairs] == ["Say something beside it", "Follow and tend", "Change what it is"]
    listed = [each for _, said in lines.pairs for each in said.split(" · ")]
    assert listed == buttons(shown)
    assert listed[:3] == ["Say where it works", "Say why it is not for you", "I doubt this"]
    assert listed[3:5] == ["Follow it", "I'll tend it"]
    assert "Take my words back" not in listed
    assert "Hand it over" not in listed
    assert "Versions" not in listed
    edit(village, JONAS, field_when="On Fridays.")
    assert {"Versions", "Take my words back"} <= set(buttons(further(village, JONAS)))
