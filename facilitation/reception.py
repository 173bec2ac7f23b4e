"""From an event to its handler: seen before? may they? and who else must know. Whose it is, `whose` finds out.

Rights are looked up here, when something is done, and never taken from what a platform sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from facilitation import whose
from facilitation.acting import as_person
from facilitation.capability import Handled
from facilitation.conversation import courtesy, home_pages, home_view, menu, nearest
from facilitation.events import (
    Announcement,
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    Event,
    FormSubmitted,
    HomeOpened,
    LookedUp,
    MessageShortcutUsed,
    PlaceRenamed,
    ReactionAdded,
    Said,
    TimerDue,
)
from facilitation.linking import crossing
from facilitation.messages import SAY, OpenForm, Owed, Subject, ToPerson, Whisper
from facilitation.people import WorkspaceId
from facilitation.ports.platform import Ability
from facilitation.ports.upkeep import EngineUnit
from facilitation.repertoire import Repertoire
from facilitation.rights import Kind, may, right_to

W = TypeVar("W", bound=EngineUnit)

Abilities = Callable[[WorkspaceId], frozenset[Ability]]


class TooEarly(Exception):
    """What it may hang under is being posted this moment, and where that stands is not known yet: try again."""


class Reception(Generic[W]):
    """Receives every event, within the engine's unit of work."""

    def __init__(self, repertoire: Repertoire[W], abilities: Abilities) -> None:
        self._repertoire = repertoire
        self._abilities = abilities
        self._routes: Mapping[type, Callable[..., Handled]] = {
            CommandGiven: self._command,
            ButtonPressed: self._button,
            FormSubmitted: self._form,
            MessageShortcutUsed: self._shortcut,
            ReactionAdded: self._reaction,
            HomeOpened: self._home,
            PlaceRenamed: self._renamed,
        }

    def receive(self, event: Event, unit: W, *, patient: bool = True) -> Handled:
        """Handle the event, then tell whoever must know; return what to do at once for the one who acted.

        Raises: TooEarly, if `patient`.
        """
        unit.enter(None, None)
        if isinstance(event, ChatEvent):
            answer = self._chat(event, unit, patient=patient)
        elif isinstance(event, LookedUp):
            answer = self._looked_up(event, unit)
        else:
            answer = self._happening(event, unit)
        while announced := unit.announced():  # whoever is told may have something to tell as well
            for announcement in announced:
                self._enter_again(announcement, unit)
                self._tell(announcement, unit)
        return answer

    def _chat(self, event: ChatEvent, unit: W, *, patient: bool) -> Handled:
        if whose.is_another_bots(event):
            return None
        event, community = whose.found_out(event, unit)
        if whose.concerns_nobody(event, community) or not unit.first_time(event.workspace, event.delivery_id):
            return None
        if patient and community and whose.is_too_early(event, unit):
            raise TooEarly
        unit.enter(community, whose.actor_of(event), crossing.acted_in(event))
        meant = crossing.brought_home(event, unit)
        if meant is None:
            return None
        route = self._routes.get(type(event))
        answer = (route(meant, unit) if route else None) or self._tell(meant, unit)
        return self._nearest(event, crossing.on_each_side(meant, answer, unit), unit)

    def _happening(self, event: Event, unit: W) -> Handled:
        identity = whose.community_meant(event)
        if identity:
            unit.enter(unit.people.community(identity), None)
        if not isinstance(event, TimerDue):
            return self._tell(crossing.read_at_home(event, unit), unit)
        if unit.due_timers.take(event) and unit.in_community:
            return self._repertoire.timers[event.kind](event, unit)
        return None

    def _looked_up(self, event: LookedUp, unit: W) -> Handled:
        """Whoever acted may have left meanwhile: what they may is looked up anew."""
        community = unit.people.community(event.community_id) if event.community_id else None
        if community is None:
            return None
        if isinstance(event.origin, ChatEvent):
            event = replace(event, origin=as_person(event.origin, unit.people))
        unit.enter(community, event.by, crossing.acted_in(event.origin))
        look = self._repertoire.looks[event.look.then]
        if not isinstance(event.origin, ChatEvent):
            return look.handler(event, unit)
        answer = self._refuse(Kind.LOOK, event.look.then, unit) or look.handler(event, unit)
        return self._nearest(event.origin, answer, unit)

    def _enter_again(self, announcement: Announcement, unit: W) -> None:
        """One event may concern several communities, as when somebody leaves the workspace."""
        community, anew = announcement.community_id, isinstance(announcement, crossing.NOT_BY_THEIR_EYES)
        if anew or not unit.in_community or unit.community.id != community:
            unit.enter(unit.people.community(community), None)

    def _command(self, event: CommandGiven, unit: W) -> Handled:
        if event.said is not Said.MENU:
            unit.people.see_place(event.place)
        elif not event.text:
            return menu.form(unit, self._repertoire)
        said = self._repertoire.find(event.text)
        if said is None and courtesy.wants_home(event.text):
            return self._home_in_chat(event, unit)
        if said is None:
            return courtesy.reply(event, unit, self._repertoire)
        refused = self._refuse(Kind.VERB, said.verb.name, unit, text=event.text)
        answer = refused or said.verb.handler(event, said.rest, unit)
        return (
            replace(answer, fleeting=True) if said.verb.fleeting and isinstance(answer, Whisper | OpenForm) else answer
        )

    def _button(self, event: ButtonPressed, unit: W) -> Handled:
        if event.action == SAY:
            crossing.go_on_there(event, unit)
            return self._command(_as_command(event), unit)
        if event.action == home_pages.MORE:
            return home_pages.next_one(event, home_view.cards_of(event.by, unit, self._repertoire), unit)
        press = self._repertoire.buttons.get(event.action)
        if press is None:
            return courtesy.old_card(unit)
        refused = self._refuse(Kind.BUTTON, event.action, unit, event.subject)
        if refused:
            return refused
        unit.attention.acted_on(unit.account, event.action, event.subject)
        return press.handler(event, unit)

    def _form(self, event: FormSubmitted, unit: W) -> Handled:
        if event.action == SAY:
            return self._chosen(event, unit)
        fill = self._repertoire.forms.get(event.action)
        if fill is None:
            return courtesy.old_card(unit)
        refused = self._refuse(Kind.FORM, event.action, unit, event.subject)
        return refused or courtesy.not_on_that_side(event, unit) or fill.handler(event, unit)

    def _chosen(self, event: FormSubmitted, unit: W) -> Handled:
        """From the menu: as if its verb had been said where its community meets."""
        command = menu.chosen(event, unit)
        if command is None:
            return courtesy.old_card(unit)
        meant = menu.community_chosen(event, unit)
        if meant:
            unit.enter(meant, event.by)
        return self._command(command, unit)

    def _shortcut(self, event: MessageShortcutUsed, unit: W) -> Handled:
        unit.people.see_place(event.place)
        shortcut = self._repertoire.shortcuts.get(event.shortcut)
        if shortcut is None:
            return courtesy.old_card(unit)
        return self._refuse(Kind.SHORTCUT, event.shortcut, unit) or shortcut.handler(event, unit)

    def _reaction(self, event: ReactionAdded, unit: W) -> Handled:
        """Nobody is refused for a reaction: it means something here only to those who may."""
        react = self._repertoire.reactions.get(event.emoji)
        if react is None or self._refuse(Kind.REACTION, event.emoji, unit):
            return None
        return react.handler(event, unit)

    def _home(self, event: HomeOpened, unit: W) -> Handled:
        return home_pages.first(home_view.cards_of(event.by, unit, self._repertoire), unit)

    def _home_in_chat(self, event: CommandGiven, unit: W) -> Handled:
        """To them alone, wherever it was asked."""
        for card in home_view.cards_of(event.by, unit, self._repertoire):
            unit.outbox.post(ToPerson(event.by.ref, Owed.ANSWER), card)
        return None

    def _renamed(self, event: PlaceRenamed, unit: W) -> Handled:
        unit.people.see_place(event.place)
        return None

    def _refuse(self, kind: Kind, name: str, unit: W, subject: Subject | None = None, text: str = "") -> Handled:
        """Why the actor can't do this here, or None when they can. Denied unless found otherwise."""
        right = right_to(kind, name)
        if right.within and not unit.in_community:
            return courtesy.which_community(text, unit, self._repertoire)
        if may(right, unit, hosts=lambda: self._repertoire.hosts(name, subject or Subject(), unit)):
            return None
        return courtesy.not_yours(right, unit, self._repertoire)

    def _tell(self, event: object, unit: W) -> Handled:
        answer: Handled = None
        for listener in self._repertoire.listeners(event):
            answer = listener.handler(event, unit) or answer
        return answer

    def _nearest(self, event: ChatEvent, answer: Handled, unit: W) -> Handled:
        return nearest.nearest(event, answer, lambda: self._abilities(event.workspace), unit)


def _as_command(event: ButtonPressed) -> CommandGiven:
    """A pressed "say" button, as if its verb had been said."""
    return CommandGiven(
        delivery_id=event.delivery_id,
        workspace=event.workspace,
        at=event.at,
        by=event.by,
        place=event.place,
        text=event.subject.detail,
        said=Said.SLASH,
        can_open_form=event.can_open_form,
    )
