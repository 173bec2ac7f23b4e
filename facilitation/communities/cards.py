"""What a community's cards and forms say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.communities.model import NAME_AT_MOST, PURPOSE_AT_MOST, TERM
from facilitation.messages import (
    SAY,
    Block,
    Button,
    Card,
    ChoiceInput,
    Facts,
    Form,
    LinkButton,
    Option,
    Paragraph,
    PlaceInput,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import LANGUAGES, Account, Community, Level
from facilitation.ports.resources import AtHand
from facilitation.texts import Texts

FOUND = "communities.found"
AT_HAND_SHOWN = 3  # titles
JOIN = "communities.join"
FACILITATE = "communities.facilitate"
OFFER = "communities.offer"
TOGETHER = "communities.together"
GO_ON = "communities.go_on"
LAY_DOWN = "communities.lay_down"


def founding_form(name: str, channel: PlaceInput, texts: Texts) -> Form:
    languages = tuple(Option(language, texts.plain(f"common.language.{language}")) for language in LANGUAGES)
    return Form(
        title=texts.plain("communities.found"),
        action=FOUND,
        submit=texts.plain("communities.found_submit"),
        intro=(Small(texts("communities.found_intro")),),
        inputs=(
            TextInput("name", texts.plain("communities.name"), initial=name, longest=NAME_AT_MOST),
            TextInput(
                "purpose",
                texts.plain("communities.purpose"),
                texts.plain("communities.purpose_hint"),
                multiline=True,
                optional=True,
                longest=PURPOSE_AT_MOST,
            ),
            ChoiceInput(
                "language",
                texts.plain("common.language"),
                languages,
                texts.plain("communities.language_hint"),
                initial=(texts.language,),
            ),
            TextInput("zone", texts.plain("common.zone"), texts.plain("common.zone_hint"), initial=texts.zone),
            channel,
        ),
    )


def welcome_key(community: Community) -> str:
    return f"community/{community.id}/welcome"


def welcome(community: Community, texts: Texts) -> Card:
    """Kring introduces itself to the channel, once."""
    body: list[Block] = [Paragraph(texts("communities.welcome"))]
    if community.purpose:
        body.append(Quote(community.purpose))
    body.append(Small(texts("communities.welcome_small")))
    return Card(
        texts.plain("communities.welcome_title", community=community.name),
        tuple(body),
        (
            Button(texts.plain("communities.join"), JOIN, Subject(community.id), Tone.PRIMARY),
            _say(community, texts, "communities.about", "community"),
        ),
    )


def founded(community: Community, channel: str, texts: Texts) -> Card:
    """To whoever started it: what stands, and the next step."""
    return Card(
        texts.plain("communities.founded", community=community.name),
        (
            Paragraph(texts("communities.founded_next", channel=channel)),
            Small(texts("communities.term", months=TERM.days // 30)),
        ),
        (
            _say(community, texts, "communities.set_check_in", "check-in", opens_form=True, tone=Tone.PRIMARY),
            _say(community, texts, "communities.ask", "ask", opens_form=True),
            _say(community, texts, "digest.say.digest", "digest", opens_form=True),
            _say(community, texts, "conversation.say.help", "help"),
        ),
    )


def about(
    community: Community,
    *,
    place: str,
    levels: Mapping[Level, int],
    facilitators: Sequence[str],
    mine: Level | None,
    texts: Texts,
) -> Card:
    """How many take part in which way is for members to know."""
    told = [each for each in Level if mine and levels.get(each)]
    held = texts.all_of(facilitators) if facilitators else texts.plain("communities.nobody")
    facts = Facts(
        (
            (texts.plain("communities.place"), f"#{place}" if place else texts.plain("communities.its_channel")),
            (texts.plain("communities.members"), str(sum(levels.values()))),
            *((texts.plain(f"communities.level.{each}"), str(levels[each])) for each in told),
            *([(texts.plain("communities.my_level"), texts.plain(f"communities.level_one.{mine}"))] if mine else []),
            (texts.plain("communities.facilitators"), held),
            (texts.plain("common.language"), texts.plain(f"common.language.{community.language}")),
            (texts.plain("common.zone"), community.zone),
        )
    )
    body: tuple[Block, ...] = (Quote(community.purpose), facts) if community.purpose else (facts,)
    join = Button(texts.plain("communities.join"), JOIN, Subject(community.id), Tone.PRIMARY)
    leave = _say(community, texts, "communities.leave", "leave")
    return Card(community.name, body, (leave if mine else join,))


def joined(community: Community, resources: Sequence[AtHand], texts: Texts) -> Card:
    """To a newcomer, with what the community keeps at hand."""
    titles = texts.all_of([each.title for each in resources[:AT_HAND_SHOWN]])
    at_hand = (Paragraph(texts("communities.at_hand", titles=titles)),) if resources else ()
    look = (_say(community, texts, "resources.say.resources", "resources"),) if resources else ()
    return Card(
        texts.plain("communities.joined", community=community.name),
        (Paragraph(texts("communities.joined_what")), *at_hand, Small(texts("communities.joined_small"))),
        (
            *look,
            _say(community, texts, "communities.ask", "ask", opens_form=True),
            _say(community, texts, "communities.settings", "settings", opens_form=True),
            _say(community, texts, "communities.say.where-I-am", "where I am", opens_form=True),
            _say(community, texts, "communities.leave", "leave"),
        ),
    )


def left(community: Community, texts: Texts, *, held: bool) -> Card:
    """`held`: whether they were its facilitator."""
    undo = Button(texts.plain("communities.undo_leave"), JOIN, Subject(community.id))
    role = (Small(texts("communities.left_role")),) if held else ()
    body = (Paragraph(texts("communities.left_what")), *role)
    return Card(texts.plain("communities.left", community=community.name), body, (undo,))


def role_offered(community: Community, texts: Texts) -> Card:
    take = Button(texts.plain("communities.i_will"), FACILITATE, Subject(community.id), Tone.PRIMARY)
    return Card(
        texts.plain("communities.role_offered", community=community.name),
        (Paragraph(texts("communities.role_what", months=TERM.days // 30)),),
        (take,),
    )


def role_held(community: Community, names: Sequence[str], until: datetime | None, texts: Texts) -> Card:
    """To a member who would like to; `until`: whoever asks holds it themselves."""
    held = Paragraph(texts("communities.held_by", names=texts.all_of(names)))
    title, about = texts.plain("communities.role_of", community=community.name), Subject(community.id)
    if until is None:
        button = Button(texts.plain("communities.offer"), OFFER, about, Tone.PRIMARY)
        return Card(title, (held, Paragraph(texts("communities.offer_what"))), (button,))
    mine = Paragraph(texts("communities.you_hold", community=community.name, date=texts.date(until)))
    lay_down = Button(texts.plain("communities.lay_down"), LAY_DOWN, about)
    return Card(title, (held, mine, Small(texts("communities.lay_down_what"))), (lay_down,))


def offers(community: Community, subject: Subject, name: str, texts: Texts) -> Card:
    """To those who hold it: `subject` offers to."""
    return Card(
        texts.plain("communities.offers", name=name, community=community.name),
        (Paragraph(texts("communities.offers_what", months=TERM.days // 30)),),
        (
            Button(texts.plain("communities.together"), TOGETHER, subject, Tone.PRIMARY),
            Button(texts.plain("communities.go_on"), GO_ON, subject),
        ),
    )


def term_over(community: Community, texts: Texts) -> Card:
    """To who held it."""
    again = _say(community, texts, "communities.say.facilitate", "facilitate")
    body = Paragraph(texts("communities.term_over_what"))
    return Card(texts.plain("communities.term_over", community=community.name), (body,), (again,))


def term_taken(community: Community, account: Account, texts: Texts) -> Card:
    title = texts.plain("communities.term_taken", name=account.name, community=community.name)
    return Card(title, (Paragraph(texts("communities.term_thanks")),))


def _say(
    community: Community, texts: Texts, key: str, verb: str, *, opens_form: bool = False, tone: Tone = Tone.PLAIN
) -> Button:
    return Button(texts.plain(key), SAY, Subject(community.id, "", verb), tone, opens_form)


def permission(community: str, why: str, where: str, texts: Texts) -> Card:
    body = Paragraph(texts("install.more_for", community=community, why=texts.plain(why)))
    return Card(texts.plain_count("install.more", 1), (body,), (LinkButton(texts.plain("install.more_see"), where),))


def falls_silent(community: str, until: datetime, where: str, texts: Texts) -> Card:
    body = Paragraph(texts("install.runs_out_what", community=community, when=texts.moment(until)))
    return Card(texts.plain("install.runs_out"), (body,), (LinkButton(texts.plain("install.anew"), where),))
