"""Written directly, edited together, compared and brought back; and taken back, from every version."""

from datetime import timedelta

import pytest

from facilitation.events import MessageDeleted, Place
from facilitation.knowledge.kinds import Kind
from facilitation.knowledge.model import Keeping
from facilitation.knowledge.passages import Part
from facilitation.messages import OpenForm, RefuseForm
from facilitation.people import PlaceRef
from storage.unit import SqlUnit
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS, ask, found
from tests.facilitation.knowledge.indexed import indexed
from tests.facilitation.knowledge.library import HOW, TITLE, edit, item, press, shows, write
from tests.shown import buttons, filled_in, opened, quotes, title, words
from tests.village import CHANNEL, WORKSPACE, Village


def test_whoever_wants_to_write_chooses_a_kind_or_names_it(village: Village) -> None:
    kinds = village.command(NOOR, "keep")
    assert len(buttons(kinds)) == len(Kind)
    assert "Members of Clear writing can read this" in words(opened(village.press(NOOR, kinds, "Story")))
    assert filled_in(opened(village.command(NOOR, "keep werkwijze Hardop lezen")))["title"] == "Hardop lezen"
    assert opened(village.command(NOOR, "term B1")).title == "Glossary term"


def test_what_is_written_is_found_at_once_and_its_writer_can_take_it_back(village: Village) -> None:
    identity = write(village, NOOR)
    assert found(village, "letter") == [TITLE]
    assert HOW in words(shows(village, JONAS))
    assert "How it goes" in words(shows(village, JONAS))
    village.press(NOOR, village.private(NOOR)[-1], "Take my words back")
    assert found(village, "letter") == []
    assert village.within(lambda unit: unit.knowledge.item(identity)) is None


def test_nothing_at_all_is_no_item(village: Village) -> None:
    form = village.command(NOOR, "keep story")
    assert isinstance(village.fill(NOOR, form, title="A title"), RefuseForm)
    assert isinstance(village.fill(NOOR, form, title="", field_did="x"), RefuseForm)
    assert isinstance(village.fill(NOOR, form, title="x", field_did="x", tags="a, " * 3 + "b" * 41), RefuseForm)


def test_who_edits_is_one_more_author_of_what_they_changed_only(village: Village) -> None:
    identity = write(village, NOOR, field_how=f"{HOW}\n\nThen wait a day.")
    edit(village, JONAS, field_how=f"{HOW}\n\nThen wait a night, and a day.")
    first, second = item(village, identity).body
    assert first.authors == (NOOR.ref,)
    assert set(second.authors) == {NOOR.ref, JONAS.ref}
    assert second.name == "Noor, Jonas"


def test_of_two_who_edit_at_once_the_slower_one_is_told(village: Village) -> None:
    write(village, NOOR)
    one, two = (press(village, who, "Edit") for who in (JONAS, MARTA))
    village.fill(JONAS, one, field_how="Aloud.")
    refused = village.fill(MARTA, two, field_how="Twice.")
    assert isinstance(refused, RefuseForm)
    assert "changed it meanwhile" in refused.errors["title"]


def test_versions_are_compared_and_an_earlier_one_is_brought_back(village: Village) -> None:
    identity = write(village, NOOR)
    edit(village, JONAS, field_how="Sing it.")
    compared = village.fill(MARTA, press(village, MARTA, "Versions"))
    assert quotes(compared) == [HOW, "Sing it."]
    assert "Gone:" in words(compared)
    village.press(MARTA, compared, "Bring back version 1")
    assert [passage.text for passage in item(village, identity).body] == [HOW]
    assert item(village, identity).body[0].authors == (NOOR.ref,)
    assert item(village, identity).number == 3


def test_whoever_takes_their_words_back_has_them_out_of_every_version_and_can_be_brought_back_by_nobody(
    village: Village,
) -> None:
    identity = write(village, NOOR, field_how="Sing the heron song.", tags="herons")
    edit(village, JONAS, field_how="Whistle.", tags="tunes", title="Whistling")
    assert [passage.authors for passage in item(village, identity).body] == [(JONAS.ref,)]
    press(village, NOOR, "Take my words back", "Whistling")
    held = village.within(lambda unit: f"{[vars(each) for each in unit.knowledge.versions(identity)]}{indexed(unit)}")
    assert "heron" not in held.casefold()
    assert item(village, identity).tags == ("tunes",)
    assert [each.number for each in village.within(lambda unit: unit.knowledge.versions(identity))] == [3, 2]


