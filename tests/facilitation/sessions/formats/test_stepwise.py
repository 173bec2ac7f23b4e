"""Putting a playbook together step by step, in one language, phase by phase."""

from facilitation.events import Actor, FormValue
from facilitation.messages import Answer, RefuseForm
from facilitation.playbooks.pages import open_page
from facilitation.playbooks.reading import read
from tests.facilitation.sessions.formats.workshop import WALK, Workshop, text_in
from tests.facilitation.sessions.gathering import JONAS, NOOR
from tests.shown import buttons, opened, title, words

BASICS: dict[str, FormValue] = {
    "title": "A walk",
    "summary": "To see a place with other eyes.",
    "purpose": ("make_sense",),
    "least": "2",
    "most": "",
    "keeps": ("nothing",),
}
LOOK: dict[str, FormValue] = {"title": "Looking", "prompt": "What do you see?"}


def begins(place: Workshop, by: Actor = NOOR, **values: FormValue) -> Answer | None:
    return place.village.fill(by, place.new(by, "Step by step"), **{**BASICS, **values})


def adds(place: Workshop, builder: object, **values: FormValue) -> Answer | None:
    return place.village.fill(NOOR, place.village.press(NOOR, builder, "Add a phase"), **{**LOOK, **values})


def yaml_of(place: Workshop, builder: object) -> str:
    return text_in(place.village.press(NOOR, builder, "See it as YAML"))


def test_one_language_is_enough_and_the_others_are_marked(place: Workshop) -> None:
    builder = adds(place, begins(place))
    assert title(builder) == "Putting together: A walk"
    assert "1. Looking: What do you see?" in words(builder).replace("**", "")
    kept = place.village.press(NOOR, builder, "Done: keep it")
    assert "Kept as version 1" in words(kept)
    assert "are the same in several languages: they are to be translated" in words(kept)
    text = text_in(place.village.press(NOOR, kept, "Change the YAML"))
    assert 'nl: "What do you see?", fr: "What do you see?"}  # to be translated' in text


def test_it_is_the_same_yaml(place: Workshop) -> None:
    builder = adds(place, begins(place), minutes="12,5", days="2", visibility=("sealed",))
    content = open_page(yaml_of(place, builder), "walk").content
    assert content["size"] == {"least": 2}
    phase = content["phases"]["looking"]
    assert (phase["who"], phase["visibility"], phase["window"]) == ("all", "sealed", {"minutes": 12.5, "days": 2})


def test_a_session_can_be_held_with_it(place: Workshop) -> None:
    kept = place.village.press(NOOR, adds(place, begins(place)), "Done: keep it")
    place.village.press(NOOR, kept, "Offer it")
    place.starts(NOOR, "a walk")
    place.come(JONAS)
    place.begins(NOOR)
    assert "What do you see?" in words(place.step())


def test_options_scales_and_dots(place: Workshop) -> None:
    builder = adds(place, begins(place), at_most="3")
    builder = adds(place, builder, title="Weighing", asks=("dots",), of=("looking",))
    builder = adds(place, builder, title="Choosing", asks=("choice",), options="Go on\nGo on\n\n Stop  here ")
    builder = adds(place, builder, title="How it was", asks=("score",), options="thin\nrich")
    phases = open_page(yaml_of(place, builder), "walk").content["phases"]
    assert phases["looking"]["asks"] == {"does": "text", "at_most": 3}
    assert phases["weighing"]["asks"] == {"dots": 3, "does": "dots", "on": "looking"}
    assert [*phases["choosing"]["asks"]["options"]] == ["go_on", "stop_here"]
    assert [*phases["how_it_was"]["asks"]["scale"]] == ["thin", "rich"]
    assert "Kept as version 1" in words(place.village.press(NOOR, builder, "Done: keep it"))


def test_phases_are_moved_changed_and_removed(place: Workshop) -> None:
    builder = begins(place)
    for name in ("One", "Two", "Three"):
        builder = adds(place, builder, title=name)

    def of(phase: str) -> Answer | None:
        return place.village.press(NOOR, builder, f"Change, move or remove: {phase}")

    builder = place.village.fill(NOOR, of("Three"), what=("up",))
    assert order(builder) == ["One", "Three", "Two"]
    builder = place.village.fill(NOOR, of("One"), what=("up",))
    assert order(builder) == ["One", "Three", "Two"]
    builder = place.village.fill(NOOR, of("One"), what=("remove",))
    assert order(builder) == ["Three", "Two"]
    builder = place.village.fill(NOOR, of("Two"), prompt="What else?")
    assert "Two: What else?" in words(builder).replace("**", "")


def test_what_is_wrong_is_told_where_it_was_typed_and_in_the_readers_language(place: Workshop) -> None:
    answer = begins(place, least="none", title="Peer assist")
    assert isinstance(answer, RefuseForm)
    assert "is no whole number" in answer.errors["least"]
    assert "what another playbook is called" in answer.errors["title"]
    builder = begins(place)
    answer = adds(place, builder, minutes="soon", days="0", asks=("choice",), options="only one", title="x" * 61)
    assert isinstance(answer, RefuseForm)
    assert {"minutes", "days", "options", "title"} <= answer.errors.keys()
    noor = Actor(ref=NOOR.ref, name="Noor", locale="nl", zone=NOOR.zone)
    form = place.village.press(noor, place.village.command(noor, "playbook new"), "Stap voor stap")
    answer = place.village.fill(noor, form, **{**BASICS, "least": "geen", "title": "Iets anders"})
    assert isinstance(answer, RefuseForm)
    assert "is geen geheel getal" in answer.errors["least"]


