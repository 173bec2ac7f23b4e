"""What is said of linked places; and words of the other side, as they stand on this one."""

from facilitation.messages import (
    LABEL_AT_MOST,
    SAY,
    TITLE_AT_MOST,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Input,
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
        intro=(
            Paragraph(texts("linking.who_sees", community=community.name)),
            Small(texts("linking.not_relayed")),
            Small(texts("linking.or_own_side")),
        ),
        inputs=(_side(texts),),
    )


def invitation(code: Md, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("linking.invitation", community=community.name),
        (Paragraph(texts("linking.invitation_how", code=code)), Small(texts("linking.invitation_once"))),
    )


def accept_form(code: str, what: Md, community: Community, channel: PlaceInput, texts: Texts) -> Form:
    """Who will see what is said before anything is. `what`: which community that is."""
    who_sees = texts("linking.who_sees", community=community.name)
    intro = (Paragraph(what), Paragraph(who_sees), Small(texts("linking.not_relayed")))
    return _accept(code, intro, (channel, _side(texts)), texts)


def own_side_form(code: str, community: Community, channel: PlaceInput, texts: Texts) -> Form:
    """Of a channel that becomes a side of its own, beside others of its workspace."""
    intro = (Paragraph(texts("linking.some_will_see", community=community.name)), Small(texts("linking.own_ends")))
    hears = tuple(Option(each, texts.plain(f"linking.hears.{each}")) for each in (SOME, ALL))
    meant = ChoiceInput("hears", texts.plain("linking.hears"), hears, initial=(SOME,))
    return _accept(code, intro, (channel, meant, _side(texts, own=True)), texts)


def _accept(code: str, intro: tuple[Block, ...], inputs: tuple[Input, ...], texts: Texts) -> Form:
    return Form(
        title=texts.plain("linking.title"),
        action=ACCEPT,
        submit=texts.plain("linking.accept_submit"),
        subject=Subject(id=code),
        intro=intro,
        inputs=inputs,
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
            (Paragraph(texts("linking.some_see", community=community.name)), Small(texts("linking.press_once"))),
            (Button(texts.plain("questions.say.open-questions"), SAY, Subject(community.id, "", "open questions")),),
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
        (Paragraph(lines), *_what_ends(mine, texts)),
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


def _what_ends(mine: list[LinkedPlace], texts: Texts) -> tuple[Small, ...]:
    """Where it is not the same for all that can be ended, it is said of each when it is to be."""
    if len({link.hears_all for link in mine}) != 1:
        return (Small(texts("linking.end_asks")),) if mine else ()
    return (Small(texts("linking.end_small" if mine[0].hears_all else "linking.end_some_means")),)


def _side(texts: Texts, *, own: bool = False) -> TextInput:
    hint = texts.plain("linking.own_side_hint" if own else "linking.side_hint")
    return TextInput("side", texts.plain("linking.side"), hint, longest=SIDE_AT_MOST)
