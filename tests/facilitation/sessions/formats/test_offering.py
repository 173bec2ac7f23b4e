"""Offering a playbook to the community: who can start it, what it changes for sessions that run, and taking it back."""

from facilitation.messages import ReplaceCard
from tests.facilitation.sessions.formats.workshop import WALK, Workshop
from tests.facilitation.sessions.gathering import JONAS, MARTA, NOOR, YUSUF
from tests.shown import buttons, opened, title, words


def test_what_is_offered_has_a_card_in_the_channel_and_can_be_started_by_anyone(place: Workshop) -> None:
    place.writes()
    assert place.village.channel() == []
    offered = place.offers()
    assert isinstance(offered, ReplaceCard)
    assert "Version 1 is offered" in words(offered).replace("**", "")
    [card] = place.village.channel()
    assert title(card) == "A new playbook: A walk"
    assert "Offered by Noor" in words(card)
    wishes = place.village.command(JONAS, "start")
    assert "Choose: A walk" in buttons(place.village.press(JONAS, wishes, "Make sense"))
    for named in ("a walk", "A_WALK", "een wandeling", "une promenade"):
        assert opened(place.village.command(JONAS, f"start {named}")).title == "A walk"
    assert opened(place.village.press(MARTA, card, "Start a session")).title == "A walk"


def test_a_rhythm_can_be_made_of_it(place: Workshop) -> None:
    place.writes()
    assert "A walk" not in buttons(place.village.command(NOOR, "rhythm new"))
    place.offers()
    form = opened(place.village.press(NOOR, place.village.command(NOOR, "rhythm new"), "A walk"))
    assert "a_walk" in form.subject.encode()


def test_offering_twice_posts_one_card(place: Workshop) -> None:
    place.writes()
    card = place.shown()
    place.village.press(NOOR, card, "Offer it")
    place.village.press(NOOR, card, "Offer it")
    assert len(place.village.channel()) == 1


def test_a_running_session_keeps_what_it_began_with(place: Workshop) -> None:
    place.writes()
    place.offers()
    place.starts(JONAS, "a walk")
    place.come(MARTA)
    place.begins(JONAS)
    assert "What do you see?" in words(place.step())
    place.changes("What do you take along?", "What stays with you?")
    place.changes("en: Telling", "en: What is left")
    place.offers()
    for person in (JONAS, MARTA):
        place.gives(person, "a heron")
    assert title(place.step()) == "Telling"
    assert "What do you take along?" in words(place.step())
    place.gives(JONAS, "the heron")
    place.starts(YUSUF, "a walk")
    place.come(MARTA)
    place.begins(YUSUF)
    for person in (YUSUF, MARTA):
        place.gives(person, "a gull")
    assert title(place.step()) == "What is left"


def test_a_change_is_the_authors_until_it_is_offered_anew(place: Workshop) -> None:
    place.writes()
    place.offers()
    changed = place.changes("en: To see a place", "en: To smell a place")
    assert "version 2, not offered yet; the community has version 1" in words(changed)
    assert "To see a place" in words(place.shown(JONAS))
    assert "To see a place" in words(place.village.command(JONAS, "start a walk"))
    place.village.press(NOOR, changed, "Offer it")
    assert "To smell a place" in words(place.village.command(JONAS, "start a walk"))
    before, after = place.village.channel()
    assert "A newer version took its place" in words(before)
    assert buttons(before) == []
    assert title(after) == "A playbook has changed: A walk"


def test_what_was_looked_at_is_what_is_offered(place: Workshop) -> None:
    seen = place.writes()
    place.changes("minutes: 10", "minutes: 20")
    assert "It has changed meanwhile" in words(place.village.press(NOOR, seen, "Offer it"))
    assert place.village.channel() == []


def test_taking_it_back_hides_it_and_ends_nothing(place: Workshop) -> None:
    place.writes()
    place.offers()
    form = place.village.command(JONAS, "start a walk")
    place.starts(JONAS, "a walk")
    place.come(MARTA)
    place.begins(JONAS)
    taken = place.village.press(NOOR, place.shown(), "Take it back")
    assert "Nobody can start it any more" in words(taken)
    assert "was taken back" in words(place.village.channel()[0])
    assert "What would you like to do" in words(place.village.fill(JONAS, form, subject="more", tempo=("sync",)))
    assert "A walk" not in buttons(place.village.command(JONAS, "playbook"))
    for person in (JONAS, MARTA):
        place.gives(person, "a heron")
    assert title(place.step()) == "Telling"
    place.offers()
    assert "Start a session with it" in buttons(place.village.channel()[0])
    assert len([post for post in place.village.channel() if post.key and post.key.startswith("playbook/")]) == 1


def test_two_with_the_same_title_are_not_offered(place: Workshop) -> None:
    place.facilitates(MARTA)
    place.writes()
    hers = place.writes(by=MARTA)
    place.offers()
    refused = place.village.press(MARTA, hers, "Offer it")
    assert "“A walk” is what another playbook is called" in words(refused)
    assert opened(place.village.command(JONAS, "start a walk")).subject.id == "a_walk"


def test_a_playbook_for_fewer_people_may_be_an_own_one(place: Workshop) -> None:
    place.writes()
    place.offers()
    run = WALK.replace("A walk", "A run").replace("Een wandeling", "Lopen").replace("Une promenade", "Une course")
    place.village.press(NOOR, place.writes(run.replace("least: 2", "least: 5, fewer: a_walk")), "Offer it")
    place.starts(JONAS, "a run")
    place.come(MARTA)
    assert "Choose: A walk" in buttons(place.begins(JONAS))


def test_another_facilitator_may_adapt_what_is_offered(place: Workshop) -> None:
    place.writes()
    place.offers()
    place.facilitates(MARTA)
    assert {"Adapt it, as YAML", "Adapt it step by step"} <= set(buttons(place.shown(MARTA)))
    assert "Change the YAML" not in buttons(place.shown(MARTA))
