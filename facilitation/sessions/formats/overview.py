"""The list of playbooks, and one of them as it is shown to whoever looks."""

from collections.abc import Sequence

from facilitation.events import ButtonPressed, CommandGiven
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Block, Card, Notice, ReplaceCard, Whisper
from facilitation.playbooks import shelf
from facilitation.sessions import shelves
from facilitation.sessions.formats import cards, keeping
from facilitation.sessions.formats.cards import Shown
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook
from facilitation.wording import for_actor


def on_playbook(command: CommandGiven, said: str, work: SessionWork) -> Answer:
    """One that was named, or all."""
    named = _named(said, work) if said else None
    return Whisper(cards.playbook_card(named, for_actor(work)) if named else list_of(work))


def on_new(command: CommandGiven, said: str, work: SessionWork) -> Answer:
    return Whisper(cards.new_card(work.community.id, for_actor(work)))


def on_show(press: ButtonPressed, work: SessionWork) -> Answer:
    shown = look_at(press.subject.id, work)
    return Whisper(cards.playbook_card(shown, for_actor(work))) if shown else gone(work)


def list_of(work: SessionWork) -> Card:
    visible = [(own, shown_own(own, work)) for own in keeping.visible(work)]
    drafts = [own for own, shown in visible if shown is None and keeping.may_change(own, work)]
    built_in = [shown for each in shelves.built_in() if (shown := look_at(each.name, work))]
    return cards.list_card([shown for _, shown in visible if shown], drafts, built_in, for_actor(work))


def look_at(name: str, work: SessionWork) -> Shown | None:
    """As far as whoever acted may see it."""
    playbook, facilitates = shelf.built_in(name), is_facilitator(work)
    if playbook:
        return Shown(work.community.id, name, playbook, facilitates=facilitates)
    own = work.own_playbooks.get(name)
    return shown_own(own, work) if own else None


def shown_own(own: OwnPlaybook, work: SessionWork) -> Shown | None:
    """None for what was never kept, or can't be used any more."""
    number = keeping.shown_version(own, work)
    playbook = shelves.in_version(own, number, work)
    if playbook is None:
        return None
    return Shown(
        work.community.id,
        own.name,
        playbook,
        own,
        number,
        facilitates=is_facilitator(work),
        changes=keeping.may_change(own, work),
    )


def shown_again(own: OwnPlaybook, work: SessionWork, notes: Sequence[Block] = ()) -> Card:
    """As it is now. Raises: LookupError for what can't be used."""
    shown = shown_own(own, work)
    if shown is None:
        raise LookupError(own.name)
    return cards.playbook_card(shown, for_actor(work), notes)


def gone(work: SessionWork) -> Answer:
    return ReplaceCard(Notice(for_actor(work)("formats.gone")))


def _named(said: str, work: SessionWork) -> Shown | None:
    wanted = shelves.plainly(said)
    own = (shown_own(each, work) for each in keeping.visible(work))
    built_in = (look_at(each.name, work) for each in shelves.built_in())
    found = (each for each in (*own, *built_in) if each and wanted in shelves.titles(each.name, each.playbook))
    return next(found, None)
