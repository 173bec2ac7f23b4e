"""Where a session's words are said: the thread under its card, a private group, or everybody's direct messages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.attention import next_moment
from facilitation.messages import Card, Message, Notice, Owed, Small, To, ToGroup, ToPerson, ToThread
from facilitation.people import Account, MemberId
from facilitation.playbooks.schema import Playbook
from facilitation.ports.links import spoken_to
from facilitation.sessions.course.values import Course, Outcome, Tempo
from facilitation.sessions.keys import all_keys, card_key, line_key, may_hold_words, reader_of, room_key
from facilitation.sessions.model import PRIVATELY, Room, Session, SessionWork
from facilitation.sessions.view import Draw, View
from facilitation.texts import Md, Texts
from facilitation.wording import for_all, for_person


@dataclass(frozen=True, slots=True)
class Floor:
    """A session with its people, to speak in: to all, or to one of them."""

    session: Session
    playbook: Playbook
    course: Course
    accounts: Mapping[MemberId, Account]
    work: SessionWork

    def view(self, texts: Texts | None = None) -> View:
        """In the community's language, unless other texts are given."""
        return View(
            self.session,
            self.playbook,
            self.course,
            {member: account.name for member, account in self.accounts.items()},
            texts or for_all(self.work.community),
        )

    def all_of_it(self) -> To | None:
        """Where its community, or the side that it is for, is told of it; None: nowhere any more."""
        return spoken_to(self.session.side, self.session.place, self.work.community, self.work.links)

    def open_room(self) -> None:
        """Ask for a private group, where the session needs one. Where there can be none, everything is relayed."""
        if self.session.room is not Room.GROUP:
            return
        view = self.view()
        members = tuple(self.accounts[one].ref for one in self.course.participants if one in self.accounts)
        here = (Small(view.texts("sessions.case_promise")), Small(view.texts("sessions.room_is_here")))
        self.work.outbox.post(ToGroup(members), Card(view.title(), here), key=room_key(self.session.id))

    def say(self, draw: Draw, key: str | None = None) -> None:
        """To all who take part; in a relay to each in their own language, outside their quiet hours."""
        for to, message, suffix, moment in self._each(draw):
            named = key or (line_key(self.session.id) if moment else None)  # what waits can be withdrawn
            self.work.outbox.post(to, message, key=f"{named}{suffix}" if named else None, not_before=moment)

    def change(self, draw: Draw, key: str) -> None:
        """Put this in the place of what was said under that key."""
        for _, message, suffix, _ in self._each(draw):
            self.work.outbox.update(f"{key}{suffix}", message)

    def take_back(self, steps: Sequence[Outcome], draw: Draw) -> None:
        """Put this in the place of what Kring said there that may hold words given in those steps."""
        about_words = {each.step: bool(each.topic or self.playbook.phases[each.phase].shows) for each in steps}
        for key in self.work.outbox.keys(all_keys(self.session.id)):
            if may_hold_words(key, about_words):
                reader = self.accounts.get(MemberId(reader_of(key)))
                self.work.outbox.update(key, self.drawn(draw, reader) if reader else draw(self.view()))

    def see_off(self, member: MemberId) -> None:
        """What is still to come to somebody who takes no part any more is not sent."""
        for key in self.work.outbox.keys(all_keys(self.session.id)):
            if reader_of(key) == member:
                self.work.outbox.withdraw(key)

    def tell(
        self,
        member: MemberId,
        draw: Draw,
        key: str | None = None,
        expires: datetime | None = None,
        *,
        gently: bool = False,
    ) -> None:
        """Privately, now; `gently` at a moment that suits them, where it goes on over days."""
        account = self.accounts.get(member)
        if account:
            waits = gently and self.course.setup.tempo is Tempo.ASYNC
            moment = next_moment(account, self.work.now, self.work.community.zone) if waits else None
            message = self.drawn(draw, account)
            self.work.outbox.post(
                ToPerson(account.ref, Owed.TAKEN_ON, side=self.session.side),
                message,
                key=key,
                not_before=moment,
                expires=expires,
            )

    def drawn(self, draw: Draw, account: Account) -> Message:
        """For one person; what is but a rehearsal says so each time."""
        texts = for_person(account, self.work.community)
        message = draw(self.view(texts))
        if self.session.room is not Room.REHEARSAL:
            return message
        if isinstance(message, Card):
            return replace(message, title=texts.plain("formats.rehearsal_of", title=message.title))
        return Notice(texts("formats.rehearsal_of", title=Md(message.text)))

    def _each(self, draw: Draw) -> Iterator[tuple[To, Message, str, datetime | None]]:
        if self.session.room not in PRIVATELY:
            root = card_key(self.session.id) if self.session.room is Room.THREAD else room_key(self.session.id)
            yield ToThread(root), draw(self.view()), "", None
            return
        community = self.work.community
        for member in self.course.participants:
            account = self.accounts.get(member)
            if account:
                waits = self.course.setup.tempo is Tempo.ASYNC and self.session.room is not Room.REHEARSAL
                moment = next_moment(account, self.work.now, community.zone) if waits else None
                yield (
                    ToPerson(account.ref, Owed.TAKEN_ON, side=self.session.side),
                    self.drawn(draw, account),
                    f"@{member}",
                    moment,
                )
