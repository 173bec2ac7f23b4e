"""A session from its start to its end, as its people see it."""

from collections.abc import Iterator

import pytest

from facilitation.messages import Chart, ChoiceInput
from tests.facilitation.sessions.gathering import DAY, JONAS, MARTA, MINUTE, NOOR, TOMAS, YUSUF, Gathering, gathering
from tests.shown import buttons, opened, words


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF)) as here:
        yield here


def test_start_asks_first_what_one_wants(circle: Gathering) -> None:
    wishes = circle.village.command(NOOR, "start")
    assert "Think a case through" in buttons(wishes)
    offered = circle.village.press(NOOR, wishes, "Learn before doing")
    assert "Choose: Peer assist" in buttons(offered)
    assert "4 to 8 people" in words(offered)


def test_a_session_in_a_meeting_goes_from_phase_to_phase(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    assert "Noor, Jonas, Marta and Yusuf" in words(circle.card())
    circle.begins(NOOR)
    assert "Speaks: Host (Noor)" in words(circle.step())
    circle.gives(NOOR, "I will move the archive in May.")
    assert "I will move the archive in May." in circle.said()
    for person in (JONAS, MARTA, YUSUF):
        circle.gives(person, f"{person.name} asks a question")
    assert "Noor answers as you go" in words(circle.step())
    circle.gives(NOOR, "Noor answers")
    assert circle.now() == "The facts"
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.village.press(person, circle.step(), "Nothing (more)")
    assert "I will move the archive in May." in words(circle.step()), "what is advised on is shown again"
    for person in (JONAS, MARTA):
        circle.gives(person, f"{person.name} carried boxes")
    assert "carried boxes" not in circle.said()
    circle.village.pass_time(26 * MINUTE)
    assert "Marta: Marta carried boxes" in circle.said()
    circle.gives(NOOR, "I take Marta's advice.")
    assert "Thank you all" in circle.said()
    assert "Finished on Tuesday" in words(circle.card())


def test_over_days_each_is_asked_privately(circle: Gathering) -> None:
    circle.starts(NOOR, "after action review", tempo=("async",))
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    assert "After action review" in circle.told(JONAS)
    circle.village.pass_time(DAY)
    assert "Still open" in circle.told(JONAS)
    circle.village.pass_time(2 * DAY)
    assert "Still open: What was meant" not in circle.told(JONAS), "nothing is asked there any more"
    circle.village.pass_time(30 * DAY)
    assert "Finished on" in words(circle.card())


def test_four_drink_their_coffee_sealed_and_no_dot_has_a_name(circle: Gathering) -> None:
    form = opened(circle.village.command(NOOR, "start lean coffee"))
    (who_sees,) = [each for each in form.inputs if each.name == "visibility_collect"]
    assert "fewer than five answers are deleted" in str(who_sees)
    circle.starts(NOOR, "lean coffee")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    assert "Then everybody in the channel does, with your name." in words(circle.step())
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.gives(person, f"A topic of {person.name}")
    assert "Jonas: A topic of Jonas" in circle.said()
    while circle.now() != "Three dots":
        circle.village.pass_time(MINUTE)
    assert "never shown with your name" in words(circle.step())


def test_dots_are_shown_as_a_chart_that_says_all_its_values(circle: Gathering) -> None:
    people = (NOOR, JONAS, MARTA, YUSUF, TOMAS)
    circle.village.join(TOMAS)
    circle.starts(NOOR, "lean coffee")
    circle.come(*people[1:])
    circle.begins(NOOR)
    for person in people:
        circle.gives(person, f"A topic of {person.name}")
    while circle.now() != "Three dots":
        circle.village.pass_time(MINUTE)
    for number, person in enumerate(people):
        form = opened(circle.village.press(person, circle.step(), "Place my dots"))
        asked = form.inputs[0]
        assert isinstance(asked, ChoiceInput)
        first, second, *_ = (option.value for option in asked.options)
        circle.village.fill(person, form, dot_0=(first,), dot_1=(second if number else first,))
    circle.village.pass_time(20 * MINUTE)
    shown = [block for post in circle.room() for block in getattr(post.message, "body", ())]
    (chart,) = [block for block in shown if isinstance(block, Chart)]
    assert [(bar.size, bar.told) for bar in chart.bars] == [(6, "6"), (4, "4")]
    assert all(f"{bar.label}: {bar.told}" in chart.alt for bar in chart.bars)
