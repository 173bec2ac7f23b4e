"""Who reads what: every audience for every reader, and nothing of the rest on any page."""

import pytest
from starlette.testclient import TestClient

from facilitation.knowledge.kinds import Audience, OriginKind
from facilitation.knowledge.passages import Part
from facilitation.people import AccountRef, WorkspaceId
from facilitation.questions.model import Stage
from tests.bot.handbook.circle import CAM, Circle, everything, page, said
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON

STRANGER = AccountRef(WorkspaceId("slack:T2"), "UANN")  # the same id in another workspace
AROUND = [page(*path.split("/")) for path in ("all", "kinds/lesson", "tags", "sessions", "search?q=heron")] + [page()]

READS = {
    "who took part": {*Audience},
    "a member": {Audience.COMMUNITY, Audience.ORGANISATION, Audience.PUBLIC},
    "a member who signed in": {Audience.COMMUNITY, Audience.ORGANISATION, Audience.PUBLIC},
    "a colleague": {Audience.ORGANISATION, Audience.PUBLIC},
    "a stranger": {Audience.PUBLIC},
    "anybody": {Audience.PUBLIC},
    "who signed in yesterday": {Audience.PUBLIC},
    "who left": {Audience.PUBLIC},
}


def reader(who: str, circle: Circle) -> TestClient:
    match who:
        case "who took part":
            return circle.read_by(ANN)
        case "a member":
            return circle.read_by(BEN)
        case "a member who signed in":
            return circle.signed_in(BEN.ref)
        case "a colleague":
            return circle.signed_in(CAM.ref)
        case "a stranger":
            return circle.signed_in(STRANGER)
        case "who signed in yesterday":
            return circle.signed_in(BEN.ref, since=NOON - NOON.replace(day=1))
        case "who left":
            browser = circle.read_by(BEN)
            circle.leaves(BEN)
            return browser
        case _:
            return circle.browser()


def name_of(audience: Audience) -> str:
    """A word that stands in one item only, and beside it wherever that is told of."""
    return f"Aloysius{audience}"


def kept_for_each(circle: Circle) -> None:
    for audience in Audience:
        name = name_of(audience)
        circle.keeps(
            audience,
            said(ANN, f"The heron {name} flies."),
            said(ANN, f"tag{name}", Part.TAG),
            title=f"About {name}",
            audience=audience,
            taking_part=(ANN.ref,),
            origin_kind=OriginKind.SESSION,
            origin_id=f"s-{audience}",
            origin_title=f"An evening with {name}",
        )


def test_each_reads_what_is_meant_for_them_and_nothing_tells_of_the_rest(on_each: Circle) -> None:
    """With the databases' own rules: a member who left comes last, for they leave only once."""
    circle = on_each
    kept_for_each(circle)
    for who, readable in READS.items():
        browser = reader(who, circle)
        together = "".join(browser.get(path).text for path in AROUND)
        for audience in Audience:
            own = [browser.get(page(*path)) for path in own_pages(audience)]
            if audience in readable:
                assert f"An evening with {name_of(audience)}" in together, (who, audience)
                assert f"tag{name_of(audience)}" in together, (who, audience)
                assert all(name_of(audience) in answer.text for answer in own), (who, audience)
            else:
                assert name_of(audience) not in together, (who, audience)
                assert {answer.status_code for answer in own} == {404}, (who, audience)


def own_pages(audience: Audience) -> list[tuple[str, ...]]:
    return [("items", audience), ("sessions", f"s-{audience}"), ("tags", f"tag{name_of(audience)}")]


def test_what_one_may_not_see_is_answered_as_what_is_not_there(circle: Circle) -> None:
    circle.keeps("kept", audience=Audience.SESSION, taking_part=(ANN.ref,))
    for browser in (circle.read_by(BEN), circle.signed_in(CAM.ref), circle.browser()):
        for there, not_there in (
            (page("items", "kept"), page("items", "nope")),
            (page("people", circle.members[ANN.ref]), page("people", "nope")),
            (page("items", "kept", "versions", "1"), page("items", "nope", "versions", "1")),
        ):
            one, other = browser.get(there), browser.get(not_there)
            assert (one.status_code, other.status_code) == (404, 404)
            assert one.text.replace(there, "") == other.text.replace(not_there, "")


