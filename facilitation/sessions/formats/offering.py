"""Offering a playbook to the community, and taking it back."""

from facilitation.audit import record
from facilitation.events import ButtonPressed
from facilitation.messages import Answer, Notice, Paragraph, ReplaceCard, ToCommunity, Whisper
from facilitation.playbooks.faults import Faulty
from facilitation.ports.audit import Change
from facilitation.sessions import shelves
from facilitation.sessions.formats import cards, keeping
from facilitation.sessions.formats.cards import Shown
from facilitation.sessions.formats.judging import judged
from facilitation.sessions.formats.overview import gone, shown_again
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook
from facilitation.wording import for_actor, for_all


def on_offer(press: ButtonPressed, work: SessionWork) -> Answer:
    """The newest version, if it is the one that was looked at, and what it is called is still free."""
    own, texts = keeping.changeable(press.subject.id, work), for_actor(work)
    version = work.own_playbooks.version(own.name, own.newest) if own else None
    if own is None or version is None:
        return gone(work)
    if press.subject.detail != str(own.newest):
        return Whisper(Notice(texts("formats.changed_meanwhile", number=own.newest)))
    try:
        judged(version.text, own.name, work)
    except Faulty as faulty:
        return Whisper(cards.faulty_card(faulty.faults, texts))
    if own.offered != own.newest:
        _offer(own, work)
    return ReplaceCard(shown_again(own, work, [Paragraph(texts("formats.is_offered", number=own.newest))]))


def on_take_back(press: ButtonPressed, work: SessionWork) -> Answer:
    """Nobody can start it any more; what began goes on."""
    own, texts = keeping.changeable(press.subject.id, work), for_actor(work)
    if own is None:
        return gone(work)
    if own.offered:
        _replace(own, own.offered, "taken_back", work)
        record(work, Change.PLAYBOOK_TAKEN_BACK, named=own.name)
        own.offered = None
    return ReplaceCard(shown_again(own, work, [Paragraph(texts("formats.is_taken_back"))]))


def card_key(name: str, number: int) -> str:
    """A version's card in the channel."""
    return f"playbook/{name}/{number}"


def _offer(own: OwnPlaybook, work: SessionWork) -> None:
    before, number = own.offered, own.newest
    playbook = shelves.in_version(own, number, work)
    if playbook is None:
        return
    if before:
        _replace(own, before, "newer", work)
    own.offered = number
    record(work, Change.PLAYBOOK_OFFERED, named=playbook.title.told_in(work.community.language))
    community, key = work.community, card_key(own.name, number)
    shown = Shown(community.id, own.name, playbook, own, number)
    known = any(work.posted.under(card_key(own.name, earlier)) for earlier in range(1, number))
    card = cards.offered_card(shown, work.account.name, for_all(community), again=known)
    if work.posted.under(key):
        work.outbox.update(key, card)
    else:
        work.outbox.post(ToCommunity(community.place), card, key=key)


def _replace(own: OwnPlaybook, number: int, why: str, work: SessionWork) -> None:
    playbook, texts = shelves.in_version(own, number, work), for_all(work.community)
    title = playbook.title.told_in(texts.language) if playbook else own.name
    work.outbox.update(card_key(own.name, number), cards.no_longer_card(title, texts, why))