def test_without_a_name_nobody_reads_whose_it_is(village: Village) -> None:
    write(village, NOOR, field_how=HOW, name=("unnamed",))
    edit(village, JONAS, field_when="In spring.")
    shown = shows(village, MARTA)
    assert "Noor" not in words(shown)
    assert "Jonas" in words(shown)
    compared = village.fill(MARTA, press(village, MARTA, "Versions"))
    assert "Noor" not in words(compared)


def test_quotes_stay_as_they_were_said_and_text_is_written_beside_them(village: Village) -> None:
    village.use_shortcut(NOOR, "keep", JONAS, "Mind the heron.", "m1")
    form = village.use_shortcut(NOOR, "keep", NOOR, "Mind the herons, all of them.", "m1")
    village.fill(NOOR, form, title="Herons", place0=("2",), place1=("1",))
    village.press(JONAS, village.private(JONAS)[-1], "Yes")
    edit(village, MARTA, "Herons", field_free="They stand in the shallows.")
    assert quotes(shows(village, NOOR, "Herons")) == [
        "Mind the herons, all of them.",
        "Mind the heron.",
        "They stand in the shallows.",
    ]


def test_a_pin_on_a_reply_offers_to_keep_it(village: Village) -> None:
    card = ask(village)
    replies = [village.say(by, text, thread=card.id) for by, text in ((JONAS, "Mind the heron."), (MARTA, "And wait."))]
    for reply in replies:
        village.react(NOOR, reply, "📌")
    (offer,) = village.private(NOOR)
    assert "You pinned 2 messages" in words(offer)
    form = opened(village.press(NOOR, offer, "Keep it"))
    village.fill(NOOR, form, title="Herons")
    village.press(JONAS, village.private(JONAS)[-1], "Yes")
    village.press(MARTA, village.private(MARTA)[-1], "No")
    assert found(village, "heron") == []
    village.pass_time(timedelta(days=8))
    assert quotes(shows(village, NOOR, "Herons")) == ["Mind the heron."]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_a_form_that_fits_a_dialog(village: Village, kind: Kind) -> None:
    form = village.command(NOOR, f"keep {kind.name.casefold()}")
    assert isinstance(form, OpenForm)
    assert sum(getattr(each, "longest", 0) for each in form.form.inputs) <= 10_800


def test_outsiders_write_and_edit_nothing(village: Village) -> None:
    write(village, NOOR)
    assert not isinstance(village.command(TOMAS, "keep practice"), OpenForm)
    assert title(village.command(TOMAS, "keep"))


def test_a_tag_is_the_word_of_who_gave_it(village: Village) -> None:
    identity = write(village, NOOR, field_how=HOW, tags="#Letters, letters ,  plain words")
    edit(village, JONAS, tags="Letters, plain words, tenants")
    tags = [passage for passage in item(village, identity).passages if passage.part is Part.TAG]
    assert [(tag.text, tag.user) for tag in tags] == [
        ("letters", "noor"),
        ("plain words", "noor"),
        ("tenants", "jonas"),
    ]


def test_a_practice_says_where_it_works_and_where_not_from_the_start(village: Village) -> None:
    identity = write(village, NOOR, field_how=HOW, context="Long letters.", dissent="Secret ones.")
    assert [each.text for each in item(village, identity).context] == ["Long letters."]
    assert quotes(shows(village, JONAS)) == [HOW, "Long letters.", "Secret ones."]


def test_what_its_author_deletes_in_the_chat_is_asked_about_no_more(village: Village) -> None:
    form = village.use_shortcut(NOOR, "keep", JONAS, "Mind the heron.", "m1")
    village.fill(NOOR, form, title="Herons")
    (picked,) = (each.message for keeping in village.within(_asked) for each in keeping.passages if each.message)
    village.delete(picked)
    assert village.within(_asked) == []
    assert "whoever wrote the message deleted it" in words(village.private(NOOR)[-1])


def test_what_is_deleted_where_no_community_meets_is_nothing_here(village: Village) -> None:
    elsewhere = Place(ref=PlaceRef(WORKSPACE, "elsewhere"))
    village.happen(MessageDeleted(place=elsewhere, message_id="m1", **village.delivery()))


def test_what_one_tends_stands_in_ones_home(village: Village) -> None:
    write(village, NOOR)
    press(village, NOOR, "I'll tend it")
    tends = [card for card in village.home(NOOR).cards if card.title == "What you tend"]
    assert [buttons(card) for card in tends] == [[f"Show: {TITLE}"]]
    assert not any(card.title == "What you tend" for card in village.home(JONAS).cards)


def _asked(unit: SqlUnit) -> list[Keeping]:
    return [each for each in unit.knowledge.keepings_at(PlaceRef(WORKSPACE, CHANNEL.channel)) if each.passages]
