"""How a week is told: shortly in the channel, by topic in the thread below, and privately in one's own language."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from facilitation.digest.model import Weekly
from facilitation.messages import (
    NO_CHOICE,
    Action,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Small,
    Subject,
    TimeInput,
)
from facilitation.people import Community
from facilitation.ports.news import News, Topic
from facilitation.recurrence import WEEK
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

SET = "digest.set"
MINE = "digest.mine"

TOLD = 8  # things of a topic that are told; how many more there are is said
SHOWN = 5  # of them that have a button
TITLE_SHOWN = 34  # characters of a title on a button
FRIDAY, AT = 4, time(10, 0)


def set_form(weekly: Weekly | None, community: Community, channel: str, texts: Texts) -> Form:
    """Where it will be read is said first. With none yet, Friday is proposed; with "no digest" there is none."""
    days = [Option(str(day), texts.weekday(day).capitalize()) for day in range(WEEK)]
    return Form(
        title=texts.plain("digest.set"),
        action=SET,
        submit=texts.plain("digest.set_submit"),
        subject=Subject(community.id),
        intro=(Small(texts("digest.set_intro", channel=channel)),),
        inputs=(
            ChoiceInput(
                "day",
                texts.plain("digest.day"),
                (*days, Option(NO_CHOICE, texts.plain("digest.never"))),
                initial=(str(weekly.weekday if weekly else FRIDAY),),
            ),
            TimeInput("at", texts.plain("digest.at"), texts.plain("digest.at_hint", zone=community.zone), _at(weekly)),
        ),
    )


def kept(weekly: Weekly, coming: Sequence[datetime], channel: str, texts: Texts) -> Card:
    when = texts.all_of(texts.moment(each) for each in coming)
    return Card(
        texts.plain("digest.kept", day=texts.weekday(weekly.weekday)),
        (Paragraph(texts("digest.kept_when", when=when, channel=channel)), Small(texts("digest.kept_small"))),
    )


def stopped(texts: Texts) -> Card:
    return Card(texts.plain("digest.stopped"), (Paragraph(texts("digest.stopped_what")),))


def in_channel(told: Sequence[News], since: datetime, community: Community, texts: Texts) -> Card:
    """How much of what; the rest is in its thread."""
    counts = [texts.plain_count(f"digest.count.{topic}", len(_of(topic, told))) for topic in _topics(told)]
    body = (Paragraph(Md("\n".join(f"- {escape(line)}" for line in counts))), Small(texts("digest.in_thread")))
    mine = Button(texts.plain(MINE), MINE, Subject(community.id, "", str(int(since.timestamp()))))
    return Card(texts.plain("digest.week", community=community.name), body, (mine,))


def by_topic(told: Sequence[News], texts: Texts) -> Iterator[Card]:
    """A card for each topic of which there is anything."""
    for topic in _topics(told):
        of_it = _of(topic, told)
        yield Card(texts.plain(f"digest.topic.{topic}"), tuple(_lines(of_it, texts)), tuple(_shows(of_it, texts)))


def privately(told: Sequence[News], since: datetime, community: Community, texts: Texts) -> Card:
    """All of it in one card, for one reader."""
    body: list[Block] = [Small(texts("digest.since", day=texts.day(since)))]
    for topic in _topics(told):
        body.append(Paragraph(Md(f"**{texts(f'digest.topic.{topic}')}**")))
        body += _lines(_of(topic, told), texts)
    shows = [button for topic in _topics(told) for button in _shows(_of(topic, told), texts)]
    return Card(texts.plain("digest.week", community=community.name), tuple(body), tuple(shows[: SHOWN * 2]))


def nothing(since: datetime, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("digest.nothing", community=community.name),
        (Paragraph(texts("digest.nothing_what", day=texts.day(since))),),
    )


def _topics(told: Sequence[News]) -> list[Topic]:
    return [topic for topic in Topic if any(each.topic is topic for each in told)]


def _of(topic: Topic, told: Sequence[News]) -> list[News]:
    return [each for each in told if each.topic is topic]


def _lines(of_it: Sequence[News], texts: Texts) -> list[Block]:
    """One block, however many there are: a message has room for some fifty."""
    lines = [f"- **{escape(each.title)}** ({texts(each.kind)})" for each in of_it[:TOLD]]
    blocks: list[Block] = [Paragraph(Md("\n".join(lines)))]
    if len(of_it) > TOLD:
        blocks.append(Small(texts.count("digest.more", len(of_it) - TOLD)))
    return blocks


def _shows(of_it: Sequence[News], texts: Texts) -> Iterator[Action]:
    for each in [each for each in of_it if each.show and each.subject][:SHOWN]:
        label = texts.plain("digest.show", title=shorten(each.title, TITLE_SHOWN), kind=texts.plain(each.kind))
        yield Button(label, each.show, each.subject or Subject())


def _at(weekly: Weekly | None) -> str:
    return f"{weekly.at if weekly else AT:%H:%M}"
