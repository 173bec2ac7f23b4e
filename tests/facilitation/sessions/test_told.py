"""What people read as a session goes: what comes then, who answers, what was decided, what is theirs alone."""

import re
from collections.abc import Iterator

import pytest

from facilitation.events import Actor
from facilitation.messages import ChoiceInput
from tests.carrier import Post
from tests.facilitation.sessions.gathering import CAMILLE, HOUR, JONAS, MARTA, MINUTE, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, opened, quotes, words

TEXT = "Two people read every letter that says no."
LATER = "Two people read every letter that says no, on Fridays one."
NOTHING = "Nothing (more)"


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF, CAMILLE)) as here:
        yield here


def passes(circle: Gathering, *people: Actor) -> None:
    for person in people:
        circle.village.press(person, circle.step(), NOTHING)


@pytest.fixture
def round_(circle: Gathering) -> Gathering:
    """Noor has written out what she proposes."""
    circle.starts(NOOR, "decision by consent", minimum="2")
    circle.come(JONAS, MARTA)
    circle.village.press(NOOR, circle.card(), "Take the role: Proposer")
    circle.begins(NOOR)
    circle.gives(NOOR, "Two people read every letter.")
    passes(circle, JONAS, MARTA, NOOR)
    passes(circle, JONAS, MARTA)
    circle.gives(NOOR, TEXT)
    assert circle.now() == "The round"
    return circle


def chooses(circle: Gathering, person: Actor, option: str, why: str = "") -> None:
    circle.gives(person, why, label="Choose", pick=(option,))


def test_the_text_that_is_decided_on_stands_on_the_card_and_in_the_form(round_: Gathering) -> None:
    assert quotes(round_.step()) == [TEXT]
    assert TEXT in str(opened(round_.village.press(JONAS, round_.step(), "Choose")).intro)
    assert "At least 2 must answer" in words(round_.step())
    assert "What comes then depends on this phase" in words(round_.step())


def test_an_objection_is_everybodys_and_what_came_with_it_is_told_apart(round_: Gathering) -> None:
    chooses(round_, NOOR, "consent")
    chooses(round_, MARTA, "consent", "I read on Mondays.")
    chooses(round_, JONAS, "objection", "A letter would wait till Monday.")
    assert "There is an objection: it is for all of us to work on." in round_.said()
    assert "Chosen: I have an objection" not in round_.said()
    assert "Jonas (I have an objection): A letter would wait till Monday." in round_.said()
    assert "Marta (I consent): I read on Mondays." in round_.said()
    assert round_.now() == "Integrating"
    assert "Then comes: The proposal now" in words(round_.step())


def test_a_decision_is_said_with_its_text(round_: Gathering) -> None:
    for person in (NOOR, MARTA, JONAS):
        chooses(round_, person, "consent")
    ending = round_.room()[-1]
    assert "No objection: the proposal stands." in round_.said()
    assert "What you decided:" in words(ending)
    assert quotes(ending) == [TEXT]
    assert "Make a card of it" in buttons(ending)


def test_where_objections_stay_nothing_is_decided_and_nothing_drafted(round_: Gathering) -> None:
    while round_.now() != "Not decided":
        chooses(round_, JONAS, "objection", "It would wait till Monday.")
        chooses(round_, NOOR, "consent")
        chooses(round_, MARTA, "consent")
        if round_.now() == "Integrating":
            passes(round_, NOOR, MARTA, JONAS)
            round_.gives(NOOR, LATER)
    round_.village.pass_time(11 * MINUTE)
    ending = round_.room()[-1]
    assert "did not end with “I consent”" in words(ending)
    assert "What you decided" not in words(ending)
    assert "Make a card of it" not in buttons(ending)


def test_whoever_leads_cant_press_through_what_too_few_have_answered(round_: Gathering) -> None:
    console = round_.village.press(NOOR, round_.card(), "Where it stands")
    assert "Too few have answered" in words(round_.village.press(NOOR, console, "Close this phase"))


