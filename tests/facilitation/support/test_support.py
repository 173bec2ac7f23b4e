"""What a community asks of its sponsor stands where all read it, and so do the replies."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, PersonErased, Said
from facilitation.messages import RefuseForm
from tests.carrier import Post
from tests.shown import buttons, opened, words
from tests.village import Village, a_village, someone

NOOR, PIET, MARTA, ANNA = someone("Noor"), someone("Piet"), someone("Marta"), someone("Anna")
ASKED = "Two hours a week for whoever writes."


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(PIET, MARTA)
        form = village.press(NOOR, village.command(NOOR, "sponsor"), "Propose")
        shown = village.press(NOOR, village.fill(NOOR, form, called="Anna"), "Show the code")
        village.command(ANNA, f"come in {words(shown).partition('come in ')[2].split()[0]}", said=Said.DIRECT)
        yield village


def ask(village: Village, by: Actor = PIET) -> Post:
    village.fill(by, village.press(by, village.command(by, "support"), "Ask our sponsor"), text=ASKED)
    return village.channel()[-1]


def answer(village: Village, text: str = "From Monday on.") -> None:
    village.fill(ANNA, village.press(ANNA, village.private(ANNA)[-1], "Answer"), text=text)


def test_it_stands_in_the_channel_and_comes_to_the_sponsor_privately(village: Village) -> None:
    card = ask(village)
    assert "Piet asks our sponsor" in words(card)
    assert ASKED in words(village.private(ANNA)[-1])
    assert "Answer" not in " ".join(buttons(card))


def test_who_reads_it_is_said_before_it_is_typed(village: Village) -> None:
    form = opened(village.press(PIET, village.command(PIET, "support"), "Ask our sponsor"))
    assert "All in #clear-writing read it with your name" in words(form)


def test_a_reply_is_read_by_all(village: Village) -> None:
    card = ask(village)
    answer(village)
    assert "Anna" in words(card)
    assert "From Monday on." in words(card)


def test_only_a_sponsor_replies(village: Village) -> None:
    ask(village)
    private = village.private(ANNA)[-1]
    assert "for its sponsors" in words(village.press(NOOR, private, "Answer"))


def test_a_sponsor_asks_nothing_and_settles_nothing(village: Village) -> None:
    card = ask(village)
    assert "for members" in words(village.press(ANNA, card, "This is settled"))
    shown = village.command(ANNA, "support", said=Said.DIRECT) or village.private(ANNA)[-1]
    assert "Ask our sponsor" not in buttons(shown)


def test_its_asker_withdraws_it_and_whoever_facilitates_settles_it(village: Village) -> None:
    first, second = ask(village), ask(village, MARTA)
    assert "for whoever asked it" in words(village.press(MARTA, first, "Withdraw"))
    village.press(PIET, first, "Withdraw")
    assert words(first) == "This request to our sponsor was withdrawn."
    village.press(NOOR, second, "This is settled")
    assert "Noor says that this is settled." in words(second)


def test_its_asker_hears_privately_of_an_answer(village: Village) -> None:
    ask(village)
    answer(village)
    told = village.private(PIET)[-1]
    assert "Anna answered what you asked the sponsor of Clear writing" in words(told)
    assert "From Monday on." in words(village.press(PIET, told, "Show"))


def test_settled_by_somebody_else_its_asker_hears_who_did_and_opens_it_again(village: Village) -> None:
    card = ask(village)
    village.press(NOOR, card, "This is settled")
    assert "Noor says that this is settled" in words(card)
    told = village.private(PIET)[-1]
    assert "Noor says that what you asked the sponsor of Clear writing is settled" in words(told)
    assert "Noor settled what Piet asked the sponsor" in words(village.command(MARTA, "log"))
    assert "for whoever asked it" in words(village.press(NOOR, told, "It is not"))
    village.press(PIET, told, "It is not")
    assert "settled" not in words(card).replace("This is settled", "")
    answer(village)
    assert "From Monday on." in words(card)


def test_its_asker_settles_it_without_being_told(village: Village) -> None:
    card = ask(village)
    before = len(village.private(PIET))
    village.press(PIET, card, "This is settled")
    assert "Piet says that this is settled" in words(card)
    assert len(village.private(PIET)) == before
    village.press(PIET, card, "It is not")
    assert buttons(card) == ["This is settled", "Withdraw it"]


def test_with_who_is_erased_goes_that_they_settled_something(village: Village) -> None:
    card = ask(village)
    village.press(NOOR, card, "This is settled")
    village.happen(PersonErased(community_id=village.community().id, account=NOOR.ref))
    assert "Noor" not in words(card)


def test_nothing_can_be_asked_without_words(village: Village) -> None:
    form = village.press(PIET, village.command(PIET, "support"), "Ask our sponsor")
    assert isinstance(village.fill(PIET, form, text="  "), RefuseForm)


def test_the_week_and_the_home_view_tell_what_is_open(village: Village) -> None:
    ask(village)
    assert "Two hours a week" in words(village.command(MARTA, "news"))
    assert any("Two hours a week" in words(card) for card in village.home(MARTA).cards)
    answer(village)
    assert "asked of our sponsor" in words(village.command(MARTA, "news"))


def test_it_has_no_date_by_which_it_must_be_done(village: Village) -> None:
    card = ask(village)
    village.pass_time(timedelta(days=200))
    assert len([post for post in village.private(ANNA) if ASKED in words(post)]) == 1
    assert ASKED in words(card)


def test_with_who_is_erased_go_their_requests_and_their_replies(village: Village) -> None:
    card = ask(village)
    answer(village)
    village.happen(PersonErased(community_id=village.community().id, account=ANNA.ref))
    assert "From Monday on." not in words(card)
    village.happen(PersonErased(community_id=village.community().id, account=PIET.ref))
    assert words(card) == "This request to our sponsor was withdrawn."
