"""What a playbook was before: who kept which version when, what was different, and having an earlier one back."""

from collections.abc import Iterator, Sequence

from facilitation.events import ButtonPressed
from facilitation.messages import Action, Answer, Block, Button, Card, Paragraph, ReplaceCard, Small, Subject, Whisper
from facilitation.playbooks.faults import Faulty
from facilitation.sessions import shelves
from facilitation.sessions.formats import cards, differences, keeping
from facilitation.sessions.formats.judging import judged
from facilitation.sessions.formats.overview import gone
from facilitation.sessions.formats.writing import kept
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from facilitation.sessions.people import accounts_of
from facilitation.wording import for_actor

RESTORE = "formats.restore"
SHOWN = 8


def on_versions(press: ButtonPressed, work: SessionWork) -> Answer:
    own = keeping.changeable(press.subject.id, work)
    return Whisper(_card(own, work)) if own else gone(work)


def on_restore(press: ButtonPressed, work: SessionWork) -> Answer:
    """As a new version, so that nothing is lost by it."""
    own, detail = keeping.changeable(press.subject.id, work), press.subject.detail
    version = work.own_playbooks.version(own.name, int(detail)) if own and detail.isdecimal() else None
    if own is None or version is None:
        return gone(work)
    try:
        playbook, page = judged(version.text, own.name, work)
    except Faulty as faulty:
        return Whisper(cards.faulty_card(faulty.faults, for_actor(work)))
    return ReplaceCard(kept(own, version.text, playbook, page, work))


def _card(own: OwnPlaybook, work: SessionWork) -> Card:
    versions, texts = work.own_playbooks.versions(own.name), for_actor(work)
    shown = versions[:SHOWN]
    body: list[Block] = list(_told(own, shown, work))
    if len(versions) > SHOWN:
        body.append(Small(texts.count("formats.and_more", len(versions) - SHOWN)))
    return Card(
        texts.plain("formats.versions_of", title=_title(own, work)), tuple(body), tuple(_ways(own, shown, work))
    )


def _told(own: OwnPlaybook, versions: Sequence[PlaybookVersion], work: SessionWork) -> Iterator[Block]:
    texts, names = for_actor(work), accounts_of([each.by for each in versions], work)
    for version in versions:
        by = names[version.by].name if version.by in names else texts.plain("sessions.somebody")
        key = "formats.version_offered" if version.number == own.offered else "formats.version"
        yield Paragraph(texts(key, number=version.number, name=by, moment=texts.moment(version.at)))
        before, now = (shelves.in_version(own, number, work) for number in (version.number - 1, version.number))
        if before and now:
            yield Small(texts("formats.since", told=differences.told(before, now, texts)))


def _ways(own: OwnPlaybook, versions: Sequence[PlaybookVersion], work: SessionWork) -> Iterator[Action]:
    texts = for_actor(work)
    for version in versions:
        if version.number != own.newest:
            about = Subject(own.community_id, own.name, str(version.number))
            yield Button(texts.plain("formats.restore", number=version.number), RESTORE, about)
    yield Button(texts.plain("formats.to_playbook"), cards.SHOW, Subject(own.community_id, own.name))


def _title(own: OwnPlaybook, work: SessionWork) -> str:
    playbook = shelves.in_version(own, own.newest, work)
    return playbook.title.told_in(for_actor(work).language) if playbook else own.name
