"""What every page has, in whose language it is, how long lists are turned over, and what odd requests get."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.handbook.views import ON_A_PAGE
from facilitation.knowledge.acts import Act, ActKind
from facilitation.knowledge.finds import Link
from facilitation.knowledge.items import Change, ItemVersion
from facilitation.knowledge.kinds import Assurance, Audience, Kind, OriginKind
from facilitation.knowledge.passages import Part
from facilitation.ports.resources import Resource
from facilitation.questions.model import Stage
from tests.bot.handbook.circle import Circle, page, said
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE

DAY = timedelta(days=1)


def test_every_page_forbids_what_is_not_ours_and_tells_nobody(circle: Circle) -> None:
    circle.keeps("it")
    reading = circle.read_by(ANN)
    for path in (page(), page("items", "it"), page("search?q=x"), page("nope"), "/handbook/nope", "/handbook/in/x"):
        headers = reading.get(path).headers
        assert headers["referrer-policy"] == "no-referrer", path
        assert headers["x-robots-tag"] == "noindex", path
        assert headers["cache-control"].startswith("private"), path
        policy = headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert {"script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} < {*policy}
        assert "unsafe" not in headers["content-security-policy"]


def test_no_page_holds_a_script_or_style_of_its_own_or_anything_from_elsewhere(circle: Circle) -> None:
    circle.keeps("it", said(ANN, "See https://example.org/x."))
    reading = circle.read_by(ANN)
    for path in (page(), page("items", "it"), page("all"), page("search?q=x"), "/handbook/nope"):
        html = reading.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/handbook/static/)|<style|\sstyle=|\son[a-z]+=", html), path
        assert all(
            link.startswith("/handbook/static/") for link in re.findall(r"<(?:img|script)[^>]*src=\"([^\"]*)", html)
        )
    looks = reading.get(re.findall(r'href="([^"]*\.css[^"]*)"', reading.get(page()).text)[0])
    assert "immutable" in looks.headers["cache-control"]


def test_a_page_that_is_still_the_same_is_not_sent_again(circle: Circle) -> None:
    circle.keeps("it")
    reading = circle.read_by(ANN)
    first = reading.get(page())
    again = reading.get(page(), headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    circle.keeps("other")
    assert reading.get(page(), headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.5", "Zoek"),
        ("de,fr;q=0.8,en;q=0.3", "Chercher"),
        ("de", "Search"),
        (";;q=x,,", "Search"),
    ],
)
def test_our_words_are_in_the_readers_language(circle: Circle, accepted: str, told: str) -> None:
    circle.keeps("it", audience=Audience.PUBLIC)
    shown = circle.browser(accept_language=accepted).get(page()).text
    assert told in shown
    assert 'lang="en"' in shown or f'lang="{accepted[:2]}"' in shown or 'lang="fr"' in shown


def test_what_was_chosen_in_the_chat_goes_before_what_a_browser_asks_for(circle: Circle) -> None:
    circle.keeps("it")
    with circle.shelf.unit() as unit:
        account = unit.people.account(BEN.ref)
        assert account
        account.language = "fr"
    assert 'lang="fr"' in circle.read_by(BEN).get(page()).text


def test_long_lists_have_pages_and_odd_numbers_are_no_matter(circle: Circle) -> None:
    for number in range(ON_A_PAGE + 1):
        circle.keeps(f"i{number:03}", title=f"Item {number:03}.")
    reading = circle.read_by(ANN)
    first, last = reading.get(page("all")).text, reading.get(page("all?page=2")).text
    assert ("Item 000." in first, "Item 040." in first, "Item 040." in last) == (True, False, True)
    assert 'rel="next"' in first
    assert 'rel="next"' not in last
    for odd in ("99999999999999999999999", "-1", "x", "0", "²", ""):
        assert reading.get(page("all"), params={"page": odd}).status_code == 200


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        '"unclosed AND (',
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "🦢",
        "\x00\x1b",
        "* OR *",
        " ",
    ],
)
def test_any_words_can_be_looked_for(circle: Circle, words: str) -> None:
    circle.keeps("it")
    reading = circle.read_by(ANN)
    for path in (page("search"), page("search?part=results")):
        answer = reading.get(path, params={"q": words, **({"part": "results"} if "part" in path else {})})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "path", ["..%2f..%2fetc", "%00", "items/%2e%2e", "kinds/term", "kinds/x", "tags/%ff", "a" * 3_000]
)
def test_odd_paths_lead_nowhere(circle: Circle, path: str) -> None:
    circle.keeps("it")
    assert circle.read_by(ANN).get(f"{page()}/{path}").status_code == 404


def test_an_item_tells_where_it_comes_from_and_leads_to_both_ways(circle: Circle) -> None:
    """From question and session to what was kept, to the decision, and back."""
    circle.asks("q", "How do herons sleep?", Stage.ANSWERED)
    circle.keeps("answer", title="On one leg", kind=Kind.ANSWER, origin_kind=OriginKind.QUESTION, origin_id="q")
    session = {"origin_kind": OriginKind.SESSION, "origin_id": "s", "origin_title": "An evening", "origin_at": NOON}
    circle.keeps("lesson", title="We were loud", **session)
    circle.keeps("decision", title="We whisper", kind=Kind.DECISION)
    with circle.shelf.unit(CIRCLE) as unit:
        for one in ("answer", "lesson"):
            unit.knowledge.link(Link(community_id=CIRCLE, item_id=one, other_id="decision", at=NOON))
    reading = circle.read_by(ANN)
    shown = {each: reading.get(page("items", each)).text for each in ("answer", "lesson", "decision")}
    assert page("questions", "q") in shown["answer"]
    assert "How do herons sleep?" in shown["answer"]
    assert page("items", "answer") in reading.get(page("questions", "q")).text
    assert page("sessions", "s") in shown["lesson"]
    assert page("items", "lesson") in reading.get(page("sessions", "s")).text
    assert all(page("items", "decision") in shown[each] for each in ("answer", "lesson"))
    assert all(page("items", each) in shown["decision"] for each in ("answer", "lesson"))


def test_context_and_dissent_stand_beside_and_assurance_says_what_was_done(circle: Circle) -> None:
    beside = (said(BEN, "By a pond.", Part.CONTEXT), said(BEN, "We have none.", Part.DISSENT, name=""))
    circle.keeps("it", said(ANN), *beside, kind=Kind.PRACTICE, assurance=Assurance.TRIED)
    with circle.shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_act(
            Act(community_id=CIRCLE, item_id="it", kind=ActKind.ADAPTED, workspace=BEN.ref.workspace, user="x", at=NOON)
        )
    shown = circle.read_by(ANN).get(page("items", "it")).text
    for told in ("Works where", "By a pond.", "Not for us", "We have none.", "tried by another member", "Adapted"):
        assert told in shown
    assert "By a pond." not in circle.read_by(ANN).get(page("all")).text


def test_versions_and_what_changed_in_each(circle: Circle) -> None:
    circle.keeps("it", said(ANN, "Read it twice.", Part.TEXT), number=2, changed_at=NOON)
    with circle.shelf.unit(CIRCLE) as unit:
        for number, text in ((1, "Read it once."), (2, "Read it twice.")):
            change = Change.KEPT if number == 1 else Change.EDITED
            kept: dict[str, Any] = {
                "audience": Audience.COMMUNITY,
                "change": change,
                "name": "Ann",
                "at": NOON + number * DAY,
            }
            words = (said(ANN, text, Part.TEXT),)
            unit.knowledge.add_version(
                ItemVersion(community_id=CIRCLE, item_id="it", number=number, title="Aloud", passages=words, **kept)
            )
    reading = circle.read_by(ANN)
    assert page("items", "it", "versions") in reading.get(page("items", "it")).text
    assert page("items", "it", "versions", "1") in reading.get(page("items", "it", "versions")).text
    assert "<del>once</del><ins>twice</ins>" in reading.get(page("items", "it", "versions", "2")).text
    assert "<ins>" not in reading.get(page("items", "it", "versions", "1")).text
    for odd in ("3", "0", "-1", "x", "9" * 400):
        assert reading.get(page("items", "it", "versions", odd)).status_code == 404
    assert circle.browser().get(page("items", "it", "versions", "1")).status_code == 404


def test_a_glossary_by_the_alphabet_whatever_marks_letters_bear(circle: Circle) -> None:
    for number, term in enumerate(("élan", "Egret", "zeal", "99 ways")):
        circle.keeps(f"t{number}", title=term, kind=Kind.TERM)
    shown = circle.read_by(ANN).get(page("glossary")).text
    assert re.findall(r'letter__mark">(.)<', shown) == ["#", "E", "Z"]
    assert shown.index("Egret") < shown.index("zeal")


def test_a_search_that_fails_finds_nothing_and_tells_the_log_no_words(
    circle: Circle, capsys: pytest.CaptureFixture[str]
) -> None:
    circle.keeps("it")
    reading = circle.read_by(ANN)
    with circle.shelf.unit(CIRCLE) as unit:
        unit._transaction.connection.exec_driver_sql("DROP TABLE search_index")
    assert "Nothing found" in reading.get(page("search?q=heron")).text
    told = capsys.readouterr()
    assert "search_failed" in told.out + told.err
    assert "heron" not in told.out + told.err


def test_what_is_at_hand_stands_in_front_for_members_and_for_nobody_else(circle: Circle) -> None:
    circle.keeps("heron", said(ANN, "Herons wait."))
    circle.keeps("open", said(ANN, "Herons fly."), audience=Audience.PUBLIC)
    with circle.shelf.unit(CIRCLE) as unit:
        for address, item in (("https://example.org/guide", None), ("", "heron"), ("", "gone")):
            resource = Resource(
                community_id=CIRCLE,
                title="The <b>guide</b>" if address else "",
                address=address,
                item_id=item,
                why="It helped me.",
                workspace=WORKSPACE,
                user=BEN.ref.user,
                at=NOON,
            )
            unit.resources.add(resource)
    shown = circle.read_by(BEN).get(page()).text
    assert 'href="https://example.org/guide" rel="nofollow noopener noreferrer ugc"' in shown
    assert "The &lt;b&gt;guide&lt;/b&gt;" in shown
    assert shown.count("It helped me.") == 2
    assert "It helped me." not in circle.browser().get(page()).text
