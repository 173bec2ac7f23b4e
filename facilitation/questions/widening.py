"""Taking a question further than those who heard of it: to another side, site or circle, or another community.

At a site and in a circle a few are asked privately whether they would look. In another community all read it, and
what they reply there stands in the question's own thread as well, with their name and where it was written.
However far it went, it waits for another window then, and is offered to be taken further again.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from facilitation.events import ButtonPressed
from facilitation.messages import Answer, Button, Notice, ReplaceCard, Small, ToPlace, Whisper
from facilitation.people import Community, CommunityId, Member
from facilitation.ports.links import twins_of
from facilitation.questions import cards, looks, receipts, thread, together
from facilitation.questions.around import WINDOW, Why
from facilitation.questions.model import Question, QuestionWork, Stage, card_key
from facilitation.sites import has_sites, site_of
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all, shorten
from facilitation.working_days import after_working_days

UNANSWERED = "questions.unanswered"
ELSEWHERE = "questions.elsewhere"
ALL_SIDES = "questions.all_sides"
AT_SITE = "questions.at_site"
IN_CIRCLE = "questions.in_circle"
EACH_AT_MOST = 3  # communities, sites and circles that are offered
LABEL = 40  # characters of a name on a button
HEARD_FOR = timedelta(days=60)  # as long as replies in another community are carried home


def who_reads(question: Question, texts: Texts, work: QuestionWork) -> Iterator[Small]:
    """What is said of the ways after which more people read it, before one is chosen."""
    if question.side:
        yield Small(texts("questions.all_sides_seen"))
    if others(question, work):
        yield Small(texts("questions.elsewhere_seen"))


def offers(question: Question, texts: Texts, work: QuestionWork) -> Iterator[Button]:
    """A button for each way that there is."""
    if question.side:
        yield Button(texts.plain("questions.all_sides"), ALL_SIDES, cards.about(question, "/"))
    for number, site in enumerate(_sites(question, work)):
        label = texts.plain("questions.at_site", site=shorten(site, LABEL))
        yield Button(label, AT_SITE, cards.about(question, f"/{number}.{site}"))
    for circle in _circles(question, work):
        label = texts.plain("questions.in_circle", circle=shorten(circle[1], LABEL))
        yield Button(label, IN_CIRCLE, cards.about(question, f"/{circle[0]}"))
    for other in others(question, work):
        label = texts.plain("questions.elsewhere", community=other.name)
        yield Button(label, ELSEWHERE, cards.about(question, f"/{other.id}"))


def others(question: Question, work: QuestionWork) -> Sequence[Community]:
    """Not for one without a name: where else its asker belongs would tell of them. Nor for what is of one side."""
    theirs = work.people.communities_of(question.asker) if question.asker and not question.side else ()
    return [each for each in theirs if each.id != work.community.id and not each.place_gone][:EACH_AT_MOST]


def on_site(press: ButtonPressed, work: QuestionWork) -> Answer:
    """A few of those who said that they are there."""
    question = waiting(press, work)
    if isinstance(question, Whisper):
        return question
    site = press.subject.detail.partition("/")[2].partition(".")[2]
    here = [each for each in work.people.members(work.community.id) if each.site == site]
    return _ask(question, here, Why.SITE, work)


def on_circle(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = waiting(press, work)
    if isinstance(question, Whisper):
        return question
    wanted = press.subject.detail.partition("/")[2]
    members = next((each.members for each in work.circles.all() if each.id == wanted), ())
    return _ask(question, work.people.members_by_id(work.community.id, members), Why.CIRCLE, work)


def on_elsewhere(press: ButtonPressed, work: QuestionWork) -> Answer:
    """In the channel of another community that its asker is in; once in each."""
    question, texts = waiting(press, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    wanted = CommunityId(press.subject.detail.partition("/")[2])
    other = next((each for each in others(question, work) if each.id == wanted), None)
    if other is None:
        return Whisper(Notice(texts("questions.gone")))
    visit = work.links.visit(other, work.community, work.now + HEARD_FOR)
    key = f"{twins_of(visit)}{card_key(question.id)}"
    if not work.outbox.keys(key):
        work.outbox.post(ToPlace(other.place), thread.wider(question, work, for_all(other)), key=key)
    wait(question, work.now, work)
    return ReplaceCard(Notice(texts("questions.asked_elsewhere", title=question.title, community=other.name)))


def on_all_sides(press: ButtonPressed, work: QuestionWork) -> Answer:
    """What was for one side is everybody's from now on; what was replied before stays where it was said.

    So does what it stood together with: each card tells of the others, and those are still for that side.
    """
    question, texts = waiting(press, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    side, question.side = question.side, None
    if side:
        together.take_apart(question, work)
        thread.stand_everywhere(question, side, work)
    wait(question, work.now, work)
    return ReplaceCard(Notice(texts("questions.asked_on_all_sides", title=question.title)))


def waiting(press: ButtonPressed, work: QuestionWork) -> Question | Whisper:
    """The actor's own question, as long as it waits."""
    question = receipts.own(press.subject, work)
    if isinstance(question, Question) and question.stage is not Stage.OPEN:
        return Whisper(Notice(for_actor(work)("questions.waits_no_more")))
    return question


def wait(question: Question, since: datetime, work: QuestionWork) -> None:
    """For a reply, as long as the community's window is."""
    custom = work.around.custom()
    ends = after_working_days(since, custom.window if custom else WINDOW, [work.community.zone])
    work.timers.set(UNANSWERED, question.id, ends)


def say_whom(question: Question, asked: int, work: QuestionWork) -> ReplaceCard:
    """How many look now; with nobody left to ask, what else happens."""
    texts = for_actor(work)
    wait(question, work.now, work)
    if asked:
        return ReplaceCard(Notice(texts.count("questions.asked_more", asked)))
    weekly = work.digests.weekly()
    return ReplaceCard(Notice(texts("questions.asked_nobody.weekly" if weekly else "questions.asked_nobody.open")))


def _ask(question: Question, members: Sequence[Member], why: Why, work: QuestionWork) -> ReplaceCard:
    people = [member.ref for member in members]
    secrets.SystemRandom().shuffle(people)
    return say_whom(question, looks.ask(question, dict.fromkeys(people, why), work, more=True), work)


def _sites(question: Question, work: QuestionWork) -> Sequence[str]:
    """Others than the asker's, where the community has several."""
    if not question.asker or not has_sites(work):
        return ()
    own = site_of(question.asker, work)
    return [each for each in work.people.sites(work.community.id) if each != own][:EACH_AT_MOST]


def _circles(question: Question, work: QuestionWork) -> Sequence[tuple[str, str]]:
    """Those that the asker knows of and is not in, by id and name."""
    asker = work.people.past_member(work.community.id, question.asker) if question.asker else None
    if asker is None:
        return ()
    known = [each for each in work.circles.all() if each.side is None or each.side in asker.sides]
    return [(each.id, each.name) for each in known if asker.id not in each.members][:EACH_AT_MOST]