def test_a_community_that_shows_nothing_is_not_there_for_who_is_not_in_it(circle: Circle) -> None:
    circle.keeps("kept")
    for browser in (circle.signed_in(CAM.ref), circle.browser()):
        here, nowhere = browser.get(page()), browser.get("/handbook/nowhere")
        assert (here.status_code, here.text) == (404, nowhere.text)
        assert CIRCLE.title() not in browser.get("/handbook").text


def test_questions_are_for_members_and_replies_for_nobody(circle: Circle) -> None:
    circle.keeps("open", audience=Audience.PUBLIC)
    circle.asks("q", "Who saw the heron?", detail="By the *pond*.")
    member = circle.read_by(ANN)
    assert "Who saw the heron?" in member.get(page("questions")).text
    assert "<em>pond</em>" in member.get(page("questions", "q")).text
    assert "Ben" not in member.get(page("questions", "q")).text
    for path in (page(), page("questions"), page("questions", "q"), page("search?q=heron")):
        assert "Who saw" not in circle.browser().get(path).text


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SET_ASIDE, Stage.WITHDRAWN])
def test_a_question_that_was_never_put_or_is_taken_back_is_not_there(circle: Circle, stage: Stage) -> None:
    circle.asks("q", "Who saw the heron?", stage)
    member = circle.read_by(ANN)
    assert member.get(page("questions", "q")).status_code == 404
    assert "Who saw" not in member.get(page("questions")).text + member.get(page("search?q=heron")).text


def test_of_a_question_out_of_sight_only_the_reason_is_told(circle: Circle) -> None:
    circle.asks("q", "Is the heron a fool?", detail="He is.", hidden_by="m", hidden_why="It names somebody")
    circle.asks("with", "What of the pond?", with_question="q")
    circle.keeps("kept", origin_kind=OriginKind.QUESTION, origin_id="q")
    member = circle.read_by(ANN)
    told = "".join(
        member.get(page(*path)).text
        for path in ((), ("questions",), ("questions", "q"), ("questions", "with"), ("items", "kept"))
    )
    assert "It names somebody" in told
    assert "fool" not in told
    assert "questions/q" not in member.get(page("search?q=fool")).text


def test_who_wished_to_stay_unnamed_is_named_on_no_page(circle: Circle) -> None:
    circle.keeps("it", said(BEN, "We waited.", name=""), said(ANN))
    reading = circle.read_by(ANN)
    pages = [reading.get(path) for path in (*everything("it"), page("people", circle.members[ANN.ref]))]
    assert all("Ben" not in answer.text and BEN.ref.user not in answer.text for answer in pages)
    assert reading.get(page("people", circle.members[BEN.ref])).status_code == 404


def test_a_list_of_what_somebody_said_is_for_members_only(circle: Circle) -> None:
    circle.keeps("it", audience=Audience.PUBLIC)
    ann = page("people", circle.members[ANN.ref])
    assert "Title of it" in circle.read_by(BEN).get(ann).text
    for browser in (circle.signed_in(CAM.ref), circle.browser()):
        assert browser.get(ann).status_code == 404
        shown = browser.get(page("items", "it")).text
        assert "Ann" in shown
        assert circle.members[ANN.ref] not in shown


def test_words_taken_back_are_gone_with_the_next_request(circle: Circle) -> None:
    circle.keeps("it", said(ANN, "Mine."), said(BEN, "Ours."))
    reading = circle.read_by(ANN)
    assert "Ours." in reading.get(page()).text
    with circle.shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("it")
        assert item
        item.passages = item.passages[:1]
    assert "Ours." not in reading.get(page()).text + reading.get(page("items", "it")).text
    with circle.shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("it")
        assert item
        unit.knowledge.remove(item)
    assert "Mine." not in reading.get(page()).text
    assert reading.get(page("items", "it")).status_code == 404
