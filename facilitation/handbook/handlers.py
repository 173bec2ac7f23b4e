"""A link of one's own: given privately and at once, so that it stands in no outbox; its owner ends it, or leaving."""

import secrets

from facilitation.capability import Capability, Press, Verb, listen
from facilitation.events import AccountMoved, ButtonPressed, CommandGiven, MemberLeftCommunity
from facilitation.handbook import cards
from facilitation.handbook.model import HandbookWork
from facilitation.messages import Answer, ReplaceCard, Whisper
from facilitation.wording import for_actor


def on_handbook(command: CommandGiven, said: str, work: HandbookWork) -> Answer:
    """`/kring handbook`: another link each time, for only their digests are kept; those of before go on."""
    return Whisper(cards.link(_make(work), work.community, for_actor(work)))


def on_end(press: ButtonPressed, work: HandbookWork) -> Answer:
    ended = work.handbook_links.end(work.me.id)
    return ReplaceCard(cards.ended(ended, work.community, for_actor(work)))


def on_left(left: MemberLeftCommunity, work: HandbookWork) -> None:
    work.handbook_links.end(left.member_id)


def on_moved(moved: AccountMoved, work: HandbookWork) -> None:
    """Who had two memberships reads as the one that is left."""
    if moved.merged:
        work.handbook_links.end(moved.merged)


def _make(work: HandbookWork) -> str:
    token = secrets.token_urlsafe(32)
    work.handbook_links.keep(token, work.me.id)
    return work.handbook_links.address(token)


HANDBOOK: Capability[HandbookWork] = Capability(
    name="handbook",
    verbs=(Verb("handbook", on_handbook, fleeting=True),),
    buttons={cards.END: Press(on_end)},
    listeners=(
        listen(AccountMoved, on_moved),
        listen(MemberLeftCommunity, on_left),
    ),
)
