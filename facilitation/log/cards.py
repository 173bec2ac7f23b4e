"""How the log of changes reads."""

from collections.abc import Mapping, Sequence

from facilitation.messages import Block, Button, Card, Paragraph, Small, Subject
from facilitation.people import Account, AccountRef, Community, Level
from facilitation.ports.audit import Change, Entry
from facilitation.texts import Md, Texts
from facilitation.wording import shorten

EARLIER = "log.earlier"
SHOWN = 15  # changes in one message
NAME_SHOWN = 60  # characters of what something is called

Names = Mapping[AccountRef, Account]


def log_card(entries: Sequence[Entry], names: Names, skip: int, community: Community, texts: Texts) -> Card:
    """The newest first. One entry more than is shown tells that there are earlier ones."""
    shown = entries[:SHOWN]
    lines = Md("\n".join(_line(each, names, texts) for each in shown))
    body: list[Block] = [Paragraph(lines if shown else texts("log.nothing")), Small(texts("log.who_sees"))]
    more = Button(texts.plain("log.earlier"), EARLIER, Subject(community.id, "", str(skip + SHOWN)))
    return Card(texts.plain("log.of", community=community.name), tuple(body), (more,) if len(entries) > SHOWN else ())


def _line(entry: Entry, names: Names, texts: Texts) -> Md:
    told = texts(
        f"log.change.{entry.change}",
        by=_name(entry.by, names, texts),
        about=_name(entry.about, names, texts),
        named=_named(entry, texts),
    )
    return Md(f"- {texts.date(entry.at)}: {told}")


def _named(entry: Entry, texts: Texts) -> str:
    if entry.change is Change.LEVEL and entry.named in set(Level):
        return texts.plain(f"communities.level_one.{entry.named}")
    return shorten(entry.named, NAME_SHOWN)


def _name(ref: AccountRef | None, names: Names, texts: Texts) -> str:
    account = names.get(ref) if ref else None
    return account.name if account and account.name else texts.plain("log.somebody")
