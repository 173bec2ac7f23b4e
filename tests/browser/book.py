"""A handbook with something of everything in it, in the database of a Kring yet to be started."""

from datetime import timedelta

from bot.clock import SystemClock
from facilitation.knowledge.acts import Act, ActKind
from facilitation.knowledge.finds import Link
from facilitation.knowledge.items import Change, ItemVersion
from facilitation.knowledge.kinds import Assurance, Audience, Kind, OriginKind
from facilitation.knowledge.passages import Part
from facilitation.questions.model import Stage
from storage.migrations import migrate
from storage.store import open_store
from tests.bot.handbook.circle import Circle, said
from tests.bot.handbook.test_prose import NASTY
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, MovedClock, Shelf

DAY = timedelta(days=1)
WAY_IN = "open-sesame-".ljust(43, "x")


def written(database: str, key: str) -> None:
    migrate(database, key)
    store = open_store(database, SystemClock(), key)
    circle = Circle(Shelf(store, MovedClock(SystemClock().now())))
    with circle.shelf.unit(CIRCLE) as unit:
        unit.handbook_links.keep(WAY_IN, circle.members[ANN.ref])
    _keep(circle)
    store.close()


def _keep(circle: Circle) -> None:
    circle.asks("q", "How does a heron sleep?", Stage.ANSWERED, detail="We have never seen one *lie down*.")
    circle.asks("q2", "Who counts them?")
    tags = (said(ANN, "birds", Part.TAG), said(ANN, "night", Part.TAG))
    answer = said(
        BEN, "On one leg:\n\n- in the reeds;\n- with an eye open.\n\nSee https://example.org/herons.", Part.ANSWER
    )
    from_question = {"origin_kind": OriginKind.QUESTION, "origin_id": "q", "kind": Kind.ANSWER}
    circle.keeps("answer", said(ANN, "Ever?", Part.QUESTION), answer, *tags, title="On one leg", **from_question)
    from_session = {
        "origin_kind": OriginKind.SESSION,
        "origin_id": "s",
        "origin_title": "An evening",
        "origin_at": NOON,
    }
    circle.keeps("lesson", said(ANN, "We were loud."), said(BEN, "Next time.", name=""), title="Loud", **from_session)
    beside = (said(BEN, "By a pond.", Part.CONTEXT), said(BEN, "We have none.", Part.DISSENT, name=""))
    text = said(ANN, "Sit still, and `count` twice.\n\n> Then wait.", Part.TEXT)
    sure = {"assurance": Assurance.STANDING, "number": 2, "changed_at": NOON + DAY}
    circle.keeps("practice", text, *beside, *tags, title="Count at night", kind=Kind.PRACTICE, **sure)
    circle.keeps("decision", title="We whisper", kind=Kind.DECISION, audience=Audience.PUBLIC)
    for term in ("Egret", "Heron", "Ibis", "Stork"):
        circle.keeps(term, said(ANN, f"A bird: {term}.", Part.TEXT), title=term, kind=Kind.TERM)
    circle.keeps("nasty", *(said(BEN, words) for words in NASTY), title=NASTY[0])
    with circle.shelf.unit(CIRCLE) as unit:
        unit.knowledge.link(Link(community_id=CIRCLE, item_id="answer", other_id="decision", at=NOON))
        unit.knowledge.add_act(Act(community_id=CIRCLE, item_id="practice", kind=ActKind.STANDING, at=NOON))
        for number, words in ((1, "Sit still."), (2, "Sit still, and count.")):
            change = Change.KEPT if number == 1 else Change.EDITED
            version = ItemVersion(
                community_id=CIRCLE,
                item_id="practice",
                number=number,
                title="Count at night",
                passages=(said(ANN, words, Part.TEXT),),
                audience=Audience.COMMUNITY,
                change=change,
                name="Ann",
                at=NOON + number * DAY,
            )
            unit.knowledge.add_version(version)