def test_what_is_wrong_with_the_whole_is_told_when_all_is_done(place: Workshop) -> None:
    builder = place.village.press(NOOR, begins(place), "Done: keep it")
    assert "phases" in words(builder)
    assert place.village.within(lambda unit: [each.newest for each in unit.own_playbooks.all()]) == [0]
    assert "Kept as version 1" in words(place.village.press(NOOR, adds(place, builder), "Done: keep it"))


def test_a_draft_is_found_again_and_can_be_thrown_away(place: Workshop) -> None:
    begins(place)
    listed = place.village.command(NOOR, "playbook")
    assert "Go on with the draft: a walk" not in buttons(place.village.command(JONAS, "playbook"))
    builder = place.village.press(NOOR, listed, "Go on with the draft: a walk")
    assert "Discarded" in words(place.village.press(NOOR, builder, "Discard"))
    assert place.village.within(lambda unit: unit.own_playbooks.all()) == []


def test_throwing_changes_away_leaves_what_was_kept(place: Workshop) -> None:
    place.writes()
    builder = place.village.press(NOOR, place.shown(), "Change it step by step")
    builder = adds(place, builder, title="One more")
    place.village.press(NOOR, builder, "Discard")
    assert text_in(place.village.press(NOOR, place.shown(), "Change the YAML")) == WALK


def test_what_no_form_asks_for_stays(place: Workshop) -> None:
    builder = place.village.press(NOOR, place.shown(NOOR, "case consultation"), "Adapt it step by step")
    before = open_page(yaml_of(place, builder), "x").content
    first = next(iter(before["phases"]))
    own = before["phases"][first]["title"]["en"]
    form = place.village.press(NOOR, builder, f"Change, move or remove: {own}")
    builder = place.village.fill(NOOR, form, prompt="What brings you here?")
    after = open_page(yaml_of(place, builder), "x").content
    assert after["phases"][first]["prompt"] == {**before["phases"][first]["prompt"], "en": "What brings you here?"}
    changed = {**after["phases"], first: before["phases"][first]}
    assert changed == before["phases"]
    assert list(changed) == list(before["phases"])
    assert {**after, "phases": before["phases"]} == before


def test_every_phase_of_every_playbook_can_be_handed_in_as_it_is(place: Workshop) -> None:
    for name in ("lean coffee", "ten step", "consent", "action learning", "troika"):
        builder = place.village.press(NOOR, place.shown(NOOR, name), "Adapt it step by step")
        before = read(yaml_of(place, builder), "x")
        for label in [each for each in buttons(builder) if each.startswith("Change, move")]:
            builder = place.village.fill(NOOR, opened(place.village.press(NOOR, builder, label)))
        assert read(yaml_of(place, builder), "x") == before, name


def test_what_is_kept_at_the_end_is_what_phases_give(place: Workshop) -> None:
    builder = adds(place, begins(place, keeps=("lesson",)))
    builder = adds(place, builder, title="In secret", visibility=("anonymous",))
    builder = adds(place, builder, title="Told")
    assert open_page(yaml_of(place, builder), "x").content["capture"]["of"] == ("looking", "told")
    form = place.village.press(NOOR, builder, "Change, move or remove: Looking")
    builder = place.village.fill(NOOR, form, what=("remove",))
    assert open_page(yaml_of(place, builder), "x").content["capture"]["of"] == ("told",)


def test_hostile_words_are_words(place: Workshop) -> None:
    for said in ('</script> "quoted" #: {', "\u202eevil\u200f \U0001f33b", "- true", "*alias &anchor", "x\u2028y"):
        builder = adds(place, begins(place, title=f"T {said}"), prompt=said, title=said)
        content = open_page(yaml_of(place, builder), "x").content
        [phase] = content["phases"].values()
        assert phase["prompt"]["en"] == said.strip()


def order(builder: object) -> list[str]:
    return [each.removeprefix("Change, move or remove: ") for each in buttons(builder) if each.startswith("Change, m")]


def test_of_a_scale_all_words_are_told_in_their_order_also_those_that_nobody_chose(place: Workshop) -> None:
    builder = adds(place, begins(place), title="How it was", asks=("score",), options="thin\nfair\nrich")
    place.village.press(NOOR, place.village.press(NOOR, builder, "Done: keep it"), "Offer it")
    place.starts(NOOR, "a walk")
    place.come(JONAS)
    place.begins(NOOR)
    for who in (NOOR, JONAS):
        place.gives(who, label="Say how it was", pick=("rich",))
    told = " ".join(words(post) for post in place.room())
    assert told.index("thin: 0") < told.index("fair: 0") < told.index("rich: 2")
