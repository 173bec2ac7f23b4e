"""What is said about a link of one's own."""

from facilitation.handbook.model import OPENS_FOR, READS_FOR
from facilitation.messages import SAY, Button, Card, LinkButton, Paragraph, Small, Subject
from facilitation.people import Community
from facilitation.texts import Texts

END = "handbook.end"


def link(address: str, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("handbook.link", community=community.name),
        (
            Paragraph(texts("handbook.link_what")),
            Small(texts("handbook.link_yours", days=OPENS_FOR.days, longer=READS_FOR.days)),
        ),
        (
            LinkButton(texts.plain("handbook.open"), address),
            Button(texts.plain(END), END, Subject(community.id)),
        ),
    )


def ended(how_many: int, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("handbook.ended"),
        (Paragraph(texts.count("handbook.ended_what", how_many)),),
        (Button(texts.plain("handbook.say.handbook"), SAY, Subject(community.id, "", "handbook")),),
    )
