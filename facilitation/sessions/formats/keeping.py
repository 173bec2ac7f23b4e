"""Own playbooks and who may do what with them: names, versions, whose they are."""

import re
import unicodedata
from collections.abc import Iterable

from facilitation.facilitators import is_facilitator
from facilitation.playbooks import shelf
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import shelves
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion

NAMED = 30  # characters of a name; its number comes behind
UNNAMED = "playbook"


def visible(work: SessionWork) -> list[OwnPlaybook]:
    """What is offered, and what one may change."""
    return [own for own in work.own_playbooks.all() if may_see(own, work)]


def changeable(name: str, work: SessionWork) -> OwnPlaybook | None:
    own = work.own_playbooks.get(name) if name else None
    return own if own and may_change(own, work) else None


def may_see(own: OwnPlaybook, work: SessionWork) -> bool:
    return own.offered is not None or may_change(own, work)


def may_change(own: OwnPlaybook, work: SessionWork) -> bool:
    """Its author, as long as they facilitate; when they have left, whoever facilitates."""
    if not is_facilitator(work):
        return False
    if own.author == work.me.id:
        return True
    author = work.people.member_by_id(work.community.id, own.author)
    return author is None or author.left_at is not None


def shown_version(own: OwnPlaybook, work: SessionWork) -> int | None:
    """To whoever may change it the newest, to others what is offered."""
    return (own.newest or None) if may_change(own, work) else own.offered


def text_of(own: OwnPlaybook, work: SessionWork) -> str:
    """What its author goes on with: the draft, or the newest version."""
    version = work.own_playbooks.version(own.name, own.newest)
    return own.draft or (version.text if version else "")


def begun(title: str, work: SessionWork, draft: str = "") -> OwnPlaybook:
    """A new one of whoever acts. Raises: LookupError for somebody who is no member."""
    own = OwnPlaybook(
        community_id=work.community.id,
        name=fresh_name(title, (each.name for each in work.own_playbooks.all())),
        author=work.me.id,
        created_at=work.now,
        draft=draft,
    )
    work.own_playbooks.add(own)
    return own


def keep(own: OwnPlaybook, text: str, work: SessionWork) -> bool:
    """As a new version of whoever acts; not when it is what the newest says already. A draft is done with."""
    own.draft = ""
    newest = work.own_playbooks.version(own.name, own.newest)
    if newest and newest.text == text:
        return False
    own.newest += 1
    work.own_playbooks.keep(
        PlaybookVersion(
            community_id=own.community_id,
            name=own.name,
            number=own.newest,
            text=text,
            by=work.me.id,
            at=work.now,
        )
    )
    return True


def before(own: OwnPlaybook, number: int, work: SessionWork) -> Playbook | None:
    """The version before that one."""
    return shelves.in_version(own, number - 1, work)


def fresh_name(title: str, taken: Iterable[str]) -> str:
    """Of small letters, and nobody else's: neither a built-in playbook's nor one of the community."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).lstrip("_0123456789")[:NAMED].strip("_") or UNNAMED
    known, number, found = {*shelf.names(), *taken}, 1, name
    while found in known:
        number += 1
        found = f"{name}_{number}"
    return found
