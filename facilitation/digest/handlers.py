"""Setting the week's moment, telling what it brought, and telling it to one person in their own language."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb
from facilitation.digest import cards
from facilitation.digest.model import DigestWork, Weekly
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, TimerDue
from facilitation.messages import Answer, OpenForm, RefuseForm, ToCommunity, ToThread, Whisper
from facilitation.ports.audit import Change
from facilitation.ports.news import News, Tell
from facilitation.recurrence import WEEK, find_time
from facilitation.sides import was_for_all
from facilitation.wording import for_actor, for_all

W = TypeVar("W", bound=DigestWork)

DUE = "digest.due"
WEEKLY = "weekly"  # what the timer is about
A_WEEK = timedelta(days=7)
LOOKED_BACK_AT_MOST = timedelta(days=92)  # by the button of an old message
SECONDS = re.compile("[0-9]{1,11}")  # since 1970
COMING = 3  # moments echoed back
DAYS = [str(day) for day in range(WEEK)]


class Digest(Generic[W]):
    """`tells`: what each capability has to say of a week."""

    def __init__(self, tells: Sequence[Tell[W]]) -> None:
        self._tells = tells

    def on_set(self, command: CommandGiven, said: str, work: W) -> Answer:
        """`/kring digest`: a form with what holds now."""
        channel = work.people.place_name(work.community.place)
        return OpenForm(cards.set_form(work.digests.weekly(), work.community, channel, for_actor(work)))

    def on_chosen(self, form: FormSubmitted, work: W) -> Answer:
        texts, at = for_actor(work), find_time(form.text("at"))
        day, before = form.choice("day"), work.digests.weekly()
        if day not in DAYS:
            return self._stop(before, work)
        if at is None:
            return RefuseForm({"at": texts.plain("common.impossible_time")})
        weekly = before or _first(work)
        weekly.weekday, weekly.at, weekly.zone = int(day), at, work.community.zone
        if before is None:
            work.digests.add(weekly)
        record(work, Change.DIGEST_SET)
        coming = weekly.next(work.now, COMING)
        work.timers.set(DUE, WEEKLY, coming[0])
        return Whisper(cards.kept(weekly, coming, work.people.place_name(work.community.place), texts))

    def on_news(self, command: CommandGiven, said: str, work: W) -> Answer:
        """`/kring news`: the last seven days, for whoever asks."""
        return self._privately(work.now - A_WEEK, work)

    def on_mine(self, press: ButtonPressed, work: W) -> Answer:
        """The message in the channel, in the reader's language; with what came since."""
        said, earliest = press.subject.detail, work.now - LOOKED_BACK_AT_MOST
        since = datetime.fromtimestamp(int(said), UTC) if SECONDS.fullmatch(said) else earliest
        return self._privately(min(max(since, earliest), work.now), work)

    def on_due(self, due: TimerDue, work: W) -> None:
        """Tell it in one message with its thread; if nothing happened, nothing is said."""
        weekly, community = work.digests.weekly(), work.community
        if weekly is None:
            return
        work.timers.set(DUE, WEEKLY, weekly.next(work.now)[0])
        since, weekly.told_until = weekly.told_until, work.now
        told = [news for news in self._told(since, work) if was_for_all(news.began, work)]
        if community.place_gone or not any(news.fresh for news in told):
            return
        key, texts = f"digest/{community.id}/{work.now:%Y%m%d%H%M}", for_all(community)
        work.outbox.post(ToCommunity(community.place), cards.in_channel(told, since, community, texts), key=key)
        for card in cards.by_topic(told, texts):
            work.outbox.post(ToThread(key), card)

    def _privately(self, since: datetime, work: W) -> Answer:
        told, texts = self._told(since, work), for_actor(work)
        if not told:
            return Whisper(cards.nothing(since, work.community, texts))
        return Whisper(cards.privately(told, since, work.community, texts))

    def _told(self, since: datetime, work: W) -> list[News]:
        return [news for tell in self._tells for news in tell(work, since)]

    def _stop(self, weekly: Weekly | None, work: W) -> Answer:
        if weekly:
            record(work, Change.DIGEST_STOPPED)
            work.digests.remove(weekly)
        work.timers.clear(DUE, WEEKLY)
        return Whisper(cards.stopped(for_actor(work)))


def digest(tells: Sequence[Tell[W]]) -> Capability[W]:
    """The capability that gathers what the others tell."""
    made = Digest(tells)
    return Capability(
        name="digest",
        verbs=(
            Verb("news", made.on_news, alone=True),
            Verb("digest", made.on_set, opens_form=True, alone=True),
        ),
        buttons={cards.MINE: Press(made.on_mine)},
        forms={cards.SET: Fill(made.on_chosen)},
        timers={DUE: made.on_due},
    )


def _first(work: DigestWork) -> Weekly:
    """It begins with the week that went before."""
    return Weekly(
        community_id=work.community.id,
        weekday=cards.FRIDAY,
        at=cards.AT,
        zone=work.community.zone,
        told_until=work.now - A_WEEK,
    )