def test_of_two_cases_one_is_taken_and_nobody_is_given_a_score(circle: Gathering) -> None:
    circle.starts(NOOR, "case consultation")
    circle.come(JONAS, MARTA, YUSUF, CAMILLE)
    circle.begins(NOOR)

    def step() -> Post:
        posts = circle.village.carrier.posts.values()
        return [post for post in posts if post.key and "/step/" in post.key][-1]

    for person, line in ((JONAS, "a letter I regret"), (MARTA, "a meeting that went wrong")):
        form = circle.village.press(person, step(), "Offer myself")
        circle.village.fill(person, form, text_0_0=line)
    for person in (NOOR, YUSUF, CAMILLE):
        circle.village.press(person, step(), NOTHING)
    assert "More than one has offered" in words(step())
    runoff = opened(circle.village.press(NOOR, step(), "Choose"))
    assert "Jonas: a letter I regret" in str(runoff.inputs)
    (pick,) = [each for each in runoff.inputs if isinstance(each, ChoiceInput)]
    jonas = next(option.value for option in pick.options if "Jonas" in option.label)
    for person in (NOOR, JONAS, MARTA, YUSUF, CAMILLE):
        circle.village.fill(person, circle.village.press(person, step(), "Choose"), pick=(jonas,))
    assert "The story" in words(step())
    said = "\n".join(words(post) for post in circle.village.carrier.posts.values())
    assert "Jonas" in said
    assert not re.search(r"(Jonas|Marta):? \d", said)


def test_in_a_meeting_people_hear_that_time_is_nearly_up_and_can_ask_for_more(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.village.pass_time(9 * MINUTE)
    (notice,) = [post for post in circle.room() if "“The plan” ends in 1 minute" in words(post)]
    circle.village.press(JONAS, notice, "We need more time")
    circle.village.pass_time(2 * MINUTE)
    assert circle.now() == "The plan"


def test_what_was_for_oneself_alone_is_given_back_to_oneself_alone(circle: Gathering) -> None:
    circle.starts(NOOR, "one two four all")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.gives(person, f"A thought of {person.name}")
    assert "Your notes, for you alone" in circle.told(JONAS)
    assert "A thought of Jonas" in circle.told(JONAS)
    assert "A thought of Marta" not in circle.told(JONAS)
    assert "A thought of" not in circle.said()
    form = opened(circle.village.press(JONAS, circle.step(), "Contribute"))
    assert "Together with" in str(form.intro)


def test_at_night_nobody_is_given_back_their_notes(circle: Gathering) -> None:
    circle.starts(NOOR, "one two four all", tempo=("async",))
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.gives(JONAS, "A thought of Jonas")
    circle.village.pass_time(13 * HOUR)
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    circle.village.press(NOOR, console, "Close this phase")
    circle.village.pass_time(MINUTE)
    assert "Your notes" not in circle.told(JONAS)
    circle.village.pass_time(10 * HOUR)
    assert "Your notes" in circle.told(JONAS)


def test_who_was_asked_over_days_is_told_when_nothing_is_asked_any_more(circle: Gathering) -> None:
    circle.starts(NOOR, "after action review", tempo=("async",))
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    (asked,) = [post for post in circle.village.private(JONAS) if post.key and "/prompt/1/" in post.key]
    assert "Contribute" in buttons(asked)
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    circle.village.press(NOOR, console, "Close this phase")
    circle.village.pass_time(MINUTE)
    assert "nothing is asked of you here any more" in words(asked)
    assert buttons(asked) == []


def test_whoever_closed_a_phase_by_what_they_gave_reads_that_it_has_closed(circle: Gathering) -> None:
    circle.starts(NOOR, "consent", tempo=("async",), minimum="2")
    circle.come(JONAS, MARTA)
    circle.village.press(JONAS, circle.card(), "Take the role: Proposer")
    circle.begins(NOOR)
    (asked,) = [post for post in circle.village.private(JONAS) if post.key and "/prompt/1/" in post.key]
    assert "thread of the session" not in words(asked), "what is handed in as one text is not said in messages"
    circle.village.fill(JONAS, circle.village.press(JONAS, asked, "Contribute"), text_0_0=TEXT)
    assert "that is in. **The proposal** has closed." in words(asked)
    assert buttons(asked) == []


def test_a_private_card_says_where_to_write_and_that_it_is_not_there(circle: Gathering) -> None:
    circle.starts(NOOR, "action learning", tempo=("async",))
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.press(JONAS, circle.card(), "Take the role: Presenter")
    circle.begins(NOOR)
    (asked,) = [post for post in circle.village.private(MARTA) if post.key and "/prompt/1/" in post.key]
    assert "Write in the thread of the session" in words(asked)
    assert "passed on to nobody" in words(asked)
    assert "We need more time" in buttons(asked)


def test_what_is_sealed_says_that_the_thread_does_not_count(circle: Gathering) -> None:
    circle.starts(NOOR, "after action review")
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    assert "What is written in the thread is not counted" in words(circle.step())


def test_who_says_that_this_was_all_after_speaking_is_not_told_that_listening_counts(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.gives(NOOR, "I will move the archive in May.")
    circle.gives(JONAS, "Who carries?")
    assert "this was all from you" in words(circle.village.press(JONAS, circle.step(), NOTHING))
    assert "listening is taking part" in words(circle.village.press(MARTA, circle.step(), NOTHING))
