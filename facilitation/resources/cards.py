"""The list of what is at hand, and the form to add to it."""

from collections.abc import Iterator, Mapping, Sequence

from facilitation.messages import (
    TITLE_AT_MOST,
    Action,
    Block,
    Button,
    Card,
    Form,
    LinkButton,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import AccountRef, Community
from facilitation.ports.resources import AT_MOST, AtHand
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

ADD = "resources.add"
TAKE_AWAY = "resources.take_away"
SHOW = "knowledge.show"
WHY_AT_MOST = 200  # characters
ADDRESS_AT_MOST = 500  # characters
LABEL = 40  # characters of a title on a button


def at_hand(
    there: Sequence[AtHand], names: Mapping[AccountRef, str], mine: set[str], community: Community, texts: Texts
) -> Card:
    """`mine`: the ids of those that the reader may take away."""
    body: list[Block] = []
    for each in there:
        name = names.get(each.resource.by) or texts.plain("resources.someone")
        by = texts.plain("resources.by", name=name, day=texts.date(each.resource.at))
        body += [Paragraph(Md(f"**{escape(each.title)}**")), Quote(each.resource.why, by=by)]
    if not there:
        body.append(Paragraph(texts("resources.none")))
    actions = [*(_opens(each, community) for each in there), *_changing(there, mine, community, texts)]
    return Card(texts.plain("resources.at_hand", community=community.name), tuple(body), tuple(actions))


def form(community: Community, texts: Texts, item_id: str = "", title: str = "") -> Form:
    """Of an item only why: what it is called and where it stands is known."""
    where = (
        TextInput("title", texts.plain("resources.title_of"), longest=TITLE_AT_MOST),
        TextInput("address", texts.plain("resources.address"), initial="https://", longest=ADDRESS_AT_MOST),
    )
    about = Paragraph(Md(f"**{escape(title)}**"))
    return Form(
        title=texts.plain("resources.add"),
        action=ADD,
        submit=texts.plain("common.keep"),
        subject=Subject(community.id, item_id),
        intro=(*((about,) if item_id else ()), Small(texts("resources.seen", community=community.name))),
        inputs=(
            *(() if item_id else where),
            TextInput("why", texts.plain("resources.why"), texts.plain("resources.why_hint"), longest=WHY_AT_MOST),
        ),
    )


def _opens(each: AtHand, community: Community) -> Action:
    label = shorten(each.title, LABEL)
    if each.resource.item_id:
        return Button(label, SHOW, Subject(community.id, each.resource.item_id))
    return LinkButton(label, each.resource.address)


def _changing(there: Sequence[AtHand], mine: set[str], community: Community, texts: Texts) -> Iterator[Button]:
    if len(there) < AT_MOST:
        yield Button(texts.plain("resources.add"), ADD, Subject(community.id), Tone.PRIMARY, opens_form=True)
    for each in there:
        if each.resource.id in mine:
            label = texts.plain("resources.take_away", title=shorten(each.title, LABEL))
            yield Button(label, TAKE_AWAY, Subject(community.id, each.resource.id))
