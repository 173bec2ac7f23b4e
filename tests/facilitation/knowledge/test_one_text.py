"""What people consent to is one text; what they leave behind, and what others picked of theirs, is theirs alone."""

from bot.erasing import erase_person
from facilitation.events import Actor, FormSubmitted, FormValue, Place
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.model import Stage
from facilitation.messages import RefuseForm, Subject, Whisper
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import HOW, edit, entries, item, press, write
from tests.shown import words
from tests.village import CHANNEL, Village


def proposed(village: Village) -> str:
    """A decision of Noor's; Jonas and Marta are asked with her whether it stands."""
    identity = write(village, NOOR, "decision", field_what=HOW)
    for person in (JONAS, MARTA):
        press(village, person, "Follow it")
    press(village, NOOR, "Ask whether")
    return identity


def consent(village: Village, *people: Actor) -> None:
    for person in people:
        asks = next(post for post in village.private(person) if "I can live with it" in words(post))
        village.press(person, asks, "I can live with it")


def test_what_was_changed_while_people_were_asked_does_not_stand(village: Village) -> None:
    identity = proposed(village)
    edit(village, NOOR, field_what="Send them without anybody looking.")
    consent(village, JONAS, MARTA)
    assert item(village, identity).assurance is Assurance.RAW
    assert "does not stand yet" in words(village.private(NOOR)[-1])


def test_what_is_said_beside_it_meanwhile_changes_nothing_that_was_consented_to(village: Village) -> None:
    identity = proposed(village)
    village.fill(JONAS, press(village, JONAS, "Say where it works"), note="In small offices.")
    consent(village, JONAS, MARTA)
    assert item(village, identity).assurance is Assurance.STANDING


def test_what_is_left_when_words_are_taken_back_was_consented_to_by_nobody(village: Village) -> None:
    identity = write(village, NOOR, "decision", field_what=HOW)
    edit(village, JONAS, field_what=f"{HOW}\n\nIn spring, outside.")
    press(village, MARTA, "Follow it")
    press(village, NOOR, "Ask whether")
    press(village, JONAS, "Take my words")
    consent(village, JONAS, MARTA)
    assert item(village, identity).assurance is Assurance.RAW


def test_what_is_retired_is_not_changed_by_a_form_that_was_open(village: Village) -> None:
    identity = proposed(village)
    form = press(village, JONAS, "Edit")
    village.within(lambda unit: setattr(unit.knowledge.item(identity), "assurance", Assurance.RETIRED))
    assert isinstance(village.fill(JONAS, form, field_what="Otherwise."), RefuseForm)
    assert item(village, identity).body[0].text == HOW


def test_what_others_picked_of_somebody_goes_when_they_are_forgotten(village: Village) -> None:
    form = village.use_shortcut(NOOR, "keep", MARTA, "The secret recipe.", "t1")
    erase_person(village.store, MARTA.ref)
    (picked,) = village.within(lambda unit: unit.knowledge.keepings_at(CHANNEL)) or (None,)
    assert picked is None or (picked.stage, picked.passages) == (Stage.ENDED, ())
    village.fill(NOOR, form, title="Recipe", kind=("knowledge.story",))
    assert village.within(lambda unit: unit.people.account(MARTA.ref)) is None


def test_who_has_left_leaves_one_thing_behind(village: Village) -> None:
    village.command(MARTA, "leave")
    for number in range(3):
        values: dict[str, FormValue] = {
            "title": f"Parting {number}",
            "field_happened": "Rest first.",
            "field_learned": "Rest.",
            "name": ("named",),
        }
        about = Subject(village.community().id, "", "LESSON")
        form = FormSubmitted(
            by=MARTA,
            place=Place(ref=CHANNEL),
            action="knowledge.leave",
            subject=about,
            values=values,
            **village.delivery(),
        )
        assert isinstance(village.happen(form), Whisper) == (number > 0)
    assert [entry.title for entry in entries(village)] == ["Parting 0"]
