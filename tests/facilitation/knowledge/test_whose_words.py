"""Whose words are whose: nobody gets hold of others' words by a word of their own, nor puts any in their mouth."""

from datetime import timedelta

from facilitation.events import Actor
from facilitation.knowledge.items import Change
from facilitation.knowledge.kinds import Audience
from facilitation.messages import Answer, RefuseForm
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.indexed import indexed
from tests.facilitation.knowledge.library import HOW, edit, item, press, shows, write
from tests.shown import buttons, title, words
from tests.village import Village

OTHERS = "In spring we sit outside, each on a chair of one's own."


def texts(village: Village, identity: str) -> list[str]:
    return [passage.text for passage in item(village, identity).body]


def takes_back(village: Village, by: Actor, of: str = "Reading aloud") -> Answer | None:
    answer = press(village, by, "Take my words", of)
    surely = "Yes, take my words back"
    return village.press(by, answer, surely) if surely in buttons(answer) else answer


def test_who_wrote_a_word_into_all_of_it_takes_back_that_word_and_not_the_item(village: Village) -> None:
    identity = write(village, NOOR)
    edit(village, MARTA, field_how=f"{HOW} Always.")
    takes_back(village, MARTA)
    assert texts(village, identity) == [HOW]
    assert item(village, identity).body[0].authors == (NOOR.ref,)
    newest = village.within(lambda unit: unit.knowledge.versions(identity)[0])
    assert (newest.number, newest.change, newest.by) == (3, Change.TAKEN_OUT, None)


def test_what_is_brought_back_of_an_earlier_version_is_read_no_further_than_its_authors_agreed(
    village: Village,
) -> None:
    identity = write(village, NOOR)
    edit(village, MARTA, title="Whistling", field_how="Whistle from the roof.")
    village.fill(MARTA, press(village, MARTA, "Let it reach further", "Whistling"), audience=("public",))
    assert item(village, identity).audience is Audience.PUBLIC
    takes_back(village, MARTA, "Whistling")
    assert item(village, identity).title == "Reading aloud"
    assert (texts(village, identity), item(village, identity).audience) == ([HOW], Audience.COMMUNITY)


def test_small_words_and_short_remarks_make_nobody_an_author_of_what_others_write(village: Village) -> None:
    identity = write(village, NOOR)
    village.fill(MARTA, press(village, MARTA, "Say where it works"), note="the to a it in is on chair spring")
    village.fill(MARTA, press(village, MARTA, "Say why"), note="No")
    edit(village, JONAS, field_when=f"{OTHERS} No letter is read in the house.")
    assert {each.authors for each in item(village, identity).body} == {(NOOR.ref,), (JONAS.ref,)}
    takes_back(village, MARTA)
    assert len(texts(village, identity)) == 2


def test_a_paragraph_that_stands_by_itself_makes_nobody_an_author_of_another(village: Village) -> None:
    identity = write(village, NOOR, field_how="Wait outside.")
    edit(village, JONAS, field_how=f"Wait outside.\n\n{OTHERS}")
    assert [each.authors for each in item(village, identity).body] == [(NOOR.ref,), (JONAS.ref,)]
    edit(village, JONAS, field_how=f"Wait outside, rather than in.\n\n{OTHERS}")
    assert item(village, identity).body[0].authors == (NOOR.ref, JONAS.ref)


def test_words_taken_back_do_not_return_by_a_form_that_was_open(village: Village) -> None:
    identity = write(village, NOOR, field_how="Mind the heron of last year.")
    edit(village, JONAS, field_how=f"Mind the heron of last year.\n\n{OTHERS}")
    form = press(village, JONAS, "Edit")
    takes_back(village, NOOR)
    refused = village.fill(JONAS, form, field_how=f"Mind the heron of last year.\n\n{OTHERS} Really.")
    assert isinstance(refused, RefuseForm)
    assert "heron" not in f"{texts(village, identity)} {village.within(indexed)}"


def test_what_is_written_without_a_name_stands_under_nobody_elses(village: Village) -> None:
    identity = write(village, NOOR, field_how="I read each letter aloud to my colleague.")
    edit(village, MARTA, field_how="I never read each letter aloud to my colleague.", name=("unnamed",))
    assert "Noor" not in words(shows(village, JONAS))
    edit(village, JONAS, field_how="I never read each letter aloud to my colleague, nor to you.")
    assert item(village, identity).names == []


def test_who_wished_for_no_name_stays_without_one_whatever_they_do_later(village: Village) -> None:
    identity = write(village, MARTA, field_how=HOW, name=("unnamed",))
    village.fill(MARTA, press(village, MARTA, "Say where it works"), note="In small offices.")
    edit(village, MARTA, field_when="In spring.")
    village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
    versions = village.within(lambda unit: unit.knowledge.versions(identity))
    assert [each.name for each in versions] == [""] * 4
    said = village.within(lambda unit: unit.knowledge.consents(identity))
    assert [each.unnamed for each in said if each.author == MARTA.ref] == [True]


def test_before_words_of_others_go_along_it_is_asked_once_more_and_they_hear_of_it(village: Village) -> None:
    identity = write(village, NOOR)
    edit(village, JONAS, field_how=f"{HOW} Twice.")
    press(village, MARTA, "Follow it")
    village.pass_time(timedelta(hours=2))
    asked = press(village, NOOR, "Take my words")
    assert "what they added there goes with yours" in words(asked)
    assert texts(village, identity)
    assert title(village.press(NOOR, asked, "Yes, take my words back")) == "Your words are taken back"
    for person in (JONAS, MARTA):
        assert "is no longer kept" in words(village.private(person)[-1])


def test_what_was_written_apart_stays_and_its_writer_hears_what_changed(village: Village) -> None:
    identity = write(village, NOOR)
    edit(village, JONAS, field_how=f"{HOW}\n\n{OTHERS}")
    village.pass_time(timedelta(hours=2))
    assert not any(title(post).endswith("was changed") for post in village.private(JONAS))
    takes_back(village, NOOR)
    assert texts(village, identity) == [OTHERS]
    village.pass_time(timedelta(hours=2))
    told = village.private(JONAS)[-1]
    assert title(told).endswith("was changed")
    form = village.press(JONAS, village.press(JONAS, told, "Open it"), "Edit")
    assert "goes with it if they take theirs back" in words(form)


def test_who_wrote_it_hears_that_others_changed_it_until_they_want_to_no_more(village: Village) -> None:
    write(village, NOOR)
    edit(village, JONAS, field_how=f"{HOW} Twice.")
    village.pass_time(timedelta(hours=2))
    changed = village.private(NOOR)[-1]
    assert "“Reading aloud” was changed" in words(changed)
    village.press(NOOR, changed, "Don't follow it")
    edit(village, NOOR, field_how=f"{HOW} Twice, or thrice.")
    before = len(village.private(NOOR))
    edit(village, JONAS, field_how="Aloud.")
    village.pass_time(timedelta(hours=2))
    assert len(village.private(NOOR)) == before


def test_each_name_is_told_once(village: Village) -> None:
    identity = write(village, NOOR, field_how=f"{HOW}\n\nThen wait a day.")
    edit(village, JONAS, field_how=f"{HOW}\n\nThen wait a night, and a day.")
    assert item(village, identity).names == ["Noor", "Jonas"]
