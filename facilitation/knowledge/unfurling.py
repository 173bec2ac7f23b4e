"""What a link to the handbook leads to, shown below the message where it was shared."""

from collections.abc import Iterator

from facilitation.events import LinksShared
from facilitation.knowledge import item_cards
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Card, LinkButton, Quote, ShowLinks, Small
from facilitation.wording import for_all, shorten

LINKS_AT_MOST = 3  # of one message
EXCERPT = 300  # characters


def on_links(shared: LinksShared, work: KnowledgeWork) -> ShowLinks | None:
    """Only in the community's own channel, and only what all its members may read."""
    if not work.in_community or shared.place.ref.whole != work.community.place:
        return None
    cards = tuple(_cards(shared.urls, work))
    return ShowLinks(cards) if cards else None


def _cards(urls: tuple[str, ...], work: KnowledgeWork) -> Iterator[tuple[str, Card]]:
    items = work.page("/items/")
    for url in urls[:LINKS_AT_MOST] if items else ():
        identity = url.removeprefix(items or "").partition("?")[0].partition("#")[0]
        item = work.knowledge.item_for(Reader(is_member=True), identity) if url.startswith(items or url) else None
        if item:
            yield url, _card(item, url, work)


def _card(item: KnowledgeItem, url: str, work: KnowledgeWork) -> Card:
    texts = for_all(work.community)
    said = next(iter(item_cards.readable(item)), None)
    words = (Quote(shorten(said.text, EXCERPT), by=said.name),) if said else ()
    body = (Small(item_cards.standing(item, texts)), *words)
    return Card(item.title, body, (LinkButton(texts.plain("knowledge.in_handbook"), url),))
