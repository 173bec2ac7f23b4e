"""What is said of linked places; and words of the other side, as they stand on this one."""

from facilitation.messages import (
    LABEL_AT_MOST,
    SAY,
    TITLE_AT_MOST,
    Button,
    Card,
    ChoiceInput,
    Form,
    Notice,
    Option,
    Paragraph,
    PlaceInput,
    Plain,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Community
from facilitation.ports.links import LinkedPlace
from facilitation.texts import Md, Texts
from facilitation.wording import shorten

INVITE = "linking.invite"
ACCEPT = "linking.accept"
END = "linking.end"
SURELY = "surely"
SOME, ALL = "some", "all"
"""What stands in a place of a workspace where the community stands already: what is said there, or all besides."""

SIDE_AT_MOST = 40  # characters


def copied(name: Plain, side: Plain, text: Plain) -> Card:
    return Card(shorten(f"{name} · {side}" if side else name, TITLE_AT_MOST), (Quote(text),))


def taken_back(texts: Texts) -> Notice:
    return Notice(texts("linking.taken_back"))


def invite_form(community: Community, texts: Texts) -> Form:
    return Form(
        title=texts.plain("linking.title"),
        action=INVITE,
        submit=texts.plain("linking.invite_submit"),
        subject=Subject(community.id),
        intro=(Paragraph(texts("linking.who_sees", community=community.name)), Small(texts("linking.not_relayed"))),
        inputs=(_side(texts),),
    )


def invitation(code: Md, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("linking.invitation", community=community.name),
        (Paragraph(texts("linking.invitation_how", code=code)), Small(texts("linking.invitation_once"))),
    )


def accept_form(
    code: str, what: Paragraph, community: Community, channel: PlaceInput, texts: Texts, *, own: bool
) -> Form:
    """Who will see what is said before anything is. `own`: where it is a side of its own beside others there."""
    hears = tuple(Option(each, texts.plain(f"linking.hears.{each}")) for each in (SOME, ALL))
    meant = (ChoiceInput("hears", texts.plain("linking.hears"), hears, initial=(SOME,)),) if own else ()
    who_sees = texts("linking.some_see" if own else "linking.who_sees", community=community.name)
    return Form(
        title=texts.plain("linking.title"),
        action=ACCEPT,
        submit=texts.plain("linking.accept_submit"),
        subject=Subject(id=code),
        intro=(
            what,
            Paragraph(who_sees),
            Small(texts("linking.not_relayed")),
        ),
        inputs=(channel, *meant, _side(texts)),
    )


def begun(community: Community, link: LinkedPlace, texts: Texts) -> Card:
    """In the place that was linked, and at home."""
    if not link.hears_all:
        return Card(
            texts.plain("linking.begun_some", community=community.name, side=link.side),
            (Paragraph(texts("linking.begun_some_what", side=link.side)),),
        )
    return Card(
        texts.plain("linking.begun", community=community.name, side=link.side, home=link.home_side),
        (Paragraph(texts("linking.begun_what")), Small(texts("linking.not_relayed"))),
    )


def linked_here(community: Community, link: LinkedPlace, texts: Texts) -> Card:
    if not link.hears_all:
        return Card(
            texts.plain("linking.here_some", community=community.name, side=link.side),
            (Paragraph(texts("linking.some_see", community=community.name)),),
        )
    return Card(
        texts.plain("linking.linked_here", community=community.name, side=link.home_side),
        (
            *((Quote(community.purpose),) if community.purpose else ()),
            Paragraph(texts("linking.who_sees", community=community.name)),
            Small(texts("linking.not_relayed")),
        ),
        (Button(texts.plain("linking.join"), SAY, Subject(community.id, "", "join"), Tone.PRIMARY),),
    )


def places(community: Community, links: list[tuple[LinkedPlace, str]], mine: list[LinkedPlace], texts: Texts) -> Card:
    """Where the community stands too, and the way to end what of it is theirs to end."""
    lines = "\n".join(f"- {_line(link, name, texts)}" for link, name in links)
    return Card(
        texts.plain("linking.places", community=community.name),
        (Paragraph(lines), Small(texts("linking.end_small"))),
        tuple(
            Button(
                shorten(texts.plain("linking.end", side=link.side), LABEL_AT_MOST),
                END,
                Subject(community.id, link.id),
                Tone.DANGER,
            )
            for link in mine
        ),
    )


def end_surely(community: Community, link: LinkedPlace, leaving: int, texts: Texts) -> Card:
    """Says what goes along."""
    means = texts.count("linking.end_means", leaving, community=community.name)
    return Card(
        texts.plain("linking.end_surely", side=link.side),
        (Paragraph(means if link.hears_all else texts("linking.end_some_means")),),
        (Button(texts.plain("linking.end_yes"), END, Subject(community.id, link.id, SURELY), Tone.DANGER),),
    )


def ended(community: Community, link: LinkedPlace, texts: Texts) -> Notice:
    if not link.hears_all:
        return Notice(texts("linking.ended_some", community=community.name, side=link.side))
    return Notice(texts("linking.ended", community=community.name, side=link.side, home=link.home_side))


def _line(link: LinkedPlace, name: str, texts: Texts) -> Md:
    if not name:
        return texts("linking.place_of_some", side=link.side)
    return texts("linking.place", side=link.side, channel=name)


def _side(texts: Texts) -> TextInput:
    return TextInput("side", texts.plain("linking.side"), texts.plain("linking.side_hint"), longest=SIDE_AT_MOST)
